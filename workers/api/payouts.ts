import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  createPayoutRequestSchema,
  payoutItemsPageSchema,
  payoutParamSchema,
  payoutSchema,
  payoutsPageSchema,
  payoutsQuerySchema,
  waitingTransfersSchema,
} from "../../schema/api/payouts.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { PayoutId, ProgrammeId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS, MAX_PAYOUT_ITEMS } from "../../schema/limits.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { type Judged, judgeWaiting, payoutFile } from "../closing/transfers.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { discardPayout } from "../data/payout-moves.ts";
import { payoutRules, ruleFor } from "../data/payout-rules.ts";
import * as payoutData from "../data/payouts.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { bankDaysAfter, noBankDay } from "../settlement/bank-calendar.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { fileName, itemBody, logPayout, ownPayout, payoutBodies, payoutNow } from "./payout-bodies.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** Everything of a programme that waits for a file, each with what would keep it out of one. */
async function waitingOf(c: Context<ApiContext>, programmeId: string): Promise<readonly Judged[]> {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const waiting = await payoutData.waitingItems(db, regionId, programmeId, MAX_PAYOUT_ITEMS);
  return judgeWaiting(c.env, db, regionId, waiting);
}

/** The latest pay day of what can be paid, or the next day of the banks where that is today or past. */
function suggestedPayOn(judged: readonly Judged[], today: BusinessDate): BusinessDate | null {
  const days = judged.filter((each) => each.held === null).map(({ waiting }) => waiting.payOn);
  const latest = days.sort().at(-1) ?? "";
  if (latest > today) return latest as BusinessDate;
  const next = bankDaysAfter(today, 1);
  return next.ok ? next.value : null;
}

/** Files of transfers for the bank, and what the bank sends back (STL-4, STL-10). */
export const payouts = new Hono<ApiContext>()
  .get(
    "/programmes/:id/waiting-transfers",
    doc("secretariat", "What the next file would hold, and what it would leave out", waitingTransfersSchema),
    staffOnly("closing.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const judged = await waitingOf(c, id);
      const held = judged.filter((each) => each.held !== null);
      const sum = (some: readonly Judged[]) =>
        some.reduce((total, { waiting }) => total + waiting.item.amountYen, 0);
      return c.json({
        ready: { count: judged.length - held.length, sumYen: sum(judged) - sum(held) },
        held: { count: held.length, sumYen: sum(held) },
        suggestedPayOn: suggestedPayOn(judged, businessDate(clockOf(c.env).now())),
        rows: held.slice(0, MAX_PAGE_ROWS).map((each) => itemBody(each.waiting, each.held)),
      });
    },
  )
  .get(
    "/payouts",
    doc("secretariat", "Files of a programme, newest first", payoutsPageSchema),
    staffOnly("closing.read"),
    valid("query", payoutsQuerySchema),
    async (c) => {
      const { programmeId, after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await payoutData.listPayouts(databaseOf(c.env, regionId), regionId, programmeId, {
        before: readNumberKey(after)?.[0] ?? null,
        limit,
      });
      const bodies = await payoutBodies(c, rows);
      return c.json(
        cutPage(
          bodies,
          limit,
          (row) => [row.number, ""],
          (row) => row,
        ),
      );
    },
  )
  .post(
    "/payouts",
    doc("secretariat", "Make one file of everything that waits and has a usable account", payoutSchema),
    staffOnly("closing.manage"),
    valid("json", createPayoutRequestSchema),
    async (c) => {
      const { programmeId, payOn } = c.req.valid("json");
      if (!(await ownProgramme(c, programmeId))) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const nowMs = clockOf(c.env).now();
      const closed = noBankDay(payOn);
      if (closed !== null || payOn < businessDate(nowMs))
        return problem(c, "not-a-bank-day", { fields: [{ path: "payOn", message: closed ?? "past" }] });
      const rule = ruleFor(await payoutRules(db, caller.regionId, programmeId), businessDate(nowMs));
      if (!rule) return problem(c, "no-payout-rule");
      const ready = (await waitingOf(c, programmeId)).filter((each) => each.held === null);
      if (ready.length === 0) return problem(c, "nothing-to-pay");
      const id = newId<PayoutId>();
      const created = await payoutData.createPayout(
        db,
        {
          id,
          regionId: caller.regionId,
          programmeId,
          payOn,
          ruleVersion: rule.version,
          state: "made",
          createdAtMs: nowMs,
          createdBy: caller.staffId,
        },
        ready.map(({ waiting, accountId }, index) => ({
          itemId: waiting.item.id,
          accountId: accountId ?? "",
          line: index + 1,
        })),
      );
      const row = created ? await ownPayout(c, id) : null;
      if (!row) return problem(c, "conflict");
      const file = await payoutFile(c.env, db, row, rule);
      if (!file.ok) {
        // Nothing was sent: what the file can't hold is said, and everything waits as before.
        await discardPayout(db, row);
        return problem(c, "conflict", { detail: JSON.stringify(file.error.slice(0, 20)) });
      }
      await payoutData.keepFileHash(db, row, await sha256Hex(file.value));
      await logPayout(
        c,
        "payout.create",
        { kind: "payout", id },
        { after: { programmeId, payOn, items: row.items, sumYen: row.sumYen } },
      );
      const body = await payoutNow(c, id);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .get(
    "/payouts/:id",
    doc("secretariat", "A file and how far it is", payoutSchema),
    staffOnly("closing.read"),
    valid("param", payoutParamSchema),
    async (c) => {
      const body = await payoutNow(c, c.req.valid("param").id);
      return body ? c.json(body) : problem(c, "not-found");
    },
  )
  .get(
    "/payouts/:id/items",
    doc("secretariat", "Its transfers in the order of the file", payoutItemsPageSchema),
    staffOnly("closing.read"),
    valid("param", payoutParamSchema),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const afterLine = readNumberKey(after)?.[0] ?? 0;
      const rows = await payoutData.itemsOfPayout(databaseOf(c.env, row.regionId), row, {
        afterLine,
        limit: limit + 1,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          ({ item }) => [item.line ?? 0, ""],
          (each) => itemBody(each, null),
        ),
      );
    },
  )
  .get("/payouts/:id/file", staffOnly("closing.manage"), valid("param", payoutParamSchema), async (c) => {
    const row = await ownPayout(c, c.req.valid("param").id);
    if (!row) return problem(c, "not-found");
    if (row.state === "discarded") return problem(c, "payout-state");
    const caller = c.get("staff");
    const db = databaseOf(c.env, caller.regionId);
    const rules = await payoutRules(db, caller.regionId, row.programmeId);
    const rule = rules.find((each) => each.version === row.ruleVersion);
    const file = rule ? await payoutFile(c.env, db, row, rule) : null;
    // A file that isn't the one that was approved doesn't leave the house.
    if (!file?.ok || (await sha256Hex(file.value)) !== row.fileSha256) {
      logLine("error", "a payout's file can't be made again as it was", { payoutId: row.id });
      return problem(c, "internal");
    }
    const atMs = clockOf(c.env).now();
    await logPayout(
      c,
      "payout.download",
      { kind: "payout", id: row.id },
      { after: { sha256: row.fileSha256 } },
    );
    await payoutData.noteDownload(db, row, { staffId: caller.staffId, atMs });
    return new Response(file.value as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(file.value.byteLength),
        "content-disposition": `attachment; filename="${fileName(row)}"`,
      },
    });
  });
