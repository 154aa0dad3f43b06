import { expect, test } from "vitest";
import { PROGRAMME_STATES, type ProgrammeState } from "../../schema/api/programmes.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { sampleDesign } from "./design.testing.ts";
import { movesFrom, type Standing } from "./moves.ts";

const ready: Standing = {
  state: "draft",
  design: sampleDesign(),
  today: "2026-11-28" as BusinessDate,
  hasLegalNotice: true,
  hasContact: true,
  hasPrivacyPage: true,
  depositedYen: 1_000_000,
  allottedYen: 500_000,
  storesInScope: 3,
  liveYen: 0,
  writingIssues: 0,
  grantingYen: 0,
  unpaidYen: 0,
};
const missing = (to: ProgrammeState, more: Partial<Standing>) =>
  movesFrom({ ...ready, ...more }).find((move) => move.to === to)?.missing;
const sold = (registration: string | null) =>
  sampleDesign({ consideration: { kind: "paid", issuedBy: "other", registration } });

test("PRG-3: forward one by one, back from approved to draft, and from closed to open; settled is the end", () => {
  expect(
    PROGRAMME_STATES.map((state) => movesFrom({ ...ready, state }).map((move) => `${state} → ${move.to}`)),
  ).toEqual([
    ["draft → approved"],
    ["approved → draft", "approved → open"],
    ["open → closed"],
    ["closed → open", "closed → settled"],
    [],
  ]);
});

test("PRG-3: sending back, closing, opening again and settling want a reason", () => {
  const withReason = PROGRAMME_STATES.flatMap((state) => movesFrom({ ...ready, state }))
    .filter((move) => move.reasonRequired)
    .map((move) => `${move.from} → ${move.to}`);
  expect(withReason).toEqual(["approved → draft", "open → closed", "closed → open", "closed → settled"]);
});

test("PRG-3: what has all it needs lacks nothing", () => {
  expect(missing("approved", {})).toEqual([]);
  expect(missing("open", { state: "approved" })).toEqual([]);
});

test("PRG-3: a programme whose last day has passed is neither approved nor opened", () => {
  const today = "2027-04-01" as BusinessDate;
  expect(missing("approved", { today })).toEqual([{ code: "ended", blocks: true }]);
  expect(missing("open", { state: "closed", today })).toEqual([{ code: "ended", blocks: true }]);
});

test("PRG-3: an empty fund, no store and no notice are words of advice for coupons that are given away", () => {
  const bare = {
    state: "approved",
    hasLegalNotice: false,
    hasContact: false,
    hasPrivacyPage: false,
    depositedYen: 0,
    allottedYen: 0,
    storesInScope: 0,
  } as const;
  expect(missing("open", bare)?.map(({ code, blocks }) => `${code} ${blocks}`)).toEqual([
    "legal-notice false",
    "contact false",
    "privacy false",
    "deposit false",
    "allotment false",
    "stores false",
  ]);
});

test("PRG-5: sold coupons wait for the registration, the notice and the contact", () => {
  expect(missing("approved", { design: sold(null) })).toEqual([{ code: "registration", blocks: true }]);
  expect(missing("approved", { design: sold("第00999号") })).toEqual([]);
  expect(
    missing("open", {
      state: "approved",
      design: sold("第00999号"),
      hasLegalNotice: false,
      hasContact: false,
    }),
  ).toEqual([
    { code: "legal-notice", blocks: true },
    { code: "contact", blocks: true },
  ]);
});

test("RES-6: a programme that asks people about themselves waits until its region has said what becomes of it", () => {
  const design = sampleDesign({
    residentAsks: { attributes: ["birthYear"], why: "年代ごとの利用を調べるため" },
  });
  expect(missing("open", { state: "approved", design, hasPrivacyPage: false })).toEqual([
    { code: "privacy", blocks: true },
  ]);
});

test("PRG-3: a programme is settled once it has ended, nothing lives and all is written; what is not paid out is said", () => {
  const over = { state: "closed", today: "2027-04-01" as BusinessDate } as const;
  expect(missing("settled", over)).toEqual([]);
  expect(
    missing("settled", { state: "closed", liveYen: 1, writingIssues: 1, grantingYen: 1, unpaidYen: -1 })?.map(
      ({ code, blocks }) => `${code} ${blocks}`,
    ),
  ).toEqual([
    "not-ended true",
    "unfinished-issues true",
    "unfinished-grants true",
    "live-money true",
    "unpaid-stores false",
  ]);
});
