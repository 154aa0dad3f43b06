import { expect, test } from "vitest";
import { hashOfToken, invitationToken, maskedAddress } from "./invitation.ts";
import { invitationMail } from "./invitation-words.ts";

test("ACC-4: a link's secret is 256 random bits that fit into an address, and its hash doesn't contain it", () => {
  const tokens = new Set(Array.from({ length: 50 }, invitationToken));
  expect(tokens.size).toBe(50);
  for (const token of tokens) {
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashOfToken(token)).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("an address is shown so that a slip of the pen can be seen, and nobody can write to it", () => {
  expect(maskedAddress("hanako@example.jp")).toBe("h＊＊@example.jp");
});

test("ACC-4: the mail says who invites whom, the ID, the link, and until when in Tokyo's time", () => {
  const { subject, text } = invitationMail({
    regionName: "潮見県",
    organisationName: "みなと商店",
    name: "新しい 係",
    loginId: "u-1",
    invitedByName: "店主 海",
    link: "https://t.example.jp/admin/invitation#abc",
    expiresAtMs: Date.UTC(2026, 3, 10, 3, 0),
  });
  expect(subject).toBe("【潮見県】アカウントのご案内（みなと商店）");
  expect(text).toContain("https://t.example.jp/admin/invitation#abc");
  expect(text).toContain("ID: u-1");
  expect(text).toMatch(/2026.*12:00 まで/);
});
