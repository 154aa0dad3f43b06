import { expect, test } from "vitest";
import { securityTxt, serveSecurityTxt } from "./security-txt.ts";

const env = {
  SECURITY_CONTACT: "mailto:security@example.jp",
  PUBLIC_ORIGIN: "https://tegata.example.jp",
  VERSION: { timestamp: "2026-11-25T00:00:00.000Z" },
};

test("RFC 9116: whom to tell, and until when that holds, reckoned from the deployment", () => {
  expect(securityTxt(env, 0)).toBe(
    [
      "Contact: mailto:security@example.jp",
      "Expires: 2027-11-24T00:00:00.000Z",
      "Preferred-Languages: ja, en",
      "Canonical: https://tegata.example.jp/.well-known/security.txt",
      "",
    ].join("\n"),
  );
  const { VERSION: _, ...local } = env;
  expect(securityTxt(local, Date.parse("2026-01-01T00:00:00Z"))).toContain(
    "Expires: 2026-12-31T00:00:00.000Z",
  );
});

test("RFC 9116: without a contact, or with something else in its place, there is no file", () => {
  for (const SECURITY_CONTACT of ["", "security@example.jp", "http://example.jp", "mailto:a@b\nEvil: x"])
    expect(securityTxt({ ...env, SECURITY_CONTACT }, 0)).toBeNull();
  const at = (path: string, contact = env.SECURITY_CONTACT) =>
    serveSecurityTxt(new URL(path, "https://x.example"), { ...env, SECURITY_CONTACT: contact }, 0)?.status;
  expect(at("/.well-known/security.txt")).toBe(200);
  expect(at("/.well-known/security.txt", "")).toBe(404);
  expect(at("/security.txt")).toBeUndefined();
});
