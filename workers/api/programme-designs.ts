import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import type { Design } from "../../schema/api/programme-design.ts";
import {
  copyProgrammeRequestSchema,
  createProgrammeRequestSchema,
  createRuleRequestSchema,
  createVersionRequestSchema,
  moveProgrammeRequestSchema,
  movesSchema,
  programmeSchema,
  programmesPageSchema,
  programmeVersionsPageSchema,
  scopeStoresRequestSchema,
  scopeStoresSchema,
} from "../../schema/api/programmes.ts";
import { designChanges } from "../../schema/design-changes.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { MAX_COMING_VERSIONS, RULES_LEAD_MS } from "../../schema/limits.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import { unknownPictures } from "../data/pictures.ts";
import {
  addVersion,
  countComing,
  createProgramme,
  factsAt,
  hasIssues,
  listProgrammes,
  listVersions,
  moveProgramme,
  type StoredProgramme,
  versionAt,
} from "../data/programmes.ts";
import { hasSound } from "../data/sounds.ts";
import { countStores, listManagedStores } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { callerCan, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { forgetProgramme } from "../http/facts.ts";
import { logProgramme, ownProgramme, programmeBody } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { changeFaults, type DesignFault, designFaults } from "../programmes/design-rules.ts";
import { movesFrom } from "../programmes/moves.ts";
import { standingOf } from "../programmes/standing.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

const newest = (programme: StoredProgramme) => versionAt(programme.versions, Number.MAX_SAFE_INTEGER);

/** What is wrong with a design in this region, its pictures and its sound included. */
async function faultsOf(c: Context<ApiContext>, design: Design): Promise<readonly DesignFault[]> {
  const faults = designFaults(design);
  if (typeof design.face === "string") return faults;
  const { emblem, picture, sound } = design.face;
  const wanted = [emblem, picture].filter((name) => name?.includes(".")) as string[];
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const unknown = await unknownPictures(db, regionId, wanted);
  const knowsSound = !sound.includes(".") || (await hasSound(db, regionId, sound));
  const faultOf = (path: string, name: string | null) =>
    name !== null && unknown.includes(name) ? [{ path, message: "no picture of this region" }] : [];
  return [
    ...faults,
    ...faultOf("face.emblem", emblem),
    ...faultOf("face.picture", picture),
    ...(knowsSound ? [] : [{ path: "face.sound", message: "no sound of this region" }]),
  ];
}

/** The programme as it is after a change, for the reply. */
async function changed(c: Context<ApiContext>, id: ProgrammeId, nowMs: number) {
  forgetProgramme(c.env, id);
  const programme = await ownProgramme(c, id, nowMs);
  return programme ? c.json(programmeBody(factsAt(programme, nowMs), nowMs)) : problem(c, "internal");
}

async function createDraft(c: Context<ApiContext>, design: Design, action: StaffAction, from?: ProgrammeId) {
  const { regionId, staffId } = c.get("staff");
  const nowMs = clockOf(c.env).now();
  const id = newId<ProgrammeId>();
  await createProgramme(databaseOf(c.env, regionId), { id, regionId, design, madeBy: staffId, nowMs });
  await logProgramme(c, action, id, { after: from ? { from, design } : design });
  return changed(c, id, nowMs);
}

/** Appends a version to a programme (PRG-1), or answers why not. */
async function followWith(
  c: Context<ApiContext>,
  programme: StoredProgramme,
  next: {
    readonly basedOn: number;
    readonly design: Design;
    readonly effectiveFromMs?: number | undefined;
    readonly reason?: string | undefined;
  },
  action: "programme.version" | "programme.rules",
) {
  const nowMs = clockOf(c.env).now();
  const { id, regionId, state } = programme;
  const { design, reason } = next;
  // What is approved is what opens; a settled programme has no future that a version could be for.
  if (state === "approved" || state === "settled") return problem(c, "programme-state");
  const last = newest(programme);
  if (last.version !== next.basedOn) return problem(c, "conflict");
  const isDraft = state === "draft";
  const wantsReason = action === "programme.version";
  const earliest = isDraft ? Math.max(nowMs, last.effectiveFromMs + 1) : nowMs + RULES_LEAD_MS;
  const effectiveFromMs = isDraft
    ? earliest
    : (next.effectiveFromMs ?? Math.max(earliest, last.effectiveFromMs + 1));
  const db = databaseOf(c.env, regionId);
  const faults = [
    ...(await faultsOf(c, design)),
    ...((await hasIssues(db, regionId, id)) ? changeFaults(last.design, design) : []),
    ...(wantsReason && !isDraft && reason === undefined ? [{ path: "reason", message: "required" }] : []),
    ...(effectiveFromMs < earliest || effectiveFromMs <= last.effectiveFromMs
      ? [{ path: "effectiveFromMs", message: "at least 60 s ahead, and after the last version" }]
      : []),
  ];
  if (faults.length > 0) return problem(c, "invalid-request", { fields: [...faults] });
  if ((await countComing(db, regionId, id, nowMs)) >= MAX_COMING_VERSIONS)
    return problem(c, "limit-exceeded", { detail: "too many versions are still to come" });
  const version = last.version + 1;
  const row = { programmeId: id, regionId, state, version, effectiveFromMs, design, reason: reason ?? null };
  if (!(await addVersion(db, { ...row, madeAtMs: nowMs, madeBy: c.get("staff").staffId })))
    return problem(c, "conflict");
  await logProgramme(c, action, id, {
    before: { version: last.version },
    after: { version, effectiveFromMs, changes: designChanges(last.design, design) },
    reason,
  });
  return changed(c, id, nowMs);
}

/** Programmes as their secretariat designs them: drafts, versions, copies and states (S1 to S4, PRG-1 to PRG-5). */
export const programmeDesigns = new Hono<ApiContext>()
  .get(
    "/programmes",
    doc("secretariat", "The programmes of the region, newest first", programmesPageSchema),
    staffOnly("programme.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const nowMs = clockOf(c.env).now();
      const page = { after: readNumberKey(after), limit };
      const rows = await listProgrammes(databaseOf(c.env, regionId), regionId, page, nowMs);
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.id],
          (row) => programmeBody(row, nowMs),
        ),
      );
    },
  )
  .post(
    "/programmes",
    doc("secretariat", "Create a draft with the first version of its design", programmeSchema),
    staffOnly("programme.manage"),
    valid("json", createProgrammeRequestSchema),
    async (c) => {
      const design = c.req.valid("json");
      const faults = await faultsOf(c, design);
      if (faults.length > 0) return problem(c, "invalid-request", { fields: [...faults] });
      return createDraft(c, design, "programme.create");
    },
  )
  .post(
    "/programmes/scope",
    doc(
      "secretariat",
      "How many stores a scope gives, and which, before anything is saved",
      scopeStoresSchema,
    ),
    staffOnly("programme.read"),
    valid("json", scopeStoresRequestSchema),
    async (c) => {
      const { scope, page } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const [counts, rows] = await Promise.all([
        countStores(db, regionId, scope),
        listManagedStores(db, regionId, null, {
          after: readTextKey(page.after),
          limit: page.limit,
          within: { regionId, scope },
        }),
      ]);
      return c.json({
        ...counts,
        ...cutPage(
          rows,
          page.limit,
          (row) => [row.kana, row.id],
          ({ id, name, town, industry }) => ({ storeId: id, name, town, industry }),
        ),
      });
    },
  )
  .get(
    "/programmes/:id",
    doc("secretariat", "A programme as it is now, with the money rules to come", programmeSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const nowMs = clockOf(c.env).now();
      const programme = await ownProgramme(c, c.req.valid("param").id, nowMs);
      if (!programme) return problem(c, "not-found");
      return c.json(programmeBody(factsAt(programme, nowMs), nowMs));
    },
  )
  .post(
    "/programmes/:id/copy",
    doc("secretariat", "A draft with the newest design of an earlier programme", programmeSchema),
    staffOnly("programme.manage"),
    valid("param", programmeParam),
    valid("json", copyProgrammeRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const programme = await ownProgramme(c, id, clockOf(c.env).now());
      if (!programme) return problem(c, "not-found");
      const design = { ...newest(programme).design, name: c.req.valid("json").name };
      return createDraft(c, design, "programme.copy", id);
    },
  )
  .get(
    "/programmes/:id/versions",
    doc("secretariat", "Every version of a programme's design, newest first", programmeVersionsPageSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const nowMs = clockOf(c.env).now();
      const programme = await ownProgramme(c, id, nowMs);
      if (!programme) return problem(c, "not-found");
      const now = versionAt(programme.versions, nowMs);
      const rows = await listVersions(databaseOf(c.env, programme.regionId), programme.regionId, id, {
        beforeVersion: readNumberKey(after)?.[0] ?? null,
        limit,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.version, "version"],
          (row) => ({
            ...row,
            when:
              row.version === now.version
                ? ("now" as const)
                : row.effectiveFromMs > nowMs
                  ? ("coming" as const)
                  : ("past" as const),
          }),
        ),
      );
    },
  )
  .post(
    "/programmes/:id/versions",
    doc(
      "secretariat",
      "A new version of the design; at least 60 seconds ahead once it was opened",
      programmeSchema,
    ),
    staffOnly("programme.manage"),
    valid("param", programmeParam),
    valid("json", createVersionRequestSchema),
    async (c) => {
      const programme = await ownProgramme(c, c.req.valid("param").id, clockOf(c.env).now());
      if (!programme) return problem(c, "not-found");
      const next = c.req.valid("json");
      return followWith(c, programme, next, "programme.version");
    },
  )
  .post(
    "/programmes/:id/rules",
    doc("secretariat", "A new version that changes the money rules alone", programmeSchema),
    staffOnly("programme.manage"),
    valid("param", programmeParam),
    valid("json", createRuleRequestSchema),
    async (c) => {
      const { effectiveFromMs, ...rule } = c.req.valid("json");
      const programme = await ownProgramme(c, c.req.valid("param").id, clockOf(c.env).now());
      if (!programme) return problem(c, "not-found");
      const { version, design } = newest(programme);
      const next = { basedOn: version, effectiveFromMs, design: { ...design, rule } };
      return followWith(c, programme, next, "programme.rules");
    },
  )
  .get(
    "/programmes/:id/moves",
    doc("secretariat", "Where a programme can go from here, and what is missing", movesSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    async (c) => {
      const nowMs = clockOf(c.env).now();
      const programme = await ownProgramme(c, c.req.valid("param").id, nowMs);
      if (!programme) return problem(c, "not-found");
      const standing = await standingOf(c.env, programme, nowMs);
      if (!standing) return problem(c, "try-again");
      return c.json({
        state: programme.state,
        moves: movesFrom(standing).map(({ to, capability, reasonRequired, missing }) => ({
          to,
          may: callerCan(c.get("staff"), capability),
          reasonRequired,
          missing: [...missing],
        })),
      });
    },
  )
  .post(
    "/programmes/:id/state",
    doc("secretariat", "Approve, open, close, settle, or send back", programmeSchema),
    staffOnly(["programme.manage", "programme.approve"]),
    valid("param", programmeParam),
    valid("json", moveProgrammeRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { to, reason } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const programme = await ownProgramme(c, id, nowMs);
      if (!programme) return problem(c, "not-found");
      const standing = await standingOf(c.env, programme, nowMs);
      if (!standing) return problem(c, "try-again");
      const move = movesFrom(standing).find((each) => each.to === to);
      if (!move) return problem(c, "programme-state");
      if (!callerCan(c.get("staff"), move.capability)) return problem(c, "forbidden");
      if (move.reasonRequired && reason === undefined)
        return problem(c, "invalid-request", { fields: [{ path: "reason", message: "required" }] });
      const blocking = move.missing.filter((each) => each.blocks);
      if (blocking.length > 0)
        return problem(c, "programme-incomplete", {
          fields: blocking.map(({ code }) => ({ path: code, message: "missing" })),
        });
      const { regionId, state: from } = programme;
      const { version } = newest(programme);
      const row = { programmeId: id, regionId, from, to, version };
      if (!(await moveProgramme(databaseOf(c.env, regionId), row))) return problem(c, "programme-state");
      await logProgramme(c, "programme.state", id, {
        before: { state: from },
        after: { state: to, version },
        reason,
      });
      return changed(c, id, nowMs);
    },
  );
