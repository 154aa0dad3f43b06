import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../schema/calendar.ts";
import type { IdTail, OrganisationId, ProgrammeId, RegionId } from "../../../schema/ids.ts";
import { yen } from "../../../schema/money.ts";
import {
  asksCheckIn,
  asksNights,
  couponYen,
  type DeskAllotment,
  deskExpiry,
  deskLimits,
  deskRoom,
  entryFault,
  parseGuests,
  sheetsIn,
} from "./issue-form.ts";

const branch = "7k3m9qxw2p4b" as OrganisationId;
const day = (text: string) => text as BusinessDate;
const stay = (nights: number) => ({ checkInOn: day("2026-11-28"), nights });
type Cap = DeskAllotment["branches"][number]["caps"][number];
const under = (cap: Cap["cap"], capYen: number, issuedYen: number): Cap => ({
  cap,
  capYen: yen(capYen),
  issuedYen: yen(issuedYen),
});
/** The desk under these caps. */
const capped = (...caps: Cap[]) => desk({ branches: [{ branchId: branch, name: "本館フロント", caps }] });
/** A desk with a cap of a day and one of a stay. */
const desk = (changes: Partial<DeskAllotment> = {}): DeskAllotment => ({
  pay: {
    programmeId: "7k3m9qxw2p4d" as ProgrammeId,
    payName: "しおさいPay",
    programmeName: "潮見県 旅クーポン",
    regionId: "7k3m9qxw2p4c" as RegionId,
    regionName: "潮見県",
    face: "shiosai",
    unitWord: "円",
    unitYen: yen(1),
  },
  issuerId: "7k3m9qxw2p4a" as OrganisationId,
  issuerName: "白岬グランドホテル",
  branches: [{ branchId: branch, name: "本館フロント", caps: [under("branch-day", 600_000, 188_000)] }],
  remainingYen: yen(2_000_000),
  facesYen: [yen(3_000), yen(2_000)],
  facePer: "night",
  asks: {
    stayReference: "required",
    guestName: "optional",
    checkIn: "optional",
    evidence: "no",
    receipt: "optional",
  },
  perStayYen: yen(100_000),
  expiresOn: day("2026-11-30"),
  validity: { kind: "check-out", daysAfter: 1 },
  endsOn: day("2027-02-28"),
  fundIdTail: "0badcafe" as IdTail,
  ...changes,
});

describe("S10: what the desk enters", () => {
  test("guests are read in whatever width they were typed, from 1 to 100,000", () => {
    expect(parseGuests("3")).toBe(3);
    expect(parseGuests("４０")).toBe(40);
    expect(parseGuests("100,000")).toBe(100_000);
    for (const bad of ["", "0", "-1", "1.5", "三", "100001"]) expect(parseGuests(bad)).toBeNull();
  });

  test("a face by night counts the nights, a face by coupon does not", () => {
    expect(couponYen(desk(), { faceYen: 3_000, nights: 2 })).toBe(6_000);
    expect(couponYen(desk({ facePer: "coupon" }), { faceYen: 3_000, nights: 2 })).toBe(3_000);
  });
});

describe("S10: what the desk is asked for", () => {
  const asks = (checkIn: "required" | "optional" | "no") =>
    ({ ...desk().asks, stayReference: "optional", guestName: "no", checkIn }) as const;
  const plain = { facePer: "coupon", validity: { kind: "days", days: 30 } } as const;

  test("nights where the face or the expiry counts them, the check-in where something follows from it", () => {
    expect([asksNights(desk()), asksCheckIn(desk())]).toEqual([true, true]);
    const free = desk({ ...plain, asks: asks("optional") });
    expect([asksNights(free), asksCheckIn(free)]).toEqual([false, false]);
    expect(asksCheckIn(desk({ ...plain, asks: asks("optional"), notBefore: { kind: "check-in" } }))).toBe(
      true,
    );
  });

  test("the programme's word on the check-in stands above what would follow from it", () => {
    expect(asksCheckIn(desk({ ...plain, asks: asks("required") }))).toBe(true);
    expect(asksCheckIn(desk({ asks: asks("no") }))).toBe(false);
  });
});

describe("PAY-6: what may still be issued today", () => {
  test("each cap stands with what is left under it, the allotment last", () => {
    expect(
      deskLimits(capped(under("branch-day", 600_000, 188_000), under("programme", 9, 10)), branch),
    ).toEqual([
      { kind: "branch-day", leftYen: 412_000, ofYen: 600_000 },
      { kind: "programme", leftYen: 0, ofYen: 9 },
      { kind: "allotment", leftYen: 2_000_000, ofYen: null },
    ]);
  });

  test("what is reached first is the room: a cap of the day, of the branch, of the programme, or the allotment", () => {
    const room = (...caps: Cap[]) => deskRoom(capped(...caps), branch);
    const day = under("branch-day", 600_000, 188_000);
    expect(room(day)).toMatchObject({ kind: "branch-day", leftYen: 412_000 });
    expect(room(day, under("issuer-day", 200_000, 188_000))).toMatchObject({
      kind: "issuer-day",
      leftYen: 12_000,
    });
    expect(room(day, under("branch", 9_000_000, 8_999_000))).toMatchObject({
      kind: "branch",
      leftYen: 1_000,
    });
    expect(room(day, under("programme", 100, 0))).toMatchObject({ kind: "programme", leftYen: 100 });
    expect(room()).toMatchObject({ kind: "allotment", leftYen: 2_000_000 });
    expect(deskRoom(desk({ remainingYen: yen(5_000) }), branch).kind).toBe("allotment");
  });

  test("what is left is counted in sheets of the amount that is chosen", () => {
    expect(sheetsIn(412_000, 6_000)).toBe(68);
    expect(sheetsIn(5_999, 6_000)).toBe(0);
    expect(sheetsIn(5_999, 0)).toBeNull();
  });

  test("the first fault is named: reservation, guests, stay, room", () => {
    const entry = { reference: "SG-1", guestName: "", guests: "3", nights: 2, faceYen: 3_000 };
    expect(entryFault(desk(), branch, entry)).toBeNull();
    expect(entryFault(desk(), branch, { ...entry, reference: " " })).toBe("reference-missing");
    const asks = { ...desk().asks, stayReference: "optional", guestName: "required", checkIn: "no" } as const;
    expect(entryFault(desk({ asks }), branch, { ...entry, reference: "" })).toBe("name-missing");
    expect(entryFault(desk({ asks }), branch, { ...entry, reference: "", guestName: "客" })).toBeNull();
    expect(entryFault(desk(), branch, { ...entry, guests: "x" })).toBe("guests-wrong");
    expect(entryFault(desk(), branch, { ...entry, guests: "17" })).toBe("over-stay");
    expect(entryFault(desk({ perStayYen: null }), branch, { ...entry, guests: "69" })).toBe("over-limit");
  });
});

describe("PAY-2: the expiry the desk shows is the one the programme's rule gives", () => {
  test("check-out plus days, never beyond the programme's last day", () => {
    expect(deskExpiry(desk(), stay(2))).toBe("2026-12-01");
    expect(deskExpiry(desk({ endsOn: day("2026-11-29") }), stay(2))).toBe("2026-11-29");
    expect(deskExpiry(desk(), null)).toBe("2026-11-30");
  });

  test("days from the issue and a fixed date don't hang on the stay", () => {
    const fixed = desk({ validity: { kind: "fixed", expiresOn: day("2026-11-30") } });
    expect(deskExpiry(fixed, stay(9))).toBe("2026-11-30");
  });

  test("without the rule the desk says nothing about a stay rather than guess", () => {
    const { validity: _, ...without } = desk();
    expect(deskExpiry(without, stay(2))).toBeNull();
    expect(deskExpiry(without, null)).toBe("2026-11-30");
  });
});
