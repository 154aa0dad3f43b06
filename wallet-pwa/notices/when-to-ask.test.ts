import { describe, expect, test } from "vitest";
import { ASK_AGAIN_MS } from "../../schema/limits.ts";
import { type Known, questionFor } from "./when-to-ask.ts";

const NOW = Date.UTC(2026, 10, 25);
const known = (more: Partial<Known> = {}): Known => ({
  hasPaid: true,
  push: "default",
  subscribed: false,
  install: "none",
  notNowMs: { notify: 0, install: 0 },
  ...more,
});

describe("PSH-7: what the wallet asks, and when", () => {
  test("nothing before a first completed payment", () => {
    expect(questionFor(known({ hasPaid: false, install: "offered" }), NOW)).toBeNull();
  });

  test("whether to notify, then whether to install", () => {
    expect(questionFor(known({ install: "offered" }), NOW)).toBe("notify");
    expect(questionFor(known({ install: "offered", subscribed: true, push: "granted" }), NOW)).toBe(
      "install",
    );
    expect(questionFor(known({ install: "by-hand", push: "none" }), NOW)).toBe("install-ios");
    expect(questionFor(known({ push: "none" }), NOW)).toBeNull();
  });

  test("somebody else on a phone that agreed before is asked too", () => {
    expect(questionFor(known({ push: "granted" }), NOW)).toBe("notify");
  });

  test("after not now it is asked again on the thirtieth day, each question by itself", () => {
    const said = (ms: number) => known({ install: "offered", notNowMs: { notify: ms, install: 0 } });
    expect(questionFor(said(NOW - ASK_AGAIN_MS + 1), NOW)).toBe("install");
    expect(questionFor(said(NOW - ASK_AGAIN_MS), NOW)).toBe("notify");
    const both = known({ install: "offered", notNowMs: { notify: NOW, install: NOW } });
    expect(questionFor(both, NOW + ASK_AGAIN_MS - 1)).toBeNull();
  });

  test("who has told the browser never is not asked about it", () => {
    expect(questionFor(known({ push: "denied" }), NOW)).toBeNull();
  });
});
