import { describe, expect, test } from "vitest";
import { isAtRest } from "./at-rest.ts";

describe("NET-3: a new version takes a page only from somebody at rest", () => {
  test.each([
    "/wallet",
    "/wallet/",
    "/wallet/history",
    "/wallet/pays/p1",
    "/wallet/help",
    "/wallet/stores/s1",
    "/wallet/notifications",
    "/wallet/devices",
    "/wallet/settings",
  ])("at rest: %s", (path) => expect(isAtRest(path)).toBe(true));

  test.each([
    "/wallet/scan",
    "/wallet/type",
    "/wallet/charge",
    "/wallet/pay/s1/t1.x",
    "/wallet/paid/o1",
    "/wallet/operations/o1",
    "/wallet/code/p1",
    "/wallet/sign-in",
    "/wallet/pays/p1/answers",
    "/wallet/consent",
    "/wallet/move-out",
  ])("in the middle of something: %s", (path) => expect(isAtRest(path)).toBe(false));
});
