import { type Context, Hono } from "hono";
import { couponStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import {
  couponParamSchema,
  holderWalletParamSchema,
  stayReadReplySchema,
  stayReadRequestSchema,
  type TimelinePage,
  timelinePageSchema,
  timelineQuerySchema,
} from "../../schema/api/holders.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, RegionId } from "../../schema/ids.ts";
import { auditsOf } from "../data/audit-reading.ts";
import { databaseOf } from "../data/database.ts";
import { couponIdsOf } from "../data/holders.ts";
import { findCoupon, findIssue } from "../data/issues.ts";
import { reversedOfActor } from "../data/journal.ts";
import { keyAfter, readNumberKey } from "../data/keyset.ts";
import { walletLinksInRegion } from "../data/residents.ts";
import { storesByIds } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { openStay } from "../holders/coupon-issue.ts";
import { birthRows, journalRows, lookRows, toldTogether, wholeOperations } from "../holders/timeline.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** Journal entries read for one page; more than the longest operation has (an extension of 64 lots, two rows each). */
const PAGE_ENTRIES = 200;

/** Whose story is told, and how it began. */
interface Told {
  readonly actorClass: "coupon" | "wallet";
  readonly actor: ActorName;
  readonly subject: { readonly kind: "coupon" | "resident"; readonly id: string };
  readonly birth: {
    readonly issueId: string;
    readonly createdAtMs: number;
    readonly createdByName: string | null;
    readonly faceYen: number;
  } | null;
}

/** One page of a holder's journal, from the actor itself: what happened a second ago is on it (CAL-6). */
async function journalPage(env: Env, told: Told, beforeSeq: number | null) {
  const stub = told.actorClass === "coupon" ? couponStub(env, told.actor) : walletStub(env, told.actor);
  const before = beforeSeq ?? (await stub.head()).seq + 1;
  const fromSeq = Math.max(1, before - PAGE_ENTRIES);
  const entries: readonly JournalEntry[] =
    before > fromSeq ? await stub.entriesFrom({ fromSeq, limit: before - fromSeq }) : [];
  const operations = wholeOperations(entries);
  const oldest = operations.at(-1)?.[0];
  return { operations, entries, oldest, more: oldest !== undefined && oldest.seq > 1 };
}

/** A page of a holder's story: its journal, who acted, who looked, and at the end how it began. */
async function story(
  env: Env,
  regionId: RegionId,
  told: Told,
  after: string | undefined,
): Promise<TimelinePage> {
  const cursor = readNumberKey(after);
  const db = databaseOf(env, regionId);
  const { operations, entries, oldest, more } = await journalPage(env, told, cursor?.[0] ?? null);
  const textsOf = (name: string) =>
    operations.flatMap((lines) => {
      const value = lines[0]?.detail?.[name];
      return typeof value === "string" ? [value] : [];
    });
  const payments = operations.flatMap((lines) => (lines[0]?.kind === "pay" ? [lines[0].operationId] : []));
  const subjects = [
    told.subject,
    ...[...payments, ...textsOf("payment")].map((id) => ({ kind: "payment", id })),
    ...(told.birth && !more ? [{ kind: "issue", id: told.birth.issueId }] : []),
  ];
  const [audits, stores, reversed, couponIds] = await Promise.all([
    auditsOf(db, regionId, subjects),
    storesByIds(db, textsOf("storeId")),
    reversedOfActor(db, told.actor, entries),
    couponIdsOf(db, regionId, told.actorClass === "wallet" ? textsOf("source") : []),
  ]);
  const names = {
    stores: new Map([...stores].map(([id, { name, town }]) => [id, { storeId: id as never, name, town }])),
    reversed,
    couponIds,
  };
  const time = {
    fromMs: more && oldest ? oldest.atMs : 0,
    beforeMs: cursor ? Number(cursor[1]) : Number.POSITIVE_INFINITY,
  };
  const rows = toldTogether(
    journalRows(operations, audits, names),
    lookRows(audits, time),
    told.birth && !more ? birthRows(told.birth, audits) : [],
  );
  return { rows: [...rows], next: more && oldest ? keyAfter([oldest.seq, String(oldest.atMs)]) : null };
}

/** A coupon of the region by its public id, with its issue. */
async function toldCoupon(c: Context<ApiContext>, couponId: string) {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const [programmeId = "", serial = ""] = couponId.split("-");
  const row = await findCoupon(db, regionId, programmeId, Number(serial));
  const issue = row ? await findIssue(db, regionId, { kind: "region" }, row.issueId) : null;
  return row && issue ? { row, issue } : null;
}

/** A holder's whole story, and the stay behind a coupon (S13). */
export const holderStory = new Hono<ApiContext>()
  .get(
    "/holders/coupons/:id/timeline",
    doc("secretariat", "Everything that happened to a coupon, newest first", timelinePageSchema),
    staffOnly("holder.read"),
    valid("param", couponParamSchema),
    valid("query", timelineQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const found = await toldCoupon(c, id);
      if (!found) return problem(c, "coupon-not-found");
      const { row, issue } = found;
      const { createdAtMs, createdByName } = issue;
      const told: Told = {
        actorClass: "coupon",
        actor: row.actor as ActorName,
        subject: { kind: "coupon", id },
        birth: { issueId: issue.id, createdAtMs, createdByName, faceYen: row.faceYen },
      };
      return c.json(await story(c.env, c.get("staff").regionId, told, c.req.valid("query").after));
    },
  )
  .get(
    "/holders/residents/:residentId/wallets/:programmeId/timeline",
    doc("secretariat", "Everything that happened to a resident's wallet, newest first", timelinePageSchema),
    staffOnly("holder.read"),
    valid("param", holderWalletParamSchema),
    valid("query", timelineQuerySchema),
    async (c) => {
      const { residentId, programmeId } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const links = await walletLinksInRegion(databaseOf(c.env, regionId), regionId, residentId);
      const link = links.find((one) => one.programmeId === programmeId);
      if (!link) return problem(c, "not-found");
      const told: Told = {
        actorClass: "wallet",
        actor: link.actor as ActorName,
        subject: { kind: "resident", id: residentId },
        birth: null,
      };
      return c.json(await story(c.env, regionId, told, c.req.valid("query").after));
    },
  )
  .post(
    "/holders/coupons/:id/stay",
    doc("secretariat", "What the desk wrote down about the stay, in the clear; logged", stayReadReplySchema),
    staffOnly("holder.personal"),
    valid("param", couponParamSchema),
    valid("json", stayReadRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const found = await toldCoupon(c, id);
      if (!found) return problem(c, "coupon-not-found");
      // Before it is shown, not after: what isn't logged isn't seen (CAL-4).
      await logged(c, {
        action: "holder.stay",
        subjectKind: "coupon",
        subjectId: id,
        reason: c.req.valid("json").reason,
      });
      const stay = await openStay(c.env, found.issue.id, found.issue.sealedStay);
      if (!stay) return problem(c, "not-found");
      return c.json({ ...stay, checkInOn: stay.checkInOn as BusinessDate | null });
    },
  );
