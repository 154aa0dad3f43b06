import { describe, expect, test } from "vitest";
import type { RegionId } from "../../schema/ids.ts";
import { disturbancesOf, LATE_AFTER_MS, type Signs } from "./disturbances.ts";

const NOW = 1_800_000_000_000;
const WELL: Signs = {
  said: [],
  rebuilding: false,
  askedAtMs: NOW - 60_000,
  heardAtMs: NOW - 60_000,
  lags: [{ medianMs: 900, lastProjectedAtMs: NOW - 1_000 }],
  messages: { possible: true, ended: 3, taken: 3 },
};
const kinds = (signs: Partial<Signs>) => disturbancesOf({ ...WELL, ...signs }, NOW).map(({ kind }) => kind);

describe("DEG-2: what the system notices by itself", () => {
  test("nothing where all is well, or nothing ever happened", () => {
    expect(kinds({})).toEqual([]);
    expect(
      kinds({ askedAtMs: null, heardAtMs: null, lags: [{ medianMs: null, lastProjectedAtMs: null }] }),
    ).toEqual([]);
    expect(kinds({ messages: { possible: true, ended: 0, taken: 0 } })).toEqual([]);
  });

  test("a heartbeat that the projection has not answered for two minutes: late, since it was sent", () => {
    const askedAtMs = NOW - LATE_AFTER_MS - 1;
    expect(kinds({ askedAtMs, heardAtMs: askedAtMs - 1 })).toEqual(["late"]);
    expect(kinds({ askedAtMs, heardAtMs: null })).toEqual(["late"]);
    expect(kinds({ askedAtMs: NOW - LATE_AFTER_MS, heardAtMs: null })).toEqual([]);
    expect(disturbancesOf({ ...WELL, askedAtMs, heardAtMs: null }, NOW)[0]?.sinceMs).toBe(askedAtMs);
  });

  test("entries that take long: late; those of some time ago say nothing", () => {
    const long = { medianMs: LATE_AFTER_MS + 1, lastProjectedAtMs: NOW - 1_000 };
    expect(kinds({ lags: [long] })).toEqual(["late"]);
    expect(kinds({ lags: [...WELL.lags, long] }), "one of two databases").toEqual(["late"]);
    expect(kinds({ lags: [{ ...long, lastProjectedAtMs: NOW - 6 * 60_000 }] })).toEqual([]);
  });

  test("nobody delivers, the day's money is spent, or nobody took the last ones: no messages", () => {
    expect(kinds({ messages: { possible: false, ended: 0, taken: 0 } })).toEqual(["messages"]);
    expect(kinds({ messages: { possible: true, ended: 3, taken: 0 } })).toEqual(["messages"]);
    expect(kinds({ messages: { possible: true, ended: 2, taken: 0 } })).toEqual([]);
    expect(kinds({ messages: { possible: true, ended: 3, taken: 1 } })).toEqual([]);
  });

  test("D1 is made again: records", () => expect(kinds({ rebuilding: true })).toEqual(["records"]));
});

describe("DEG-1: the operator's word", () => {
  test("stands beside what is seen, gravest first, each once for each region", () => {
    const region = "7k3m9qxw2p4d" as RegionId;
    const said = [
      { kind: "slow", regionId: region, sinceMs: 1 },
      { kind: "late", regionId: null, sinceMs: 2 },
      { kind: "payments", regionId: null, sinceMs: 3 },
    ] as const;
    expect(disturbancesOf({ ...WELL, said, askedAtMs: 1, heardAtMs: null }, NOW)).toEqual([
      { kind: "payments", regionId: null, sinceMs: 3 },
      { kind: "late", regionId: null, sinceMs: 2 },
      { kind: "slow", regionId: region, sinceMs: 1 },
    ]);
  });
});
