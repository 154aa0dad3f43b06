import { expect, test } from "vitest";
import { isWebhookAddress } from "./address.ts";

const DEPLOYED = { ownHost: "tegata.example.jp", isLocal: false };
const LAPTOP = { ownHost: "localhost:8787", isLocal: true };

test.each([
  "https://pos.example.jp/tegata",
  "https://pos.example.jp:8443/tegata?shop=1",
  "https://xn--wgv71a119e.jp/x",
  "https://a.b.c.example.com./x",
])("POS-5: %s may be told", (url) => {
  expect(isWebhookAddress(url, DEPLOYED)).toBe(true);
});

test.each([
  "http://pos.example.jp/tegata",
  "ftp://pos.example.jp/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "pos.example.jp/tegata",
  "",
  "https://user:word@pos.example.jp/",
  "https://pos.example.jp/#part",
  // Our own API would make another message of each.
  "https://tegata.example.jp/api/health",
  // Addresses of four numbers, however they are written, and of six.
  "https://127.0.0.1/",
  "https://10.0.0.8/",
  "https://169.254.169.254/latest/meta-data",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://[::1]/",
  "https://[::ffff:10.0.0.1]/",
  "https://[fd00::1]/",
  "https://8.8.8.8/",
  // Names that lead inside.
  "https://localhost/",
  "https://printer/",
  "https://till.local/",
  "https://db.internal/",
  "https://router.lan/",
  "https://nas.home.arpa/",
  "https://a.localhost/",
])("POS-5: %s may not", (url) => {
  expect(isWebhookAddress(url, DEPLOYED)).toBe(false);
});

test("POS-5: a developer's machine may tell itself, and nothing else that is inside", () => {
  expect(isWebhookAddress("http://127.0.0.1:9000/hook", LAPTOP)).toBe(true);
  expect(isWebhookAddress("http://localhost:9000/hook", LAPTOP)).toBe(true);
  for (const url of [
    "http://192.168.0.1/",
    "http://127.0.0.1.example.com/",
    "http://[::1]:9000/",
    "https://10.0.0.1/",
  ])
    expect([url, isWebhookAddress(url, LAPTOP)]).toEqual([url, false]);
});
