/**
 * The archive and the checks of the books, as an auditor sees them. A new system has no final day: what it will answer later
 * stands in for its answers.
 */
import type { Page } from "playwright-core";
import type { ArchiveDayBody, ArchiveDayDetail, AuditRun } from "../../schema/api/archive.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 900 };
const DAYS = /\/api\/archive\/days(\?|$)/;
const DAY = /\/api\/archive\/days\/\d/;
const AUDITS = /\/api\/verification\/audits/;
const FIRST_MS = Date.UTC(2026, 10, 25, 17, 4);
const DAY_MS = 86_400_000;
const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const days: readonly ArchiveDayBody[] = Array.from({ length: 9 }, (_, at) => ({
  date: new Date(FIRST_MS - (at + 1) * DAY_MS).toISOString().slice(0, 10) as BusinessDate,
  sealedAtMs: FIRST_MS - at * DAY_MS,
  archived:
    at === 0
      ? null
      : {
          rootHash: HASH,
          signedRoot: "eyJhbGciOiJFZERTQSJ9.eyJ2IjoxfQ.c2ln",
          madeAtMs: FIRST_MS - at * DAY_MS + 120_000,
          sentAtMs: at === 1 ? null : FIRST_MS - at * DAY_MS + 180_000,
        },
}));
const programme = { programmeId: "7k3m9qxw2p4d" as ProgrammeId, programmeName: "潮見県 旅クーポン" };
const detail = (intact: boolean): ArchiveDayDetail => ({
  ...(days[2] as ArchiveDayBody),
  intact,
  previousRootHash: intact ? HASH : null,
  sums: intact
    ? [
        { ...programme, actorClass: "coupon", kind: "pay", rows: 412, plusYen: 0, minusYen: -1_204_300 },
        {
          ...programme,
          actorClass: "coupon",
          kind: "charge-pending",
          rows: 96,
          plusYen: 0,
          minusYen: -402_000,
        },
        { ...programme, actorClass: "wallet", kind: "credit", rows: 96, plusYen: 402_000, minusYen: 0 },
        {
          ...programme,
          actorClass: "fund",
          kind: "issue-ready",
          rows: 44,
          plusYen: 912_000,
          minusYen: -912_000,
        },
      ]
    : [],
});
const runs: readonly AuditRun[] = [true, true, false, true].map((holds, at) => ({
  startedAtMs: FIRST_MS - at * DAY_MS - 95_000,
  endedAtMs: FIRST_MS - at * DAY_MS,
  holds,
  programmes: [
    {
      ...programme,
      issuedYen: 362_418_000,
      grantedYen: 1_600_000,
      cancelledYen: 1_218_000,
      paidYen: 272_000_000,
      reversedYen: 153_700,
      expiredYen: 18_204_700,
      heldYen: 72_749_000,
      differenceYen: 0,
    },
  ],
}));

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `archive-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "secretariat-viewer");
      await open(page, ctx);
    },
    ...more,
  };
}

const answer = (page: Page, path: RegExp, json: unknown) =>
  page.route(path, (route) => route.fulfill({ json }));
const opened = async (page: Page, ctx: ScreenContext, path: string, text: string) => {
  await page.goto(`${ctx.url}/admin/archive${path}`);
  await shown(page, text);
};

export const screens: readonly Screen[] = [
  screen("days", async (page, ctx) => {
    await answer(page, DAYS, { rows: days, next: null });
    await opened(page, ctx, "", "保管の順番を待っています");
  }),
  screen("days-english", async (page, ctx) => {
    await answer(page, DAYS, { rows: days, next: null });
    await opened(page, ctx, "", "記録の保管");
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "To check for yourself");
  }),
  screen("days-empty", (page, ctx) => opened(page, ctx, "", "確定した日は、まだありません。")),
  screen("days-loading", async (page, ctx) => {
    await page.route(DAYS, never);
    await opened(page, ctx, "", "自分で確かめるには");
  }),
  screen(
    "days-error",
    async (page, ctx) => {
      await page.route(DAYS, failing);
      await opened(page, ctx, "", "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("day", async (page, ctx) => {
    await answer(page, DAY, detail(true));
    await opened(page, ctx, `/${days[2]?.date}`, "署名されたハッシュと同じです");
  }),
  screen("day-altered", async (page, ctx) => {
    await answer(page, DAY, detail(false));
    await opened(page, ctx, `/${days[2]?.date}`, "署名されたハッシュと合いません");
  }),
  screen("day-unknown", (page, ctx) => opened(page, ctx, "/2020-01-01", "もう一度"), {
    allow: REFUSED_REQUEST,
  }),
  screen("verification", async (page, ctx) => {
    await answer(page, AUDITS, { rows: runs, next: null });
    await opened(page, ctx, "/verification", "ちがいが見つかりました");
  }),
  screen("verification-empty", (page, ctx) => opened(page, ctx, "/verification", "まだ確かめていません。")),
];
