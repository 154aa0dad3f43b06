import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { sha256 } from "../../durable-objects/lib/hash.ts";
import {
  addMailAddressRequestSchema,
  confirmMailRequestSchema,
  leaveMailRequestSchema,
  leaveTokenSchema,
  type MailAddressBody,
  mailAddressesSchema,
  mailAddressParamSchema,
  mailDoneSchema,
  newsletterParamSchema,
  newsletterSchema,
  newslettersPageSchema,
  newslettersQuerySchema,
  sendNewsletterRequestSchema,
  stopNewsletterRequestSchema,
  writeNewsletterRequestSchema,
} from "../../schema/api/newsletters.ts";
import type { MailAddressId, NewsletterId, OrganisationId } from "../../schema/ids.ts";
import { MAIL_CONFIRM_MS, NEWSLETTER_AHEAD_MS } from "../../schema/limits.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  addMailAddress,
  confirmMailAddress,
  createNewsletter,
  findMailAddress,
  findNewsletter,
  leaveByAddress,
  listMailAddresses,
  listNewsletters,
  noteBounce,
  noteComplaint,
  removeMailAddress,
  rewriteNewsletter,
  scheduleNewsletter,
} from "../data/newsletters.ts";
import { foreignAudiences } from "../data/notices.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { findRegion } from "../data/regions.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { mailLookup, queueMail, startMail } from "../mail/outbox.ts";
import { openAddress, readLeaveToken, sealAddress } from "../newsletters/address.ts";
import { readMailReport } from "../newsletters/reports.ts";
import { startNewsletter, stopNewsletter } from "../newsletters/run.ts";
import { confirmMail } from "../newsletters/words.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** A report is a few lines. */
const MAX_REPORT_BYTES = 16 * 1024;
const KEY_BYTES = 16;

const bothOf = (c: Context<ApiContext>) => ({
  db: databaseOf(c.env, c.get("staff").regionId),
  d1: c.env.DB,
});

/** Organisations whose addresses the caller answers for. */
function ownOffices(c: Context<ApiContext>): readonly string[] {
  const reach = reachWith(c.get("staff"), "newsletter.receive");
  return reach.kind === "organisations" ? reach.ids : [];
}

async function addressesBody(c: Context<ApiContext>) {
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const ids = ownOffices(c);
  const [rows, names] = await Promise.all([
    listMailAddresses(db, regionId, ids),
    organisationsByIds(db, regionId, ids as readonly OrganisationId[]),
  ]);
  const shown = await Promise.all(
    rows.map(
      async (row): Promise<MailAddressBody> => ({
        addressId: row.id as MailAddressId,
        organisationId: row.organisationId as OrganisationId,
        organisationName: row.organisationName,
        address: (row.sealed === null ? null : await openAddress(c.env, row.id, row.sealed)) ?? "",
        state: row.state as MailAddressBody["state"],
        changedAtMs: row.changedAtMs,
      }),
    ),
  );
  return {
    rows: shown,
    organisations: [...names.values()].map(({ id, name }) => ({
      organisationId: id as OrganisationId,
      name,
    })),
  };
}

function log(c: Context<ApiContext>, action: StaffAction, id: string, after?: object, reason?: string) {
  return logged(c, {
    action,
    subjectKind: "newsletter",
    subjectId: id,
    ...(after === undefined ? {} : { after }),
    ...(reason === undefined ? {} : { reason }),
  });
}

/** What signs for itself: a relay's report, and the one press in a reader's mail program (RFC 8058). */
export const mailDoors = new Hono<ApiContext>()
  .post("/mail/reports/relay", async (c) => {
    const token = c.env.MAIL_RELAY_TOKEN;
    if (!token) return problem(c, "not-found");
    const bytes = await bytesAtMost(c.req.raw.body, MAX_REPORT_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const body = new TextDecoder().decode(bytes);
    const report = readMailReport(token, body, c.req.header("x-signature") ?? null);
    if (report === null) return problem(c, "forbidden");
    const lookup = mailLookup(c.env, report.address);
    const nowMs = clockOf(c.env).now();
    if (report.kind === "complaint") await noteComplaint(c.env.DB, lookup, nowMs);
    else if (report.permanent) await noteBounce(c.env.DB, lookup, nowMs);
    return c.body(null, 204);
  })
  .post("/mail/leave/:token", async (c) => {
    const id = idOf(c, c.req.param("token"));
    if (id === null || (await leaveByAddress(c.env.DB, id, clockOf(c.env).now())) === null)
      return problem(c, "not-found");
    return c.body(null, 204);
  })
  // A mail program that knows no one press opens the address instead: looking at it leaves nothing.
  .get("/mail/leave/:token", (c) => {
    const token = leaveTokenSchema.safeParse(c.req.param("token"));
    if (!token.success) return problem(c, "not-found");
    return c.redirect(`/wallet/mail/leave#${token.data}`);
  });

function idOf(c: Context<ApiContext>, text: string): MailAddressId | null {
  const token = leaveTokenSchema.safeParse(text);
  return token.success ? readLeaveToken(c.env, token.data) : null;
}

/** Newsletters by mail: the lists of the offices, and what the secretariat writes to them (NWS). */
export const newsletters = new Hono<ApiContext>()
  .post(
    "/mail/confirm",
    doc("anyone", "Have newsletters sent to the address whose link this is", mailDoneSchema),
    valid("json", confirmMailRequestSchema),
    async (c) => {
      const { key } = c.req.valid("json");
      const done = await confirmMailAddress(c.env.DB, sha256(key), clockOf(c.env).now());
      return done ? c.json(done) : problem(c, "invitation-ended");
    },
  )
  .post(
    "/mail/leave",
    doc("anyone", "Have no more newsletters sent to the address whose link this is", mailDoneSchema),
    valid("json", leaveMailRequestSchema),
    async (c) => {
      const id = idOf(c, c.req.valid("json").token);
      const done = id && (await leaveByAddress(c.env.DB, id, clockOf(c.env).now()));
      return done ? c.json(done) : problem(c, "not-found");
    },
  )
  .get(
    "/mail-addresses",
    doc("staff", "Addresses that the offices one answers for have newsletters sent to", mailAddressesSchema),
    staffOnly("newsletter.receive"),
    async (c) => c.json(await addressesBody(c)),
  )
  .post(
    "/mail-addresses",
    doc("staff", "Put an address on an office's list; it is sent a link first", mailAddressesSchema),
    staffOnly("newsletter.receive"),
    valid("json", addMailAddressRequestSchema),
    async (c) => {
      const { organisationId, address } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const [office, region] = await Promise.all([
        findOrganisation(db, regionId, organisationId),
        findRegion(db, regionId),
      ]);
      if (!office || !region || !reaches(reachWith(c.get("staff"), "newsletter.receive"), organisationId))
        return problem(c, "not-found");
      const stopped = await overQuota(c, "invite:account", staffId);
      if (stopped) return stopped;
      const nowMs = clockOf(c.env).now();
      const key = hexKey();
      const confirmHash = sha256(key);
      const untilMs = nowMs + MAIL_CONFIRM_MS;
      const mailFor = async (id: string) => {
        const { subject, text } = confirmMail({
          regionName: region.name,
          organisationName: office.name,
          link: `${c.env.PUBLIC_ORIGIN}/wallet/mail/confirm#${key}`,
          untilMs,
        });
        const mail = { key: `mail-confirm:${confirmHash}`, regionId, purpose: "mail-confirm", to: address };
        return [
          await sealAddress(c.env, id, address),
          await queueMail(c.env, { ...mail, subject, text }, nowMs),
        ] as const;
      };
      const row = {
        id: newId<MailAddressId>(),
        regionId,
        organisationId,
        lookup: mailLookup(c.env, address),
        sealed: "",
        confirmHash,
        confirmUntilMs: untilMs,
        createdBy: staffId,
        nowMs,
      };
      const id = await addMailAddress(c.env.DB, row, mailFor);
      if (id === null) return problem(c, "limit-exceeded");
      await startMail(c.env);
      await logged(c, {
        action: "mail-address.add",
        subjectKind: "organisation",
        subjectId: organisationId,
        after: { addressId: id },
      });
      return c.json(await addressesBody(c));
    },
  )
  .post(
    "/mail-addresses/:id/remove",
    doc("staff", "Take an address off an office's list", mailAddressesSchema),
    staffOnly("newsletter.receive"),
    valid("param", mailAddressParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findMailAddress(db, regionId, c.req.valid("param").id);
      if (!row || !reaches(reachWith(c.get("staff"), "newsletter.receive"), row.organisationId))
        return problem(c, "not-found");
      if (row.state !== "removed") {
        await removeMailAddress(db, row.id, clockOf(c.env).now());
        await logged(c, {
          action: "mail-address.remove",
          subjectKind: "organisation",
          subjectId: row.organisationId,
          after: { addressId: row.id },
        });
      }
      return c.json(await addressesBody(c));
    },
  )
  .get(
    "/newsletters",
    doc("secretariat", "Newsletters of the region, newest first", newslettersPageSchema),
    staffOnly("notice.read"),
    valid("query", newslettersQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const page = { after: readNumberKey(after), limit };
      const rows = await listNewsletters(bothOf(c), c.get("staff").regionId, page);
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.createdAtMs, row.newsletterId],
          (row) => row,
        ),
      );
    },
  )
  .post(
    "/newsletters",
    doc("secretariat", "Write a draft of a newsletter", newsletterSchema),
    staffOnly("notice.manage"),
    valid("json", writeNewsletterRequestSchema),
    async (c) => {
      const { title, body, audiences, towns } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const foreign = await foreignTowns(c, towns);
      if (foreign) return foreign;
      const id = newId<NewsletterId>();
      await createNewsletter(databaseOf(c.env, regionId), {
        id,
        regionId,
        title,
        body,
        audiences: JSON.stringify(audiences),
        towns: JSON.stringify(towns),
        state: "draft",
        createdBy: staffId,
        createdAtMs: clockOf(c.env).now(),
      });
      await log(c, "newsletter.write", id, { title, body, audiences, towns });
      return now(c, id);
    },
  )
  .get(
    "/newsletters/:id",
    doc("secretariat", "A newsletter and what became of it", newsletterSchema),
    staffOnly("notice.read"),
    valid("param", newsletterParamSchema),
    (c) => now(c, c.req.valid("param").id),
  )
  .post(
    "/newsletters/:id",
    doc("secretariat", "Write a draft anew; what was sent is never changed", newsletterSchema),
    staffOnly("notice.manage"),
    valid("param", newsletterParamSchema),
    valid("json", writeNewsletterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { title, body, audiences, towns } = c.req.valid("json");
      if (!(await own(c, id))) return problem(c, "not-found");
      const foreign = await foreignTowns(c, towns);
      if (foreign) return foreign;
      const { db } = bothOf(c);
      const written = { title, body, audiences: JSON.stringify(audiences), towns: JSON.stringify(towns) };
      if (!(await rewriteNewsletter(db, id, written))) return problem(c, "notice-state");
      await log(c, "newsletter.write", id, { title, body, audiences, towns });
      return now(c, id);
    },
  )
  .post(
    "/newsletters/:id/send",
    doc("secretariat", "Send a newsletter at once, or at a time", newsletterSchema),
    staffOnly("notice.manage"),
    valid("param", newsletterParamSchema),
    valid("json", sendNewsletterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const nowMs = clockOf(c.env).now();
      const sendAtMs = c.req.valid("json").sendAtMs ?? nowMs;
      if (!(await own(c, id))) return problem(c, "not-found");
      if (sendAtMs < nowMs || sendAtMs > nowMs + NEWSLETTER_AHEAD_MS)
        return problem(c, "invalid-request", {
          fields: [{ path: "sendAtMs", message: "not within 90 days" }],
        });
      if (!(await scheduleNewsletter(bothOf(c).db, id, sendAtMs))) return problem(c, "notice-state");
      await log(c, "newsletter.send", id, { sendAtMs });
      if (sendAtMs <= nowMs) await startNewsletter(c.env, id, nowMs);
      return now(c, id);
    },
  )
  .post(
    "/newsletters/:id/stop",
    doc("secretariat", "Send what hasn't left to nobody", newsletterSchema),
    staffOnly("notice.manage"),
    valid("param", newsletterParamSchema),
    valid("json", stopNewsletterRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const row = await own(c, id);
      if (!row) return problem(c, "not-found");
      if (row.state === "stopped") return now(c, id);
      if (!(await stopNewsletter(c.env.DB, id, clockOf(c.env).now()))) return problem(c, "notice-state");
      await log(c, "newsletter.stop", id, undefined, c.req.valid("json").reason);
      return now(c, id);
    },
  );

/** Why municipalities can't be written to: one is none of the region's. */
async function foreignTowns(c: Context<ApiContext>, towns: readonly string[]) {
  const { regionId } = c.get("staff");
  const audiences = towns.map((code) => ({ kind: "municipality", code }) as const);
  if ((await foreignAudiences(databaseOf(c.env, regionId), regionId, audiences)).length === 0) return null;
  return problem(c, "invalid-request", { fields: [{ path: "towns", message: "not of the region" }] });
}

const own = (c: Context<ApiContext>, id: string) => findNewsletter(bothOf(c), c.get("staff").regionId, id);

async function now(c: Context<ApiContext>, id: string) {
  const row = await own(c, id);
  return row ? c.json(row) : problem(c, "not-found");
}

function hexKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
