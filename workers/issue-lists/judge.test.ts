import { describe, expect, test } from "vitest";
import { judgeStay, type ListTerms, listFields } from "./judge.ts";

const terms = (changes: Partial<ListTerms> = {}): ListTerms => ({
  asks: {
    stayReference: "required",
    guestName: "optional",
    checkIn: "optional",
    evidence: "no",
    receipt: "optional",
  },
  facesYen: [3_000, 2_000],
  facePer: "coupon",
  unitWord: "ポイント",
  perStayYen: null,
  isInTime: () => true,
  ...changes,
});
const row = (changes: Record<string, string> = {}) => ({ reference: "SG-1", guests: "2", ...changes });
const faults = (values: Record<string, string>, changes: Partial<ListTerms> = {}) => {
  const judged = judgeStay(values, terms(changes));
  return judged.ok ? [] : judged.faults.map(({ code, field }) => `${field}: ${code}`);
};
const stayOf = (values: Record<string, string>, changes: Partial<ListTerms> = {}) => {
  const judged = judgeStay(values, terms(changes));
  if (!judged.ok) throw new Error(JSON.stringify(judged.faults));
  return judged.payload;
};

describe("ISS-7: what a row of a list of stays says", () => {
  test("numbers are read in whatever width and with their counters, days as spreadsheets write them", () => {
    expect(
      stayOf(row({ guests: "３名", nights: "2泊", checkIn: "2026年11月28日", face: "2,000ポイント" })),
    ).toEqual({
      reference: "SG-1",
      guestName: null,
      guests: 3,
      nights: 2,
      checkInOn: "2026-11-28",
      faceYen: 2_000,
    });
    for (const day of ["2026/11/8", "2026-11-08", "20261108", "2026.11.8", "2026/11/08 15:00"])
      expect(stayOf(row({ checkIn: day }))).toMatchObject({ checkInOn: "2026-11-08" });
    expect(stayOf(row({ face: "¥3,000" }))).toMatchObject({ faceYen: 3_000 });
  });

  test("where the list says no amount the programme's usual one counts", () => {
    expect(stayOf(row())).toMatchObject({ faceYen: 3_000 });
  });

  test("everything that is wrong with a row is named at once", () => {
    expect(faults({ guests: "0", nights: "31", checkIn: "2026-02-30", face: "1,234" })).toEqual([
      "reference: missing",
      "guests: guests-number",
      "nights: nights-number",
      "checkIn: day-unknown",
      "face: face-unknown",
    ]);
    expect(faults(row({ guests: "" }))).toEqual(["guests: missing"]);
    expect(faults(row({ guests: "201" }))).toEqual(["guests: guests-number"]);
    expect(faults(row({ reference: "x".repeat(65) }))).toEqual(["reference: too-long"]);
  });

  test("PAY-6: more than one stay may get is named before the fund refuses it, nights counted where they count", () => {
    expect(faults(row({ guests: "3" }), { perStayYen: 8_999 })).toEqual(["guests: over-stay"]);
    expect(faults(row({ guests: "3" }), { perStayYen: 9_000 })).toEqual([]);
    const byNight = { facePer: "night", perStayYen: 9_000 } as const;
    expect(faults(row({ guests: "2", nights: "2" }), byNight)).toEqual(["guests: over-stay"]);
    expect(faults(row(), byNight)).toEqual(["nights: missing"]);
  });

  test("PRG-4: a stay after the last day of use is named", () => {
    expect(faults(row({ checkIn: "2099-01-01" }), { isInTime: () => false })).toEqual([
      "checkIn: stay-too-late",
    ]);
  });

  test("what the programme doesn't ask for is not read, and no column of it is offered", () => {
    const asks = {
      stayReference: "no",
      guestName: "no",
      checkIn: "no",
      evidence: "no",
      receipt: "no",
    } as const;
    expect(stayOf(row({ guest: "ためし", checkIn: "2026-11-28" }), { asks })).toMatchObject({
      reference: null,
      guestName: null,
      checkInOn: null,
    });
    expect(listFields({ asks, facePer: "coupon" }).map(({ name }) => name)).toEqual([
      "guests",
      "nights",
      "face",
    ]);
  });

  test("one number and day are one stay however they are written; without a number the name stands for it", () => {
    const key = (values: Record<string, string>, changes: Partial<ListTerms> = {}) => {
      const judged = judgeStay(values, terms(changes));
      return judged.ok ? judged.key : null;
    };
    const optional = {
      asks: {
        stayReference: "optional",
        guestName: "optional",
        checkIn: "optional",
        evidence: "no",
        receipt: "optional",
      },
    } as const;
    expect(key(row({ reference: "ｓｇ－１" }))).toBe(key(row({ reference: "SG-1" })));
    expect(key(row({ checkIn: "2026-11-28" }))).not.toBe(key(row({ checkIn: "2026-11-29" })));
    expect(key({ guest: "ヤマダ", guests: "1" }, optional)).toBe(
      key({ guest: "ﾔﾏﾀﾞ", guests: "2" }, optional),
    );
    expect(key({ guest: "SG-1", guests: "1" }, optional)).not.toBe(key(row(), optional));
    expect(key({ guests: "1" }, optional)).toBe("");
  });
});
