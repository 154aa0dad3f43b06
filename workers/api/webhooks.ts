import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  createWebhookRequestSchema,
  deliveryParamSchema,
  endWebhookRequestSchema,
  madeWebhookSchema,
  replaceSecretRequestSchema,
  type Webhook,
  type WebhookDelivery,
  type WebhookEvent,
  webhookDeliveriesPageSchema,
  webhookDeliveriesQuerySchema,
  webhookDeliverySchema,
  webhookParamSchema,
  webhookSchema,
  webhooksPageSchema,
  webhooksQuerySchema,
} from "../../schema/api/webhooks.ts";
import type { OrganisationId, StoreId, WebhookId } from "../../schema/ids.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { findOrganisation } from "../data/organisations.ts";
import {
  endWebhook,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  queueDelivery,
  replaceSecret,
  sendAgain,
  startWebhook,
  type WebhookRow,
  webhookById,
} from "../data/webhooks.ts";
import type { Env } from "../env.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { reachedStore } from "../http/reachable-store.ts";
import { overQuota } from "../http/throttled.ts";
import { isWebhookAddress } from "../webhooks/address.ts";
import { testBody } from "../webhooks/event.ts";
import { startWebhooks } from "../webhooks/run.ts";
import { openMail, sealMail, sealSecret } from "../webhooks/secrets.ts";
import { aroundOf } from "../webhooks/send-due.ts";
import { newWebhookSecret } from "../webhooks/signature.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const HOUR_MS = 3_600_000;
const SECRET_BYTES = 32;

/** A new secret and what is kept of it. */
async function newSecret(c: Context<ApiContext>, nowMs: number) {
  const secret = newWebhookSecret(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  const id = newId<string>();
  const sealed = await sealSecret(c.env, id, secret);
  return { secret, kept: { id, sealed, madeAtMs: nowMs, madeBy: c.get("staff").staffId } };
}

/** An address as its office sees it. */
async function shownWebhook(env: Env, row: WebhookRow, nowMs: number): Promise<Webhook> {
  const { webhook, formerUntilMs, ...names } = row;
  const { mailSealed } = webhook;
  return {
    ...names,
    webhookId: webhook.id as WebhookId,
    organisationId: webhook.organisationId as OrganisationId,
    storeId: webhook.storeId as StoreId | null,
    url: webhook.url,
    events: webhook.events.split(" ") as WebhookEvent[],
    mail: mailSealed === null ? null : await openMail(env, webhook.id, mailSealed),
    state: webhook.state as Webhook["state"],
    version: webhook.version,
    formerUntilMs: formerUntilMs !== null && formerUntilMs > nowMs ? formerUntilMs : null,
    createdAtMs: webhook.createdAtMs,
    failingSinceMs: webhook.failingSinceMs,
    stoppedAtMs: webhook.stoppedAtMs,
  };
}

type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>[number];

function shownDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    eventId: row.eventId,
    kind: row.kind as WebhookDelivery["kind"],
    state: row.state as WebhookDelivery["state"],
    tries: row.tries,
    lastAnswer: row.lastAnswer,
    lastTryAtMs: row.lastTryAtMs,
    nextTryAtMs: row.state === "waiting" ? row.nextTryAtMs : null,
    createdAtMs: row.createdAtMs,
    body: row.body,
  };
}

/** An address of an organisation that the caller manages; any other one doesn't exist for them (WHO-2). */
async function managed(c: Context<ApiContext>, id: WebhookId): Promise<WebhookRow | null> {
  const caller = c.get("staff");
  const row = await webhookById(databaseOf(c.env, caller.regionId), id);
  const seen =
    row?.webhook.regionId === caller.regionId &&
    reaches(reachWith(caller, "pos.manage"), row.webhook.organisationId);
  return row && seen ? row : null;
}

/** Whether a store is an organisation's or one of its branches'. */
async function isStoreOf(c: Context<ApiContext>, storeId: StoreId, organisationId: string): Promise<boolean> {
  const store = await reachedStore(c, "pos.manage", storeId);
  if (!store.ok) return false;
  if (store.value.organisationId === organisationId) return true;
  const { regionId } = store.value;
  const own = await findOrganisation(databaseOf(c.env, regionId), regionId, store.value.organisationId);
  return own?.parentId === organisationId;
}

function log(
  c: Context<ApiContext>,
  action: StaffAction,
  { webhook }: WebhookRow,
  more: object = {},
  reason?: string,
) {
  return logged(c, {
    action,
    subjectKind: "organisation",
    subjectId: webhook.organisationId,
    after: { webhookId: webhook.id, ...more },
    ...(reason === undefined ? {} : { reason }),
  });
}

/** The address as it is now. */
async function again(c: Context<ApiContext>, { webhook }: WebhookRow): Promise<Webhook> {
  const row = await webhookById(databaseOf(c.env, webhook.regionId), webhook.id as WebhookId);
  if (!row) throw new Error(`webhook ${webhook.id} is not there any more`);
  return shownWebhook(c.env, row, clockOf(c.env).now());
}

/** Addresses that hear of what happens at an organisation's stores, in the hands of its office (POS-5 to POS-8). */
export const webhooks = new Hono<ApiContext>()
  .get(
    "/webhooks",
    doc("staff", "The addresses that hear of payments, the newest first", webhooksPageSchema),
    staffOnly("pos.manage"),
    valid("query", webhooksQuerySchema),
    async (c) => {
      const { after, limit, state } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "pos.manage");
      const rows = await listWebhooks(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reach.kind === "region" ? null : reach.ids,
        { after: readNumberKey(after), limit, state },
      );
      const nowMs = clockOf(c.env).now();
      const page = cutPage(
        rows,
        limit,
        ({ webhook }) => [webhook.createdAtMs, webhook.id],
        (row) => shownWebhook(c.env, row, nowMs),
      );
      return c.json({ rows: await Promise.all(page.rows), next: page.next });
    },
  )
  .post(
    "/webhooks",
    doc(
      "staff",
      "Have an address told of payments; its secret is in this reply and never again",
      madeWebhookSchema,
    ),
    staffOnly("pos.manage"),
    valid("json", createWebhookRequestSchema),
    async (c) => {
      const { organisationId, storeId, url, events, mail } = c.req.valid("json");
      const caller = c.get("staff");
      const { regionId } = caller;
      const db = databaseOf(c.env, regionId);
      if (
        !reaches(reachWith(caller, "pos.manage"), organisationId) ||
        !(await findOrganisation(db, regionId, organisationId))
      )
        return problem(c, "not-found");
      if (storeId !== null && !(await isStoreOf(c, storeId, organisationId)))
        return problem(c, "store-not-found");
      if (!isWebhookAddress(url, aroundOf(c.env)))
        return problem(c, "invalid-request", {
          fields: [{ path: "url", message: "https to a public host" }],
        });
      const nowMs = clockOf(c.env).now();
      const id = newId<WebhookId>();
      const { secret, kept } = await newSecret(c, nowMs);
      const mailSealed = mail === null ? null : await sealMail(c.env, id, mail);
      const row = { id, regionId, organisationId, storeId, url, events: events.join(" "), mailSealed };
      if (!(await insertWebhook(db, row, kept))) return problem(c, "limit-exceeded");
      const made = await webhookById(db, id);
      if (!made) throw new Error(`webhook ${id} was written and isn't there`);
      await log(c, "webhook.create", made, { storeId, url, events });
      // From here on everything is told, so it is noted where the projection is now.
      await startWebhooks(c.env);
      return c.json({ webhook: await shownWebhook(c.env, made, nowMs), secret });
    },
  )
  .get(
    "/webhooks/:id",
    doc("staff", "One address", webhookSchema),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      return c.json(await shownWebhook(c.env, found, clockOf(c.env).now()));
    },
  )
  .post(
    "/webhooks/:id/secret",
    doc(
      "staff",
      "Another secret; messages are signed with the one before too for some hours",
      madeWebhookSchema,
    ),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    valid("json", replaceSecretRequestSchema),
    async (c) => {
      const { version, overlapHours } = c.req.valid("json");
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      const { secret, kept } = await newSecret(c, nowMs);
      const { id, regionId } = found.webhook;
      const until = nowMs + overlapHours * HOUR_MS;
      if (!(await replaceSecret(databaseOf(c.env, regionId), { id, version }, kept, until)))
        return problem(c, "changed-meanwhile");
      await log(c, "webhook.secret", found, { overlapHours });
      return c.json({ webhook: await again(c, found), secret });
    },
  )
  .post(
    "/webhooks/:id/start",
    doc("staff", "Switch an address on again that failed for too long", webhookSchema),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const { id, regionId, state } = found.webhook;
      if (state === "ended") return problem(c, "conflict");
      if (await startWebhook(databaseOf(c.env, regionId), id as WebhookId))
        await log(c, "webhook.start", found);
      return c.json(await again(c, found));
    },
  )
  .post(
    "/webhooks/:id/end",
    doc("staff", "Tell an address nothing any more", webhookSchema),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    valid("json", endWebhookRequestSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const { id, regionId, state } = found.webhook;
      await endWebhook(databaseOf(c.env, regionId), id as WebhookId, clockOf(c.env).now());
      if (state !== "ended") await log(c, "webhook.end", found, {}, c.req.valid("json").reason);
      return c.json(await again(c, found));
    },
  )
  .post(
    "/webhooks/:id/test",
    doc("staff", "Send an address a message that says nothing but that it came", webhookDeliverySchema),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    async (c) => {
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const stopped = await overQuota(c, "webhook:account", c.get("staff").staffId);
      if (stopped) return stopped;
      const nowMs = clockOf(c.env).now();
      const eventId = crypto.randomUUID();
      const message = { eventId, kind: "test" as const, body: JSON.stringify(testBody(eventId, nowMs)) };
      const db = databaseOf(c.env, found.webhook.regionId);
      const queued = await queueDelivery(db, found.webhook, message, nowMs);
      if (!queued) return problem(c, "conflict");
      await log(c, "webhook.test", found, { eventId });
      await startWebhooks(c.env);
      return c.json(shownDelivery(queued));
    },
  )
  .get(
    "/webhooks/:id/deliveries",
    doc(
      "staff",
      "What an address was sent and what came of it, the newest first",
      webhookDeliveriesPageSchema,
    ),
    staffOnly("pos.manage"),
    valid("param", webhookParamSchema),
    valid("query", webhookDeliveriesQuerySchema),
    async (c) => {
      const { after, limit, state } = c.req.valid("query");
      const found = await managed(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const { id, regionId } = found.webhook;
      const rows = await listDeliveries(databaseOf(c.env, regionId), id as WebhookId, {
        after: readNumberKey(after),
        limit,
        state,
      });
      return c.json(cutPage(rows, limit, (row) => [row.createdAtMs, row.eventId], shownDelivery));
    },
  )
  .post(
    "/webhooks/:id/deliveries/:eventId/resend",
    doc("staff", "Send a message again, under the same id", webhookDeliverySchema),
    staffOnly("pos.manage"),
    valid("param", deliveryParamSchema),
    async (c) => {
      const { id, eventId } = c.req.valid("param");
      const found = await managed(c, id);
      if (!found) return problem(c, "not-found");
      const stopped = await overQuota(c, "webhook:account", c.get("staff").staffId);
      if (stopped) return stopped;
      if (found.webhook.state !== "active") return problem(c, "conflict");
      const db = databaseOf(c.env, found.webhook.regionId);
      const queued = await sendAgain(db, id, eventId, clockOf(c.env).now());
      if (!queued) return problem(c, "not-found");
      await log(c, "webhook.resend", found, { eventId });
      await startWebhooks(c.env);
      return c.json(shownDelivery(queued));
    },
  );
