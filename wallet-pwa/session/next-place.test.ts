import { expect, test } from "vitest";
import { nextPlace } from "./next-place.ts";

test("signing in leads back to where one wanted to go, inside the wallet", () => {
  expect(nextPlace("/wallet/charge")).toBe("/wallet/charge");
  expect(nextPlace("/wallet/pay/7k3m9qxw2p4d/0123456789ab.abc-_?v=1x")).toBe(
    "/wallet/pay/7k3m9qxw2p4d/0123456789ab.abc-_?v=1x",
  );
});

test("nobody is led anywhere else by a link somebody sent", () => {
  const foreign = [
    undefined,
    "",
    "https://example.com/",
    "//example.com",
    "/wallet//example.com",
    "/admin/",
    "javascript:alert(1)",
    "/wallet/\\example.com",
  ];
  for (const next of foreign) expect(nextPlace(next)).toBe("/wallet/");
});
