import { expect, test } from "vitest";
import { STOP_KINDS } from "../../schema/api/stops.ts";
import { TRACE_STARTS } from "../../schema/api/traces.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import {
  branchDays,
  issuesOfDay,
  newDeeds,
  newEntries,
  paperPayments,
  storeDays,
  storesWithPaper,
  tillDeeds,
  voidersOf,
  walletPayments,
} from "./fraud-reading.ts";
import { chainPage, entriesAfter } from "./staff-log.ts";
import { listStops } from "./stops.ts";
import { actorsOf, traceLines } from "./trace-reading.ts";

type Db = Parameters<typeof newEntries>[0];

/** The plans of everything that is asked, instead of answers. */
function planner() {
  const { sqlite } = nodeD1();
  const plans: { sql: string; steps: string[] }[] = [];
  const db = {
    prepare: (sql: string) => ({
      bind: (...values: unknown[]) => ({
        all: async () => {
          const rows = sqlite.prepare(`explain query plan ${sql}`).all(...(values as string[]));
          plans.push({ sql, steps: rows.map(({ detail }) => detail as string) });
          return { results: [] };
        },
      }),
    }),
  };
  return { db: db as unknown as Db, plans };
}

/** Reading by one of these is reading everything: a whole table, a region's whole log, a programme's whole life. */
const WHOLE = [
  /^SCAN (?!.*(VIRTUAL|CONSTANT|subquery|ids\b))/,
  /audit_log_region/,
  /audit_log_subject \(subject_kind=\?\)/,
  /issue_programme/,
  /journal_programme/,
];

const regionId = "r" as RegionId;
const place = { regionId, programmeId: "p" as ProgrammeId };
const date = "2026-11-25" as BusinessDate;
const day = { fromMs: 0, beforeMs: 9 };

test.each([
  [
    "FRD-7: the search reads only what a page touches",
    async (db: Db) => {
      await newEntries(db, 1, 5);
      await newDeeds(db, 1, 5);
      await voidersOf(db, [{ regionId, payment: "x" }]);
      await paperPayments(db, place, "s", day);
      await walletPayments(db, [{ ...place, actor: "a", fromSeq: 1, toSeq: 2 }]);
      await branchDays(db, [{ ...place, issueId: "i" }]);
      await issuesOfDay(db, { ...place, branchId: "b", guestsPerDay: 1, date }, day);
      await tillDeeds(db, regionId, "s", day);
      await storeDays(db, place, date, date);
      await storesWithPaper(db, place, date, { least: 1, after: "", limit: 5 });
    },
  ],
  [
    "TRC-1: a story reads from its subject on",
    async (db: Db) => {
      const page = { before: [5, "x"] as const, ...day, limit: 50 };
      for (const kind of TRACE_STARTS)
        await traceLines(db, { regionId, kind, id: "x", actors: ["a"], issueId: "i" }, null, page);
      await actorsOf(db, regionId, ["x"]);
    },
  ],
  [
    "FRZ-2: what is stopped is read from what is stopped",
    (db: Db) => {
      const asked = { kinds: STOP_KINDS, text: "x", before: [5, "x"] as const, limit: 50 };
      return listStops(db, regionId, asked).then(() => undefined);
    },
  ],
  [
    "AUD-8: the chain is read by its ids",
    async (db: Db) => {
      await chainPage(db, 0, 9, 9);
      await entriesAfter(db, 0, 9);
    },
  ],
])("%s", async (_, ask) => {
  const { db, plans } = planner();
  await ask(db);
  expect(plans.length).toBeGreaterThan(1);
  for (const { sql, steps } of plans)
    for (const step of steps) for (const whole of WHOLE) expect(step, sql).not.toMatch(whole);
});
