import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type CaseEvidence,
  caseDetailSchema,
  caseIdParamSchema,
  caseRecipientsSchema,
  casesPageSchema,
  casesQuerySchema,
  decideCaseRequestSchema,
  evidencePageSchema,
  type FraudCase,
} from "../../schema/api/cases.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import type { HolderName } from "../../schema/api/holders.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { CaseId, ProgrammeId, ResidentId } from "../../schema/ids.ts";
import { nameKey, namesOf, programmeNamesOf } from "../data/case-names.ts";
import {
  type CaseRow,
  decideCase,
  decisionsOf,
  type EvidenceRow,
  evidenceOf,
  findCase,
  listCases,
  recipientsOf,
  type Subject,
  setRecipients,
} from "../data/cases.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { storesByIds } from "../data/stores.ts";
import type { EvidenceFacts } from "../fraud/judged.ts";
import { openCaseRecipients, sealCaseRecipients } from "../fraud/record.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** The two sides of a case. */
function sidesOf(row: CaseRow): { readonly subject: Subject; readonly other: Subject | null } {
  return {
    subject: { kind: row.subjectKind as Subject["kind"], id: row.subjectId },
    other:
      row.otherKind === null || row.otherId === null
        ? null
        : { kind: row.otherKind as Subject["kind"], id: row.otherId },
  };
}

/** Cases with the names of whom they are about, all of the caller's region. */
async function caseBodies(c: Context<ApiContext>, rows: readonly CaseRow[]): Promise<FraudCase[]> {
  const { regionId } = c.get("staff");
  const sides = rows.map(sidesOf);
  const [names, programmes] = await Promise.all([
    namesOf(
      c.env.DB,
      regionId,
      sides.flatMap(({ subject, other }) => (other ? [subject, other] : [subject])),
    ),
    programmeNamesOf(
      c.env.DB,
      regionId,
      rows.flatMap((row) => row.programmeId ?? []),
      clockOf(c.env).now(),
    ),
  ]);
  return rows.map((row, at) => {
    const { subject, other } = sides[at] as ReturnType<typeof sidesOf>;
    return {
      caseId: row.id as CaseId,
      rule: row.rule as FraudCase["rule"],
      programmeId: row.programmeId as ProgrammeId | null,
      programmeName: programmes.get(row.programmeId ?? "") ?? null,
      subject: { ...subject, name: names.get(nameKey(subject)) ?? row.subjectShown },
      other: other && { ...other, name: names.get(nameKey(other)) ?? null },
      date: row.date as BusinessDate,
      level: row.level as FraudCase["level"],
      measures: JSON.parse(row.measures) as FraudCase["measures"],
      thresholds: JSON.parse(row.thresholds) as FraudCase["thresholds"],
      state: row.state as FraudCase["state"],
      outcome: row.outcome as FraudCase["outcome"],
      version: row.version,
      reopened: row.reopened,
      foundAtMs: row.foundAtMs,
      openedAtMs: row.openedAtMs,
      updatedAtMs: row.updatedAtMs,
    };
  });
}

async function caseDetail(c: Context<ApiContext>, row: CaseRow) {
  const { regionId } = c.get("staff");
  const [[body], decisions] = await Promise.all([
    caseBodies(c, [row]),
    decisionsOf(databaseOf(c.env, regionId), regionId, row.id),
  ]);
  return {
    case: body as FraudCase,
    decisions: decisions.map((one) => ({
      ...one,
      outcome: one.outcome as NonNullable<FraudCase["outcome"]>,
    })),
  };
}

async function evidenceBodies(c: Context<ApiContext>, rows: readonly EvidenceRow[]): Promise<CaseEvidence[]> {
  const { regionId } = c.get("staff");
  const facts = rows.map((row) => JSON.parse(row.facts) as EvidenceFacts);
  const stores = await storesByIds(
    databaseOf(c.env, regionId),
    facts.flatMap(({ storeId }) => storeId ?? []),
  );
  return rows.map((row, at) => {
    const own = facts[at] as EvidenceFacts;
    const store = stores.get(own.storeId ?? "");
    return {
      key: row.key,
      kind: row.kind as CaseEvidence["kind"],
      atMs: row.atMs,
      holder: holderOf(own),
      store: store?.regionId === regionId ? { storeId: store.id, name: store.name, town: store.town } : null,
      issueId: own.issueId ?? null,
      operationId: own.operationId ?? null,
      amountYen: own.amountYen ?? null,
      minutes: own.minutes ?? null,
      count: own.count ?? null,
      usualTenths: own.usualTenths ?? null,
    };
  });
}

function holderOf({ couponId, residentId, programmeId }: EvidenceFacts): HolderName | null {
  if (couponId !== undefined) return { kind: "coupon", couponId };
  if (residentId === undefined || programmeId === undefined) return null;
  return {
    kind: "wallet",
    residentId: residentId as ResidentId,
    programmeId: programmeId as ProgrammeId,
  };
}

/** What looks like fraud in the region, and what people made of it (FRD-7, FRD-8). */
export const cases = new Hono<ApiContext>()
  .get(
    "/cases",
    doc("secretariat", "What looks like fraud, what came last into the queue first", casesPageSchema),
    staffOnly("case.read"),
    valid("query", casesQuerySchema),
    async (c) => {
      const { after, ...query } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listCases(databaseOf(c.env, regionId), regionId, {
        ...query,
        after: readNumberKey(after),
      });
      const page = cutPage(
        rows,
        query.limit,
        (row) => [row.openedAtMs, row.id],
        (row) => row,
      );
      return c.json({ rows: await caseBodies(c, page.rows), next: page.next });
    },
  )
  .get(
    "/cases/recipients",
    doc("secretariat", "Who gets a mail of a new serious case", caseRecipientsSchema),
    staffOnly("case.decide"),
    async (c) => {
      const { regionId } = c.get("staff");
      const sealed = await recipientsOf(c.env.DB, regionId);
      return c.json({ recipients: [...(await openCaseRecipients(c.env.PHONE_KEY, regionId, sealed))] });
    },
  )
  .put(
    "/cases/recipients",
    doc("secretariat", "Write down anew who gets a mail of a new serious case", caseRecipientsSchema),
    staffOnly("case.decide"),
    valid("json", caseRecipientsSchema),
    async (c) => {
      const recipients = [...new Set(c.req.valid("json").recipients)];
      const { regionId, staffId } = c.get("staff");
      await setRecipients(databaseOf(c.env, regionId), {
        regionId,
        sealed: await sealCaseRecipients(c.env.PHONE_KEY, regionId, recipients),
        count: recipients.length,
        updatedAtMs: clockOf(c.env).now(),
        updatedBy: staffId,
      });
      // Without the addresses (WHO-4).
      await logged(c, {
        action: "case.recipients",
        subjectKind: "region",
        subjectId: regionId,
        after: { count: recipients.length },
      });
      return c.json({ recipients });
    },
  )
  .get(
    "/cases/:id",
    doc("secretariat", "A case and what was decided of it; reading it is logged", caseDetailSchema),
    staffOnly("case.read"),
    valid("param", caseIdParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const row = await findCase(databaseOf(c.env, regionId), regionId, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      await logged(c, { action: "case.read", subjectKind: "case", subjectId: row.id });
      return c.json(await caseDetail(c, row));
    },
  )
  .get(
    "/cases/:id/evidence",
    doc("secretariat", "What a case rests on, in order of time", evidencePageSchema),
    staffOnly("case.read"),
    valid("param", caseIdParamSchema),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      if (!(await findCase(db, regionId, id))) return problem(c, "not-found");
      const rows = await evidenceOf(db, regionId, id, { after: readNumberKey(after), limit });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.atMs, row.key],
        (row) => row,
      );
      return c.json({ rows: await evidenceBodies(c, page.rows), next: page.next });
    },
  )
  .post(
    "/cases/:id/decision",
    doc("secretariat", "Decide the version of a case that was read", caseDetailSchema),
    staffOnly("case.decide"),
    valid("param", caseIdParamSchema),
    valid("json", decideCaseRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { version, outcome, reason, done } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const before = await findCase(db, regionId, id);
      if (!before) return problem(c, "not-found");
      const decided = await decideCase(c.env.DB, {
        caseId: id,
        regionId,
        version,
        outcome,
        reason,
        done,
        staffId,
        nowMs: clockOf(c.env).now(),
      });
      if (!decided) return problem(c, "conflict");
      await logged(c, {
        action: "case.decide",
        subjectKind: "case",
        subjectId: id,
        before: { state: before.state, outcome: before.outcome, version },
        after: { state: "decided", outcome, done },
        reason,
      });
      const after = await findCase(db, regionId, id);
      return c.json(await caseDetail(c, after ?? before));
    },
  );
