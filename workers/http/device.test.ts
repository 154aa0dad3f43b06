import { expect, test } from "vitest";
import { deviceOf } from "./device.ts";
import { networkMark } from "./network-mark.ts";

test.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari / iPhone",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
    "Edge / Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Chrome / Android",
  ],
  [
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Chrome / ChromeOS",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox / macOS"],
  ["curl/8.5", "? / ?"],
  ["", "? / ?"],
])("S22, WHO-4: a device in words of a fixed list (%#)", (agent, words) => {
  expect(deviceOf(agent)).toBe(words);
});

test("S22, WHO-4: a network is a keyed hash and its first part, and two of a kind are told apart", () => {
  const env = { PHONE_KEY: btoa("t".repeat(32)) };
  const [one, next, six] = ["203.0.113.7", "203.0.113.8", "2001:db8:1:2::/64"].map((network) =>
    networkMark(env, network),
  );
  expect(one?.shown).toBe("203.0.113.*");
  expect(six?.shown).toBe("2001:db8:*");
  expect(one?.id).toMatch(/^[0-9a-f]{32}$/);
  expect(one?.id).not.toBe(next?.id);
  expect(networkMark({ PHONE_KEY: btoa("u".repeat(32)) }, "203.0.113.7").id).not.toBe(one?.id);
  expect(networkMark(env, "local").shown).toBe("*");
});
