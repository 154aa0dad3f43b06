import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  createPayoutRequestSchema,
  discardPayoutRequestSchema,
  payoutItemParamSchema,
  payoutItemsPageSchema,
  payoutMovedSchema,
  payoutParamSchema,
  payoutSchema,
  payoutsPageSchema,
  payoutsQuerySchema,
  returnItemRequestSchema,
  sendPayoutRequestSchema,
  waitingTransfersSchema,
} from "../../schema/api/payouts.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type { OperationId, PayoutId, PayoutItemId, ProgrammeId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS, MAX_PAYOUT_ITEMS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { type Judged, judgeWaiting, payoutFile } from "../closing/transfers.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { payoutRules, ruleFor } from "../data/payout-rules.ts";
import type { PayoutRow } from "../data/payouts.ts";
import * as payoutData from "../data/payouts.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem, refused } from "../http/problem.ts";
import { bankDaysAfter, noBankDay } from "../settlement/bank-calendar.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { fileName, itemBody, payoutBodies } from "./payout-bodies.ts";
import { isOwnProgramme } from "./payout-rules.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

async function ownPayout(c: Context<ApiContext>, id: string): Promise<PayoutRow | null> {
  const { regionId } = c.get("staff");
  return payoutData.findPayout(databaseOf(c.env, regionId), regionId, id);
}

async function payoutNow(c: Context<ApiContext>, id: string) {
  const row = await ownPayout(c, id);
  const [body] = row ? await payoutBodies(c, [row]) : [];
  return body;
}

function log(
  c: Context<ApiContext>,
  action: string,
  subject: { readonly kind: string; readonly id: string },
  facts: { readonly before?: unknown; readonly after?: unknown; readonly reason?: string },
): Promise<void> {
  const caller = c.get("staff");
  return writeAudit(databaseOf(c.env, caller.regionId), {
    regionId: caller.regionId,
    atMs: clockOf(c.env).now(),
    actor: caller.staffId,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    ...facts,
    requestId: c.get("requestId"),
  });
}

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
      if (!(await isOwnProgramme(c, id))) return problem(c, "not-found");
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
      if (!(await isOwnProgramme(c, programmeId))) return problem(c, "not-found");
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
        await payoutData.discardPayout(db, row);
        return problem(c, "conflict", { detail: JSON.stringify(file.error.slice(0, 20)) });
      }
      await payoutData.keepFileHash(db, row, await sha256Hex(file.value));
      await log(
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
      console.error("a payout's file can't be made again as it was", { payoutId: row.id });
      return problem(c, "internal");
    }
    const atMs = clockOf(c.env).now();
    await log(c, "payout.download", { kind: "payout", id: row.id }, { after: { sha256: row.fileSha256 } });
    await payoutData.noteDownload(db, row, { staffId: caller.staffId, atMs });
    return new Response(file.value as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(file.value.byteLength),
        "content-disposition": `attachment; filename="${fileName(row)}"`,
      },
    });
  })
  .post(
    "/payouts/:id/send",
    doc("secretariat", "The bank has taken the file: the money leaves the fund, once", payoutMovedSchema),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    valid("json", sendPayoutRequestSchema),
    async (c) => {
      const { operationId } = c.req.valid("json");
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const held = await payoutData.claimSending(db, row, operationId);
      if (held === null) return problem(c, "payout-state", { outcome: "not-done" });
      const command = { operationId: held as OperationId, amountYen: row.sumYen as Yen };
      const programmeId = row.programmeId as ProgrammeId;
      const { outcome, entries } = await ask(() => fundActor(c.env, programmeId).payOut(command));
      afterCommand(c, entries);
      if (!outcome.ok) {
        if (outcome.error.outcome === "not-done") await payoutData.releaseSending(db, row, held);
        return refused(c, outcome.error);
      }
      await payoutData.markSent(db, row, { staffId: caller.staffId, atMs: clockOf(c.env).now() });
      await log(
        c,
        "payout.send",
        { kind: "payout", id: row.id },
        { before: { state: row.state }, after: { operationId: held, sumYen: row.sumYen } },
      );
      const payout = await payoutNow(c, row.id);
      if (!payout) return problem(c, "try-again");
      const { replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId: command.operationId, replayed, payout });
    },
  )
  .post(
    "/payouts/:id/settle",
    doc("secretariat", "The bank has answered: what hasn't come back has arrived", payoutSchema),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    async (c) => {
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const db = databaseOf(c.env, c.get("staff").regionId);
      if (!(await payoutData.settlePayout(db, row, clockOf(c.env).now()))) return problem(c, "payout-state");
      await log(c, "payout.settle", { kind: "payout", id: row.id }, { before: { state: row.state } });
      const body = await payoutNow(c, row.id);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/payouts/:id/discard",
    doc("secretariat", "Give up a file that was never sent to the bank", payoutSchema),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    valid("json", discardPayoutRequestSchema),
    async (c) => {
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      // Whoever holds the file could send it to the bank all the same: somebody else must say that it wasn't (B9).
      if (row.downloadedBy === caller.staffId) return problem(c, "same-person");
      if (!(await payoutData.discardPayout(databaseOf(c.env, caller.regionId), row)))
        return problem(c, "payout-state");
      await log(
        c,
        "payout.discard",
        { kind: "payout", id: row.id },
        { before: { state: row.state, sumYen: row.sumYen }, reason: c.req.valid("json").reason },
      );
      const body = await payoutNow(c, row.id);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/payout-items/:id/return",
    doc(
      "secretariat",
      "A transfer came back: the money is in the fund again, and it waits",
      payoutMovedSchema,
    ),
    staffOnly("closing.manage"),
    valid("param", payoutItemParamSchema),
    valid("json", returnItemRequestSchema),
    async (c) => {
      const { operationId, reason } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const found = await payoutData.findItem(db, caller.regionId, c.req.valid("param").id);
      const row = found?.item.payoutId ? await ownPayout(c, found.item.payoutId) : null;
      if (!found || !row?.operationId) return problem(c, found ? "payout-state" : "not-found");
      const { item } = found;
      const held = await payoutData.claimReturn(db, item, operationId, reason);
      if (held === null) return problem(c, "payout-state", { outcome: "not-done" });
      const command = {
        operationId: held as OperationId,
        payOut: row.operationId as OperationId,
        amountYen: item.amountYen as Yen,
      };
      const programmeId = item.programmeId as ProgrammeId;
      const { outcome, entries } = await ask(() => fundActor(c.env, programmeId).payOutReturned(command));
      afterCommand(c, entries);
      if (!outcome.ok) {
        if (outcome.error.outcome === "not-done") await payoutData.releaseReturn(db, item, held);
        return refused(c, outcome.error);
      }
      await payoutData.markReturned(db, item, newId<PayoutItemId>(), clockOf(c.env).now());
      await log(
        c,
        "payout.return",
        { kind: "payout-item", id: item.id },
        { before: { state: item.state }, after: { operationId: held, amountYen: item.amountYen }, reason },
      );
      const payout = await payoutNow(c, row.id);
      if (!payout) return problem(c, "try-again");
      const { replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId: command.operationId, replayed, payout });
    },
  );
