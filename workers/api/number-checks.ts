import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { residentParamSchema } from "../../schema/api/erasures.ts";
import {
  confirmedNumberSchema,
  type NumberCheck,
  type NumberChecked,
  numberCheckParamSchema,
  numberCheckSchema,
  numberChecksQuerySchema,
  numberChecksSchema,
  numberKeyRequestSchema,
  proposeNumberRequestSchema,
  stoppedNumberSchema,
  waitingNumberSchema,
  withdrawNumberRequestSchema,
} from "../../schema/api/number-checks.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import type { NumberCheckId, ResidentId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS, NUMBER_CHECK_WAITS_MS } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { staffNames } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import {
  approveCheck,
  beginWait,
  checkByKey,
  checkStateAt,
  findCheck,
  listChecks,
  type NumberCheckRow,
  proposeCheck,
  waitingCheckOf,
  withdrawCheck,
} from "../data/number-checks.ts";
import { phoneRowOf, walletLinksInRegion } from "../data/residents.ts";
import { valid } from "../http/body.ts";
import { residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { numberLinkText, smsParts } from "../messages/code-words.ts";
import { canSend } from "../messages/send.ts";
import { sendNumberLink, tellNumberWaits } from "../messages/told.ts";
import { mobileNumber, phoneLookup, phonePrefix } from "../phones/number.ts";
import { checkedNumber, linkKeyHash, newLinkKey, sealCheckedNumber } from "../residents/checked-number.ts";
import { phoneOfResident } from "../residents/me.ts";
import { isNumberFree } from "../residents/move-number.ts";
import { isSilent } from "../residents/silent-number.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** So long a check stands in the region's list. */
const SHOWN_MS = 90 * DAY_MS;

async function bodies(c: Context<ApiContext>, rows: readonly NumberCheckRow[]): Promise<NumberCheck[]> {
  const { staffId, regionId } = c.get("staff");
  const nowMs = clockOf(c.env).now();
  const names = await staffNames(
    databaseOf(c.env, regionId),
    regionId,
    rows.flatMap((row) => [row.proposedBy, row.approvedBy, row.endedBy]),
  );
  return Promise.all(
    rows.map(async (row) => {
      const state = checkStateAt(row, nowMs);
      const byOwner = row.endedBy === "resident" || row.endedBy === "old-number" ? row.endedBy : null;
      return {
        checkId: row.id as NumberCheckId,
        residentId: row.residentId as ResidentId,
        checked: row.checked as NumberChecked,
        reason: row.reason,
        phoneEnd: (await checkedNumber(c.env, row)).slice(-4),
        state,
        proposed: { name: names.get(row.proposedBy) ?? "", atMs: row.proposedAtMs },
        approvedBy: row.approvedBy && (names.get(row.approvedBy) ?? ""),
        endedBy:
          row.endedBy === null
            ? null
            : byOwner === null
              ? { kind: "staff" as const, name: names.get(row.endedBy) ?? "" }
              : { kind: byOwner, name: null },
        untilMs: row.untilMs,
        mayApprove: state === "proposed" && row.proposedBy !== staffId,
      };
    }),
  );
}

async function bodyOf(c: Context<ApiContext>, id: string) {
  const { regionId } = c.get("staff");
  const row = await findCheck(databaseOf(c.env, regionId), regionId, id);
  const [body] = row ? await bodies(c, [row]) : [];
  return body ? c.json(body) : problem(c, "not-found");
}

/** What the wallet and the new number are told of a wait. */
async function waitingBody(c: Context<ApiContext>, row: NumberCheckRow) {
  return { movesAtMs: row.untilMs, phoneEnd: (await checkedNumber(c.env, row)).slice(-4) };
}

/** The owner stops a wait: from the wallet, or with the link that the old number was sent. */
async function stoppedByOwner(c: Context<ApiContext>, row: NumberCheckRow, by: "resident" | "old-number") {
  const db = databaseOf(c.env, null);
  const nowMs = clockOf(c.env).now();
  if (!(await withdrawCheck(db, row.id, by, nowMs))) return false;
  await writeAudit(db, {
    regionId: row.regionId,
    atMs: nowMs,
    actor: by,
    action: "number-check.stop",
    subjectKind: "resident",
    subjectId: row.residentId,
    after: { checkId: row.id },
    requestId: c.get("requestId"),
  });
  return true;
}

/** A number changed by the call centre, for who lost the phone and the number (RES-12): always by two people. */
export const numberChecks = new Hono<ApiContext>()
  .post(
    "/holders/residents/:id/number-check",
    doc("secretariat", "Say who somebody was shown to be, and their new number", numberCheckSchema),
    staffOnly("holder.personal"),
    valid("param", residentParamSchema),
    valid("json", proposeNumberRequestSchema),
    async (c) => {
      const { id: residentId } = c.req.valid("param");
      const { phone: written, checked, reason } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      // Somebody without a Pay of this region is nobody here (S23).
      if ((await walletLinksInRegion(db, regionId, residentId)).length === 0) return problem(c, "not-found");
      const phone = mobileNumber(written);
      if (!phone) return problem(c, "phone-not-mobile");
      const row = await phoneRowOf(db, residentId);
      const toLookup = phoneLookup(c.env, phone);
      const nowMs = clockOf(c.env).now();
      // Erased, or theirs already, unless an SMS to it opens nothing any more (RES-14). Of anybody else's nothing is said (RES-3).
      if (!row || (row.lookup === toLookup && !isSilent(row.seenAtMs, nowMs))) return problem(c, "conflict");
      const id = newId<NumberCheckId>();
      await proposeCheck(db, {
        id,
        residentId,
        regionId,
        checked,
        reason,
        fromLookup: row.lookup,
        toLookup,
        toSealed: await sealCheckedNumber(c.env, id, phone),
        state: "proposed",
        proposedBy: staffId,
        proposedAtMs: nowMs,
        untilMs: nowMs + NUMBER_CHECK_WAITS_MS,
      });
      const after = { checkId: id, checked };
      const subject = { subjectKind: "resident", subjectId: residentId };
      await logged(c, { action: "number-check.propose", ...subject, after, reason });
      return bodyOf(c, id);
    },
  )
  .get(
    "/number-checks",
    doc("secretariat", "Numbers that are, were or were not changed for somebody", numberChecksSchema),
    staffOnly("holder.personal"),
    valid("query", numberChecksQuerySchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const { residentId } = c.req.valid("query");
      const sinceMs = clockOf(c.env).now() - SHOWN_MS;
      const which = { residentId, sinceMs, limit: MAX_PAGE_ROWS };
      return c.json({
        rows: await bodies(c, await listChecks(databaseOf(c.env, regionId), regionId, which)),
      });
    },
  )
  .post(
    "/number-checks/:id/approve",
    doc("secretariat", "Approve somebody else's check; the new number is sent a link", numberCheckSchema),
    staffOnly("holder.personal"),
    valid("param", numberCheckParamSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findCheck(db, regionId, id);
      if (!row) return problem(c, "not-found");
      if (row.proposedBy === staffId) return problem(c, "same-person");
      const nowMs = clockOf(c.env).now();
      if (checkStateAt(row, nowMs) !== "proposed") return problem(c, "already-decided");
      const to = await checkedNumber(c.env, row);
      const tooMany =
        (await overQuota(c, "number-check:account", staffId)) ??
        (await overQuota(c, "verification:prefix", phonePrefix(to)));
      if (tooMany) return tooMany;
      const key = newLinkKey();
      const parts = smsParts(numberLinkText(`${c.env.PUBLIC_ORIGIN}/wallet/number/confirm#${key}`));
      if (!(await canSend(c.env, to, "sms", parts))) return problem(c, "messages-stopped");
      if (!(await approveCheck(db, { id, by: staffId, confirmKeyHash: linkKeyHash(key) }, nowMs)))
        return problem(c, "already-decided");
      await logged(c, {
        action: "number-check.approve",
        subjectKind: "resident",
        subjectId: row.residentId,
        after: { checkId: id, proposedBy: row.proposedBy },
      });
      c.executionCtx.waitUntil(sendNumberLink(c.env, { to, key }));
      return bodyOf(c, id);
    },
  )
  .post(
    "/number-checks/:id/withdrawal",
    doc("secretariat", "Withdraw a check that isn't done", numberCheckSchema),
    staffOnly("holder.personal"),
    valid("param", numberCheckParamSchema),
    valid("json", withdrawNumberRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findCheck(db, regionId, id);
      if (!row) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      if (checkStateAt(row, nowMs) === "lapsed" || !(await withdrawCheck(db, id, staffId, nowMs)))
        return problem(c, "already-decided");
      await logged(c, {
        action: "number-check.withdraw",
        subjectKind: "resident",
        subjectId: row.residentId,
        after: { checkId: id },
        reason,
      });
      return bodyOf(c, id);
    },
  )
  .post(
    "/number-checks/confirm",
    doc("anyone", "Whoever has the new number's link says that it is theirs", confirmedNumberSchema),
    valid("json", numberKeyRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { key } = c.req.valid("json");
      const db = databaseOf(c.env, null);
      const nowMs = clockOf(c.env).now();
      const row = await checkByKey(db, { confirmKeyHash: linkKeyHash(key) });
      if (!row) return problem(c, "number-check-ended");
      const state = checkStateAt(row, nowMs);
      // A reply that was lost is asked for again: it waits already.
      if (state === "waiting") return c.json(await waitingBody(c, row));
      if (state !== "approved") return problem(c, "number-check-ended");
      const residentId = row.residentId as ResidentId;
      const [present, from, to] = await Promise.all([
        phoneRowOf(db, residentId),
        phoneOfResident(c.env, residentId),
        checkedNumber(c.env, row),
      ]);
      if (present?.lookup !== row.fromLookup) return problem(c, "number-check-ended");
      // Whoever has the link has shown that the number is theirs: what signing in would tell may be told.
      if (!(await isNumberFree(c.env, db, { residentId, phone: to }))) return problem(c, "number-in-use");
      const stopKey = newLinkKey();
      const begun = await beginWait(db, { id: row.id, stopKeyHash: linkKeyHash(stopKey) }, nowMs);
      const now = begun ?? (await checkByKey(db, { confirmKeyHash: linkKeyHash(key) }));
      if (now?.state !== "waiting") return problem(c, "number-check-ended");
      if (begun) {
        await writeAudit(db, {
          regionId: row.regionId,
          atMs: nowMs,
          actor: "new-number",
          action: "number-check.confirm",
          subjectKind: "resident",
          subjectId: residentId,
          after: { checkId: row.id },
          requestId: c.get("requestId"),
        });
        if (from && from !== to) c.executionCtx.waitUntil(tellNumberWaits(c.env, { from, to, key: stopKey }));
      }
      return c.json(await waitingBody(c, now));
    },
  )
  .post(
    "/number-checks/stop",
    doc(
      "anyone",
      "Whoever has the old number's link stops the change; again changes nothing",
      stoppedNumberSchema,
    ),
    valid("json", numberKeyRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const db = databaseOf(c.env, null);
      const row = await checkByKey(db, { stopKeyHash: linkKeyHash(c.req.valid("json").key) });
      if (!row) return problem(c, "number-check-ended");
      if (!(await stoppedByOwner(c, row, "old-number")) && row.state !== "withdrawn")
        return problem(c, "number-check-ended");
      return c.json({ stopped: true as const });
    },
  )
  .get(
    "/residents/number/check",
    doc("resident", "What waits to move one's number", waitingNumberSchema),
    residentOnly,
    async (c) => {
      const row = await waitingCheckOf(databaseOf(c.env, null), c.get("resident").residentId);
      return c.json({ waiting: row && (await waitingBody(c, row)) });
    },
  )
  .delete(
    "/residents/number/check",
    doc("resident", "It wasn't me: stop it; again changes nothing", waitingNumberSchema),
    residentOnly,
    async (c) => {
      const row = await waitingCheckOf(databaseOf(c.env, null), c.get("resident").residentId);
      if (row && !(await stoppedByOwner(c, row, "resident"))) return problem(c, "number-check-ended");
      return c.json({ waiting: null });
    },
  );
