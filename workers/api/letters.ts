import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { followParamSchema } from "../../schema/api/follows.ts";
import {
  decideLetterRequestSchema,
  type LetterBody,
  letterParamSchema,
  letterReadersSchema,
  letterSchema,
  lettersPageSchema,
  lettersQuerySchema,
  proposeLetterRequestSchema,
  rewriteLetterRequestSchema,
  withdrawLetterRequestSchema,
  writeLetterRequestSchema,
} from "../../schema/api/letters.ts";
import type { LetterId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  countWaitingLetters,
  createLetter,
  findLetter,
  isProposedBy,
  type LetterSight,
  letterReaders,
  listLetters,
  proposeLetter,
  refuseLetter,
  rewriteLetter,
  sendLetter,
  takeLetterBack,
  withdrawLetter,
} from "../data/letters.ts";
import { valid } from "../http/body.ts";
import { callerCan, reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { freshStore } from "../http/reachable-store.ts";
import { startPush } from "../push/run.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** What the caller sees: a secretariat what was proposed, an office what is its stores'. */
function sightOf(c: Context<ApiContext>): LetterSight {
  const caller = c.get("staff");
  const own = reachWith(caller, "letter.write");
  return {
    proposed: callerCan(caller, "notice.read"),
    of: own.kind === "organisations" ? own.ids : [],
  };
}

const here = (c: Context<ApiContext>) => {
  const { regionId } = c.get("staff");
  return { regionId, db: databaseOf(c.env, regionId), nowMs: clockOf(c.env).now() };
};

/** A letter as the caller sees it now. */
function seen(c: Context<ApiContext>, letterId: LetterId): Promise<LetterBody | null> {
  const { db, regionId, nowMs } = here(c);
  return findLetter(db, regionId, sightOf(c), letterId, nowMs);
}

/** A letter of a store that the caller writes for. */
async function own(c: Context<ApiContext>, letterId: LetterId): Promise<LetterBody | null> {
  const one = await seen(c, letterId);
  return one && isOwn(c, one) ? one : null;
}

const isOwn = (c: Context<ApiContext>, one: LetterBody) =>
  reaches(reachWith(c.get("staff"), "letter.write"), one.organisationId);

async function done(
  c: Context<ApiContext>,
  letterId: LetterId,
  record: Pick<Parameters<typeof logged>[1], "action" | "before" | "after" | "reason">,
) {
  await logged(c, { ...record, subjectKind: "letter", subjectId: letterId });
  const now = await seen(c, letterId);
  return now ? c.json(now) : problem(c, "internal");
}

/** Why nothing can be written or sent there; null where it can. */
async function refused(c: Context<ApiContext>, storeId: string) {
  const store = await freshStore(c, "letter.write", storeId);
  if (!store.ok) return store.error;
  return store.value.state === "open" ? null : problem(c, "store-suspended");
}

/** Letters of stores to the residents who follow them, and their approval (S16, NWS-6). */
export const letters = new Hono<ApiContext>()
  .get(
    "/letters",
    doc("staff", "Letters of the stores the caller sees, newest first", lettersPageSchema),
    staffOnly(["notice.read", "letter.write"]),
    valid("query", lettersQuerySchema),
    async (c) => {
      const { after, limit, state, storeId } = c.req.valid("query");
      const { db, regionId, nowMs } = here(c);
      const page = { after: readNumberKey(after), limit, state, storeId };
      const caller = c.get("staff");
      const [rows, waitingForMe] = await Promise.all([
        listLetters(db, regionId, sightOf(c), page, nowMs),
        callerCan(caller, "notice.manage") ? countWaitingLetters(db, regionId, caller.staffId) : 0,
      ]);
      const shown = cutPage(
        rows,
        limit,
        (row) => [row.createdAtMs, row.letterId],
        (row) => row,
      );
      return c.json({ ...shown, waitingForMe });
    },
  )
  .post(
    "/letters",
    doc("staff", "Write a draft to the followers of a store; nobody else sees it", letterSchema),
    staffOnly("letter.write"),
    valid("json", writeLetterRequestSchema),
    async (c) => {
      const { storeId, title, body } = c.req.valid("json");
      const why = await refused(c, storeId);
      if (why) return why;
      const { db, regionId, nowMs } = here(c);
      const letterId = newId<LetterId>();
      const { staffId } = c.get("staff");
      const row = { letterId, regionId, storeId, title, body, createdAtMs: nowMs, createdBy: staffId };
      if (!(await createLetter(db, row))) return problem(c, "limit-exceeded");
      return done(c, letterId, { action: "letter.write", after: { storeId, title, body } });
    },
  )
  .get(
    "/letters/:id",
    doc("staff", "A letter with its counts", letterSchema),
    staffOnly(["notice.read", "letter.write"]),
    valid("param", letterParamSchema),
    async (c) => {
      const one = await seen(c, c.req.valid("param").id);
      return one ? c.json(one) : problem(c, "not-found");
    },
  )
  .post(
    "/letters/:id",
    doc("staff", "Write a draft, or a refused letter, anew", letterSchema),
    staffOnly("letter.write"),
    valid("param", letterParamSchema),
    valid("json", rewriteLetterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const written = c.req.valid("json");
      const before = await own(c, id);
      if (!before) return problem(c, "not-found");
      if (!(await rewriteLetter(here(c).db, id, written)))
        return problem(c, before.version === written.version ? "letter-state" : "changed-meanwhile");
      const { title, body } = written;
      return done(c, id, {
        action: "letter.write",
        before: { title: before.title, body: before.body },
        after: { title, body },
      });
    },
  )
  .post(
    "/letters/:id/proposal",
    doc("staff", "Ask the secretariat to let a draft go out as it stands", letterSchema),
    staffOnly("letter.write"),
    valid("param", letterParamSchema),
    valid("json", proposeLetterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { version } = c.req.valid("json");
      const before = await own(c, id);
      if (!before) return problem(c, "not-found");
      const why = await refused(c, before.storeId);
      if (why) return why;
      if (before.version !== version) return problem(c, "changed-meanwhile");
      const { db, nowMs } = here(c);
      const by = { staffId: c.get("staff").staffId, atMs: nowMs };
      const went = await proposeLetter(db, { letterId: id, storeId: before.storeId, version }, by);
      if (went === "full") return problem(c, "letters-this-month");
      if (went === "state") return problem(c, "letter-state");
      return done(c, id, { action: "letter.propose", after: { version } });
    },
  )
  .post(
    "/letters/:id/take-back",
    doc("staff", "Take a proposed letter back, to write on", letterSchema),
    staffOnly("letter.write"),
    valid("param", letterParamSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await own(c, id))) return problem(c, "not-found");
      if (!(await takeLetterBack(here(c).db, id))) return problem(c, "letter-state");
      return done(c, id, { action: "letter.take-back" });
    },
  )
  .post(
    "/letters/:id/decision",
    doc(
      "secretariat",
      "Let a letter go out exactly as it was read, or refuse it with a reason",
      letterSchema,
    ),
    staffOnly("notice.manage"),
    valid("param", letterParamSchema),
    valid("json", decideLetterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { version, decision, reason } = c.req.valid("json");
      const { db, nowMs } = here(c);
      const { staffId } = c.get("staff");
      const before = await seen(c, id);
      if (!before) return problem(c, "not-found");
      const by = { version, staffId, atMs: nowMs, reason };
      if (decision === "sent" && (await isProposedBy(db, id, staffId))) return problem(c, "same-person");
      const went = decision === "sent" ? await sendLetter(db, id, by) : await refuseLetter(db, id, by);
      if (!went) {
        const now = await seen(c, id);
        if (now?.state !== "waiting") return problem(c, "already-decided");
        return problem(c, now.version === version ? "store-suspended" : "changed-meanwhile");
      }
      if (decision === "sent") await startPush(c.env);
      return done(c, id, {
        action: "letter.decide",
        after: { decision, version },
        ...(reason ? { reason } : {}),
      });
    },
  )
  .post(
    "/letters/:id/withdrawal",
    doc("staff", "Give up a draft, or take a sent letter out of the inboxes", letterSchema),
    staffOnly(["notice.manage", "letter.write"]),
    valid("param", letterParamSchema),
    valid("json", withdrawLetterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const caller = c.get("staff");
      const before = await seen(c, id);
      // A secretariat withdraws what went out; what an office still writes is the office's.
      const isOffice = before && isOwn(c, before);
      if (!before || (!isOffice && !callerCan(caller, "notice.manage"))) return problem(c, "not-found");
      if (!isOffice && before.state !== "sent") return problem(c, "letter-state");
      const { db, nowMs } = here(c);
      if (!(await withdrawLetter(db, id, { staffId: caller.staffId, atMs: nowMs, reason })))
        return problem(c, "letter-state");
      return done(c, id, { action: "letter.withdraw", before: { state: before.state }, reason });
    },
  )
  .get(
    "/stores/:id/letter-readers",
    doc("staff", "Whom a letter of a store would reach, in numbers", letterReadersSchema),
    staffOnly("letter.write"),
    valid("param", followParamSchema),
    async (c) => {
      const store = await freshStore(c, "letter.write", c.req.valid("param").id);
      if (!store.ok) return store.error;
      const { db, nowMs } = here(c);
      return c.json(await letterReaders(db, store.value.id, nowMs));
    },
  );
