import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeThreshold, type ThresholdRule } from "./threshold.ts";

const yen: ThresholdRule = { measure: "yen", below: 1_000, state: "armed" };
const percent: ThresholdRule = { measure: "percent", below: 10, state: "armed" };

describe("FND-10: a threshold is crossed when less than it is left", () => {
  test.each([
    ["one yen less", yen, 999, 50_000, "cross"],
    ["exactly as much", yen, 1_000, 50_000, null],
    ["one yen less than ten per cent", percent, 4_999, 50_000, "cross"],
    ["exactly ten per cent", percent, 5_000, 50_000, null],
    ["less than a third of a yen under ten per cent", percent, 333, 3_333, "cross"],
    ["crossed before, and still below", { ...yen, state: "crossed" }, 0, 50_000, null],
    ["crossed before, and there again", { ...yen, state: "crossed" }, 1_000, 50_000, "rearm"],
    ["per cent of nothing", percent, 0, 0, null],
    ["an issuer that never got anything", yen, 0, 0, null],
  ] as const)("%s", (_, rule, leftYen, ofYen, said) => {
    expect(judgeThreshold(rule, { leftYen, ofYen })).toBe(said);
  });

  test("law: however what is left moves, crossings and re-armings take turns", () => {
    const moves = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 100 }), (lefts, below) => {
        let state: ThresholdRule["state"] = "armed";
        const said: string[] = [];
        for (const leftYen of lefts) {
          const one = judgeThreshold({ measure: "percent", below, state }, { leftYen, ofYen: 20_000 });
          if (one === null) continue;
          state = one === "cross" ? "crossed" : "armed";
          said.push(one);
        }
        return said.every((one, at) => one === (at % 2 === 0 ? "cross" : "rearm"));
      }),
    );
  });
});
