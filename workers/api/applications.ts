import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type ApplicationForm,
  type ApplicationListed,
  type ApplicationState,
  applicationIdParamSchema,
  applicationKeyRequestSchema,
  applicationSchema,
  applicationsPageSchema,
  applicationsQuerySchema,
  applyAgainRequestSchema,
  applyRequestSchema,
  decideApplicationRequestSchema,
  decidedApplicationSchema,
  type OwnApplication,
  ownApplicationSchema,
} from "../../schema/api/applications.ts";
import { entity } from "../../schema/api/common.ts";
import { joiningSchema } from "../../schema/api/terms.ts";
import type { OrganisationId, RegionId, StaffId, StoreId, TillId } from "../../schema/ids.ts";
import { bodyHashOf, keyHashOf, openForm, receiptNumber, sealForm } from "../applications/form.ts";
import {
  type ApplicationRow,
  type Approved,
  applicationByKey,
  createApplication,
  decideApplication,
  decisionsOn,
  findApplication,
  listApplications,
  sendAgain,
} from "../data/applications.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { municipalitiesOf, regionName } from "../data/organisations.ts";
import { currentTerms, findTerms } from "../data/terms.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { callerAddress } from "../http/network.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { inviteStatements, maskedAddress } from "../invitations/invitation.ts";
import { startMail } from "../mail/outbox.ts";
import { firstPassword, hashPassword } from "../passwords/password.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { allPledged, termsBody } from "./terms.ts";

/** Receipt numbers tried before giving up: a hundred million of them, so one nearly always does. */
const RECEIPT_TRIES = 5;

const regionParam = z.object({ id: entity<RegionId>("region") });

function listed(row: ApplicationRow): ApplicationListed {
  return {
    applicationId: row.id as OrganisationId,
    receiptNumber: row.receiptNumber,
    organisationName: row.organisationName,
    storeName: row.storeName,
    state: row.state as ApplicationState,
    sentAtMs: row.sentAtMs,
  };
}

/** What an applicant is told, by the private link alone. */
async function ownApplication(c: Context<ApiContext>, row: ApplicationRow): Promise<OwnApplication> {
  const decisions = await decisionsOn(databaseOf(c.env, row.regionId), row);
  const returned = row.state === "returned";
  return {
    receiptNumber: row.receiptNumber,
    state: row.state as ApplicationState,
    // One that is waiting again has nothing said about it yet.
    reason: row.state === "waiting" ? null : (decisions[0]?.decision.reason ?? null),
    sentAtMs: row.sentAtMs,
    storeName: row.storeName,
    form: returned ? await openForm(c.env.PHONE_KEY, row.id, row.sealed) : null,
  };
}

/** Whether a form can be taken now: its town is the region's, and the terms are today's, pledges and all. */
async function judgeForm(
  c: Context<ApiContext>,
  regionId: RegionId,
  form: ApplicationForm,
): Promise<ProblemReply | null> {
  const db = databaseOf(c.env, regionId);
  const [towns, terms] = await Promise.all([
    municipalitiesOf(db, regionId),
    currentTerms(db, regionId, "merchant", clockOf(c.env).now()),
  ]);
  const wrong = (path: string, message: string) =>
    problem(c, "invalid-request", { fields: [{ path, message }] });
  // Without terms nobody can apply: there would be nothing to hold a shop to.
  if (!terms) return problem(c, "not-found");
  if (!towns.some((town) => town.code === form.store.municipality))
    return wrong("form.store.municipality", "not of this region");
  if (terms.id !== form.terms.termsId) return wrong("form.terms.termsId", "there is a newer version");
  return allPledged(terms, form.terms.pledges) ? null : wrong("form.terms.pledges", "tick every one");
}

/** The rows that an approval writes. The organisation has the application's id: approved twice, it is made once. */
function approvedRows(
  row: ApplicationRow,
  form: ApplicationForm,
  passwordHash: string,
  by: string,
  nowMs: number,
): Approved {
  const { regionId } = row;
  const storeId = newId<StoreId>();
  const staffId = newId<StaffId>();
  return {
    organisation: {
      id: row.id,
      regionId,
      parentId: null,
      ...form.organisation,
      isSecretariat: false,
      isIssuer: false,
      isMerchant: true,
      state: "active",
      createdAtMs: nowMs,
    },
    store: {
      id: storeId,
      regionId,
      organisationId: row.id,
      ...form.store,
      state: "open",
      createdAtMs: nowMs,
    },
    till: { id: newId<TillId>(), regionId, storeId, number: 1, rotation: 1 },
    account: {
      id: staffId,
      regionId,
      loginId: `u-${staffId}`,
      name: form.contact.name,
      passwordHash,
      mustChangePassword: true,
      state: "active",
      sessionsFromMs: 0,
      createdAtMs: nowMs,
      createdBy: by,
    },
    acceptance: {
      organisationId: row.id,
      termsId: form.terms.termsId,
      regionId,
      name: form.contact.name,
      staffId: null,
      acceptedAtMs: row.sentAtMs,
    },
  };
}

/** Shops that ask to take part, and what becomes of them (ORG-3). */
export const applications = new Hono<ApiContext>()
  .get(
    "/regions/:id/joining",
    doc("anyone", "What a shop needs to see to apply: towns, and the terms of today", joiningSchema),
    valid("param", regionParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const db = databaseOf(c.env, id);
      const name = await regionName(db, id);
      if (name === null) return problem(c, "not-found");
      const [municipalities, terms] = await Promise.all([
        municipalitiesOf(db, id),
        currentTerms(db, id, "merchant", clockOf(c.env).now()),
      ]);
      return c.json({ regionId: id, regionName: name, municipalities, terms: terms && termsBody(terms) });
    },
  )
  .post(
    "/applications",
    doc("anyone", "Apply; the same key and form again is the same application", ownApplicationSchema),
    valid("json", applyRequestSchema),
    async (c) => {
      const { regionId, key, form } = c.req.valid("json");
      const stopped = await overQuota(c, "apply:ip", callerAddress(c));
      if (stopped) return stopped;
      const db = databaseOf(c.env, regionId);
      const [keyHash, bodyHash] = [keyHashOf(key), bodyHashOf(form)];
      const known = await applicationByKey(db, keyHash);
      if (known)
        return known.bodyHash === bodyHash && known.regionId === regionId
          ? c.json(await ownApplication(c, known))
          : problem(c, "conflict");
      const full = await overQuota(c, "apply:region", regionId);
      if (full) return full;
      const refused = await judgeForm(c, regionId, form);
      if (refused) return refused;
      const id = newId<OrganisationId>();
      const row = {
        id,
        regionId,
        keyHash,
        bodyHash,
        organisationName: form.organisation.name,
        storeName: form.store.name,
        sealed: await sealForm(c.env.PHONE_KEY, id, form),
        version: 1,
        state: "waiting",
        sentAtMs: clockOf(c.env).now(),
      };
      for (let tries = 0; tries < RECEIPT_TRIES; tries++) {
        const numbered = { ...row, receiptNumber: receiptNumber(crypto.getRandomValues(new Uint8Array(8))) };
        if (await createApplication(db, numbered)) return c.json(await ownApplication(c, numbered));
        // The number was taken, or the same form came a moment before.
        const first = await applicationByKey(db, keyHash);
        if (first) return c.json(await ownApplication(c, first));
      }
      return problem(c, "try-again");
    },
  )
  .post(
    "/applications/state",
    doc("anyone", "How an application stands, for whoever has its key", ownApplicationSchema),
    valid("json", applicationKeyRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "application:ip", callerAddress(c));
      if (stopped) return stopped;
      const row = await applicationByKey(databaseOf(c.env, null), keyHashOf(c.req.valid("json").key));
      return row ? c.json(await ownApplication(c, row)) : problem(c, "not-found");
    },
  )
  .post(
    "/applications/again",
    doc("anyone", "Send a mended form after it was sent back", ownApplicationSchema),
    valid("json", applyAgainRequestSchema),
    async (c) => {
      const { key, form } = c.req.valid("json");
      const stopped = await overQuota(c, "application:ip", callerAddress(c));
      if (stopped) return stopped;
      const db = databaseOf(c.env, null);
      const row = await applicationByKey(db, keyHashOf(key));
      if (!row) return problem(c, "not-found");
      const bodyHash = bodyHashOf(form);
      if (row.state === "waiting" && row.bodyHash === bodyHash) return c.json(await ownApplication(c, row));
      if (row.state !== "returned") return problem(c, "already-decided");
      const refused = await judgeForm(c, row.regionId as RegionId, form);
      if (refused) return refused;
      const next = {
        bodyHash,
        organisationName: form.organisation.name,
        storeName: form.store.name,
        sealed: await sealForm(c.env.PHONE_KEY, row.id, form),
        sentAtMs: clockOf(c.env).now(),
      };
      if (!(await sendAgain(db, row, next))) return problem(c, "already-decided");
      return c.json(await ownApplication(c, { ...row, ...next, state: "waiting", version: row.version + 1 }));
    },
  )
  .get(
    "/applications",
    doc("secretariat", "Applications, who waits longest first", applicationsPageSchema),
    staffOnly("application.decide"),
    valid("query", applicationsQuerySchema),
    async (c) => {
      const { after, limit, state } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listApplications(databaseOf(c.env, regionId), regionId, {
        after: readNumberKey(after),
        limit,
        state,
      });
      return c.json(cutPage(rows, limit, (row) => [row.sentAtMs, row.id], listed));
    },
  )
  .get(
    "/applications/:id",
    doc("secretariat", "An application with what was written and decided", applicationSchema),
    staffOnly("application.decide"),
    valid("param", applicationIdParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findApplication(db, regionId, c.req.valid("param").id);
      const form = row && (await openForm(c.env.PHONE_KEY, row.id, row.sealed));
      if (!row || !form) return problem(c, "not-found");
      const [towns, terms, decisions] = await Promise.all([
        municipalitiesOf(db, regionId),
        findTerms(db, regionId, form.terms.termsId),
        decisionsOn(db, row),
      ]);
      await logged(c, { action: "application.read", subjectKind: "application", subjectId: row.id });
      return c.json({
        ...listed(row),
        version: row.version,
        form,
        town: towns.find((town) => town.code === form.store.municipality)?.name ?? "",
        termsTitle: terms?.title ?? "",
        termsVersion: terms?.version ?? 0,
        decisions: decisions.map(({ decision, decidedBy }) => ({
          version: decision.version,
          decision: decision.decision as ApplicationState,
          reason: decision.reason,
          decidedAtMs: decision.decidedAtMs,
          decidedBy: decidedBy ?? "",
        })),
      });
    },
  )
  .post(
    "/applications/:id/decision",
    doc(
      "secretariat",
      "Approve, send back or refuse; approving makes shop, till and account",
      decidedApplicationSchema,
    ),
    staffOnly("application.decide"),
    valid("param", applicationIdParamSchema),
    valid("json", decideApplicationRequestSchema),
    async (c) => {
      const { version, decision, reason, invite } = c.req.valid("json");
      const caller = c.get("staff");
      const { regionId, staffId } = caller;
      const db = databaseOf(c.env, regionId);
      const row = await findApplication(db, regionId, c.req.valid("param").id);
      const form = row && (await openForm(c.env.PHONE_KEY, row.id, row.sealed));
      if (!row || !form) return problem(c, "not-found");
      if (row.state !== "waiting" || row.version !== version) return problem(c, "already-decided");
      const nowMs = clockOf(c.env).now();
      const password = firstPassword();
      const made =
        decision === "approved"
          ? approvedRows(row, form, await hashPassword(password), staffId, nowMs)
          : null;
      const to = made && invite && form.contact.email !== "" ? form.contact.email : null;
      if (to !== null) {
        const stopped = await overQuota(c, "invite:account", staffId);
        if (stopped) return stopped;
      }
      const invitation =
        made && to !== null
          ? await inviteStatements(
              c.env,
              {
                invitationId: newId(),
                staffId: made.account.id as StaffId,
                regionId,
                regionName: caller.regionName,
                organisationName: form.organisation.name,
                name: form.contact.name,
                loginId: made.account.loginId,
                to,
                invitedBy: caller,
              },
              nowMs,
            )
          : [];
      const decided = await decideApplication(
        db,
        {
          applicationId: row.id,
          version,
          regionId,
          decision,
          reason: reason || null,
          decidedAtMs: nowMs,
          decidedBy: staffId,
        },
        made,
        { d1: c.env.DB, statements: invitation },
      );
      if (!decided) return problem(c, "already-decided");
      if (to !== null) c.executionCtx.waitUntil(startMail(c.env));
      await logged(c, {
        action: `application.${decision}`,
        subjectKind: "application",
        subjectId: row.id,
        after: made
          ? { storeId: made.store.id, loginId: made.account.loginId, invited: to !== null }
          : { state: decision },
        ...(reason ? { reason } : {}),
      });
      return c.json({
        application: listed({ ...row, state: decision }),
        made: made && {
          organisationId: row.id as OrganisationId,
          storeId: made.store.id as StoreId,
          loginId: made.account.loginId,
          // Whoever is invited sets a password themselves; until then the account has one that nobody knows.
          firstPassword: to === null ? password : null,
          invitedTo: to === null ? null : maskedAddress(to),
        },
      });
    },
  );
