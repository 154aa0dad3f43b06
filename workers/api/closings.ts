import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type ClosingBody,
  type ClosingLineBody,
  closingLinesPageSchema,
  closingLinesQuerySchema,
  closingParamSchema,
  closingSchema,
  closingsPageSchema,
  closingsQuerySchema,
  createClosingRequestSchema,
  discardedSchema,
  discardRequestSchema,
} from "../../schema/api/closings.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type {
  ClosingId,
  OrganisationId,
  PayoutItemId,
  ProgrammeId,
  RegionId,
  StoreId,
} from "../../schema/ids.ts";
import { MAX_CLOSING_PAYEES } from "../../schema/limits.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { nextClosing } from "../closing/next.ts";
import { closingJob, startClosing } from "../closing/run.ts";
import {
  approveClosing,
  type ClosingRow,
  confirmClosing,
  createClosing,
  discardClosing,
  findClosing,
  type LineWithTransfer,
  lastClosing,
  listClosings,
  listLines,
  payeesOf,
  staffNames,
} from "../data/closings.ts";
import { type Database, databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { forgetJob } from "../queue/lease.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

async function closingBodies(
  db: Database,
  regionId: RegionId,
  rows: readonly ClosingRow[],
): Promise<readonly ClosingBody[]> {
  const names = await staffNames(
    db,
    regionId,
    rows.flatMap((row) => [row.confirmedBy, row.approvedBy]),
  );
  const person = (id: string | null, atMs: number | null) =>
    id === null || atMs === null ? null : { name: names.get(id) ?? "", atMs };
  return rows.map((row) => ({
    closingId: row.id as ClosingId,
    programmeId: row.programmeId as ProgrammeId,
    number: row.number,
    from: row.fromOn as BusinessDate,
    to: row.toOn as BusinessDate,
    payOn: row.payOn as BusinessDate,
    state: row.state as ClosingBody["state"],
    stores: row.stores,
    payees: row.payees,
    payments: row.payments,
    paidYen: row.paidYen,
    reversedYen: row.reversedYen,
    feeYen: row.feeYen,
    taxYen: row.taxYen,
    carriedInYen: row.carriedInYen,
    carriedOutYen: row.carriedOutYen,
    payableYen: row.payableYen,
    confirmed: person(row.confirmedBy, row.confirmedAtMs),
    approved: person(row.approvedBy, row.approvedAtMs),
    createdAtMs: row.createdAtMs,
  }));
}

/** A line as people read it: a paid one says where its transfer is. */
export function lineBody({ line, itemState, payoutState }: LineWithTransfer): ClosingLineBody {
  const transfer = itemState === "sent" && payoutState === "settled" ? "settled" : itemState;
  const state = line.outcome === "pay" && transfer !== null ? transfer : line.outcome;
  return {
    storeId: line.storeId as StoreId,
    storeName: line.storeName,
    organisationId: line.organisationId as OrganisationId,
    organisationName: line.organisationName,
    payeeKind: line.payeeKind as ClosingLineBody["payeeKind"],
    payeeId: line.payeeId,
    payments: line.payments,
    paidYen: line.paidYen,
    reversals: line.reversals,
    reversedYen: line.reversedYen,
    feeYen: line.feeYen,
    taxYen: line.taxYen,
    carriedInYen: line.carriedInYen,
    carriedOutYen: line.carriedOutYen,
    payableYen: line.payableYen,
    state: state as ClosingLineBody["state"],
  };
}

async function ownClosing(c: Context<ApiContext>, id: string): Promise<ClosingRow | null> {
  const { regionId } = c.get("staff");
  return findClosing(databaseOf(c.env, regionId), regionId, id);
}

/** The closing as it is now, after something was done to it, which is logged first (AUD-4). */
async function moved(
  c: Context<ApiContext>,
  action: StaffAction,
  before: ClosingRow,
  facts: { readonly after: unknown; readonly reason?: string },
) {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  await logged(c, {
    action,
    subjectKind: "closing",
    subjectId: before.id,
    before: { state: before.state },
    ...facts,
  });
  const row = await findClosing(db, caller.regionId, before.id);
  const [body] = row ? await closingBodies(db, caller.regionId, [row]) : [];
  return body;
}

/** Closings: added up by a job, checked by one person, approved by another (STL-8, STL-9). */
export const closings = new Hono<ApiContext>()
  .get(
    "/closings",
    doc("secretariat", "Closings of a programme, newest first", closingsPageSchema),
    staffOnly("closing.read"),
    valid("query", closingsQuerySchema),
    async (c) => {
      const { programmeId, after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const before = readNumberKey(after)?.[0] ?? null;
      const rows = await listClosings(db, regionId, programmeId, { before, limit });
      const bodies = await closingBodies(db, regionId, rows);
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
    "/closings",
    doc("secretariat", "Begin the programme's next closing", closingSchema),
    staffOnly("closing.manage"),
    valid("json", createClosingRequestSchema),
    async (c) => {
      const { programmeId } = c.req.valid("json");
      if (!(await ownProgramme(c, programmeId))) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const next = await nextClosing(db, caller.regionId, programmeId);
      if (next.state === "open-closing") {
        // A second tap, or another person's: the one that is being added up.
        const open = await lastClosing(db, caller.regionId, programmeId);
        if (open?.state !== "calculating") return problem(c, "closing-state");
        await startClosing(c.env, open);
        const [body] = await closingBodies(db, caller.regionId, [open]);
        return body ? c.json(body) : problem(c, "internal");
      }
      if (next.state === "no-rule" || !next.rule) return problem(c, "no-payout-rule");
      if (next.state === "nothing-paid") return problem(c, "nothing-to-pay");
      if (next.state !== "ready" || !next.period) return problem(c, "dates-not-sealed");
      const nowMs = clockOf(c.env).now();
      const zeros = { stores: 0, payees: 0, payments: 0, paidYen: 0, reversedYen: 0, feeYen: 0, taxYen: 0 };
      const id = newId<ClosingId>();
      const created = await createClosing(db, {
        id,
        regionId: caller.regionId,
        programmeId,
        number: next.number,
        fromOn: next.period.from,
        toOn: next.period.to,
        payOn: next.period.payOn,
        ruleVersion: next.rule.version,
        state: "calculating",
        ...zeros,
        carriedInYen: 0,
        carriedOutYen: 0,
        payableYen: 0,
        createdAtMs: nowMs,
        createdBy: caller.staffId,
      });
      const row = created ? await findClosing(db, caller.regionId, id) : null;
      if (!row) return problem(c, "conflict");
      await startClosing(c.env, row);
      const body = await moved(c, "closing.create", row, {
        after: { programmeId, from: row.fromOn, to: row.toOn, ruleVersion: row.ruleVersion },
      });
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .get(
    "/closings/:id",
    doc("secretariat", "A closing and its totals", closingSchema),
    staffOnly("closing.read"),
    valid("param", closingParamSchema),
    async (c) => {
      const row = await ownClosing(c, c.req.valid("param").id);
      const { regionId } = c.get("staff");
      const [body] = row ? await closingBodies(databaseOf(c.env, regionId), regionId, [row]) : [];
      return body ? c.json(body) : problem(c, "not-found");
    },
  )
  .get(
    "/closings/:id/lines",
    doc("secretariat", "Its stores, those that took most first", closingLinesPageSchema),
    staffOnly("closing.read"),
    valid("param", closingParamSchema),
    valid("query", closingLinesQuerySchema),
    async (c) => {
      const { after, limit, text, only } = c.req.valid("query");
      const row = await ownClosing(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const rows = await listLines(databaseOf(c.env, c.get("staff").regionId), row, {
        after: readNumberKey(after),
        limit,
        text,
        carriedOnly: only === "carried",
      });
      return c.json(cutPage(rows, limit, ({ line }) => [line.paidYen, line.storeId], lineBody));
    },
  )
  .post(
    "/closings/:id/confirm",
    doc("secretariat", "Say that the figures were checked", closingSchema),
    staffOnly("closing.manage"),
    valid("param", closingParamSchema),
    async (c) => {
      const row = await ownClosing(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      const by = { staffId: caller.staffId, atMs: clockOf(c.env).now() };
      if (!(await confirmClosing(databaseOf(c.env, caller.regionId), row, by)))
        return problem(c, "closing-state");
      const body = await moved(c, "closing.confirm", row, { after: { payableYen: row.payableYen } });
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/closings/:id/approve",
    doc("secretariat", "Approve it; another person than who checked it", closingSchema),
    staffOnly("closing.manage"),
    valid("param", closingParamSchema),
    async (c) => {
      const row = await ownClosing(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      if (row.state !== "confirmed") return problem(c, "closing-state");
      if (row.confirmedBy === caller.staffId) return problem(c, "same-person");
      if (row.payees > MAX_CLOSING_PAYEES) return problem(c, "limit-exceeded");
      const db = databaseOf(c.env, caller.regionId);
      const items = (await payeesOf(db, row)).map((payee) => ({ itemId: newId<PayoutItemId>(), payee }));
      const by = { staffId: caller.staffId, atMs: clockOf(c.env).now() };
      if (!(await approveClosing(db, row, items, by))) return problem(c, "closing-state");
      const body = await moved(c, "closing.approve", row, {
        after: { payableYen: row.payableYen, transfers: items.length },
      });
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/closings/:id/discard",
    doc("secretariat", "Take back a closing that nobody has approved", discardedSchema),
    staffOnly("closing.manage"),
    valid("param", closingParamSchema),
    valid("json", discardRequestSchema),
    async (c) => {
      const row = await ownClosing(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const db = databaseOf(c.env, c.get("staff").regionId);
      if (!(await discardClosing(db, row))) return problem(c, "closing-state");
      await forgetJob(c.env.DB, closingJob(row.id));
      await moved(c, "closing.discard", row, {
        after: { from: row.fromOn, to: row.toOn },
        reason: c.req.valid("json").reason,
      });
      return c.json({ discarded: true as const });
    },
  );
