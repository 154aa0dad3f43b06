import { and, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { WebhookDelivery, WebhookMessageKind } from "../../schema/api/webhooks.ts";
import { staff } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import { store } from "../../schema/d1/store.ts";
import { webhook, webhookDelivery, webhookSecret } from "../../schema/d1/webhook.ts";
import type { OrganisationId, RegionId, WebhookId } from "../../schema/ids.ts";
import { MAX_WEBHOOKS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** An address with what its office reads besides. */
export interface WebhookRow {
  readonly webhook: typeof webhook.$inferSelect;
  readonly organisationName: string;
  readonly storeName: string | null;
  readonly createdByName: string | null;
  /** Until when the secret before the newest is used too. */
  readonly formerUntilMs: number | null;
}

function select(db: Database) {
  return db
    .select({
      webhook,
      organisationName: organisation.name,
      storeName: store.name,
      createdByName: staff.name,
      formerUntilMs: sql<number | null>`(
        select max(f.ends_at_ms) from webhook_secret f where f.webhook_id = ${webhook.id})`,
    })
    .from(webhook)
    .innerJoin(organisation, eq(organisation.id, webhook.organisationId))
    .leftJoin(store, eq(store.id, webhook.storeId))
    .leftJoin(staff, eq(staff.id, webhook.createdBy));
}

/** One address; staff compare its organisation (WHO-2). */
export async function webhookById(db: Database, id: WebhookId): Promise<WebhookRow | null> {
  return (await select(db).where(eq(webhook.id, id)))[0] ?? null;
}

/** A page of a region's addresses, of some organisations or of all, the newest first, with one row more than asked for. */
export async function listWebhooks(
  db: Database,
  regionId: RegionId,
  organisations: readonly OrganisationId[] | null,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: string | undefined;
  },
): Promise<readonly WebhookRow[]> {
  const { after, state } = page;
  return select(db)
    .where(
      and(
        eq(webhook.regionId, regionId),
        state === undefined ? undefined : eq(webhook.state, state),
        organisations === null ? undefined : inArray(webhook.organisationId, [...organisations]),
        after ? sql`(${webhook.createdAtMs}, ${webhook.id}) < (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(desc(webhook.createdAtMs), desc(webhook.id))
    .limit(page.limit + 1);
}

/** A secret as it is kept. */
interface KeptSecret {
  readonly id: string;
  readonly sealed: string;
  readonly madeAtMs: number;
  readonly madeBy: string;
}

/** Adds a secret to an address where something still holds when it is written. */
function addSecret(db: Database, webhookId: string, secret: KeptSecret, where: ReturnType<typeof sql>) {
  return db
    .insert(webhookSecret)
    .select(
      sql`select ${secret.id}, ${webhookId}, ${secret.sealed}, ${secret.madeAtMs}, ${secret.madeBy}, null where ${where}`,
    );
}

/**
 * Writes an address down with its first secret; false where its organisation has as many as it may. One statement judges and
 * writes, so two at a time don't go beyond (POS-5).
 */
export async function insertWebhook(
  db: Database,
  row: Pick<
    WebhookRow["webhook"],
    "id" | "regionId" | "organisationId" | "storeId" | "url" | "events" | "mailSealed"
  >,
  secret: KeptSecret,
): Promise<boolean> {
  const [made] = await db.batch([
    db
      .insert(webhook)
      .select(
        sql`select ${row.id}, ${row.regionId}, ${row.organisationId}, ${row.storeId}, ${row.url}, ${row.events},
          ${row.mailSealed}, 'active', 1, ${secret.madeAtMs}, ${secret.madeBy}, null, 0, null
        where (select count(*) from webhook where organisation_id = ${row.organisationId} and state <> 'ended')
          < ${MAX_WEBHOOKS}`,
      )
      .returning({ id: webhook.id }),
    addSecret(db, row.id, secret, sql`exists (select 1 from webhook where id = ${row.id})`),
  ]);
  return made.length > 0;
}

/**
 * Gives an address another secret and signs with the one before too for some time; one before that ends now (POS-6). False
 * where somebody else has replaced it since, or it has ended.
 */
export async function replaceSecret(
  db: Database,
  { id, version }: Pick<WebhookRow["webhook"], "id" | "version">,
  secret: KeptSecret,
  formerUntilMs: number,
): Promise<boolean> {
  const asRead = sql`exists (select 1 from webhook where id = ${id} and version = ${version} and state <> 'ended')`;
  const [, , replaced] = await db.batch([
    db
      .update(webhookSecret)
      .set({
        endsAtMs: sql`iif(${webhookSecret.endsAtMs} is null, ${formerUntilMs}, min(${webhookSecret.endsAtMs}, ${secret.madeAtMs}))`,
      })
      .where(and(eq(webhookSecret.webhookId, id), asRead)),
    addSecret(db, id, secret, asRead),
    db
      .update(webhook)
      .set({ version: sql`${webhook.version} + 1` })
      .where(and(eq(webhook.id, id), asRead))
      .returning({ id: webhook.id }),
  ]);
  return replaced.length > 0;
}

/** Switches an address on again; false where it isn't off. */
export async function startWebhook(db: Database, id: WebhookId): Promise<boolean> {
  const started = await db
    .update(webhook)
    .set({ state: "active", failingSinceMs: null, failures: 0, stoppedAtMs: null })
    .where(and(eq(webhook.id, id), eq(webhook.state, "off")))
    .returning({ id: webhook.id });
  return started.length > 0;
}

/** Ends an address: what waits is dead, its secrets and the mail address are gone. Asked again it stays so. */
export async function endWebhook(db: Database, id: WebhookId, nowMs: number): Promise<void> {
  await db.batch([
    db
      .update(webhook)
      .set({ state: "ended", stoppedAtMs: nowMs, mailSealed: null })
      .where(and(eq(webhook.id, id), ne(webhook.state, "ended"))),
    db.delete(webhookSecret).where(eq(webhookSecret.webhookId, id)),
    db
      .update(webhookDelivery)
      .set({ state: "dead", endedAtMs: nowMs })
      .where(and(eq(webhookDelivery.webhookId, id), eq(webhookDelivery.state, "waiting"))),
  ]);
}

type DeliveryRow = typeof webhookDelivery.$inferSelect;

/** A page of what an address was sent, the newest first, with one row more than asked for. */
export async function listDeliveries(
  db: Database,
  webhookId: WebhookId,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: WebhookDelivery["state"] | undefined;
  },
): Promise<readonly DeliveryRow[]> {
  const { after, state } = page;
  return db
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.webhookId, webhookId),
        state ? eq(webhookDelivery.state, state) : undefined,
        after
          ? sql`(${webhookDelivery.createdAtMs}, ${webhookDelivery.eventId}) < (${after[0]}, ${after[1]})`
          : undefined,
      ),
    )
    .orderBy(desc(webhookDelivery.createdAtMs), desc(webhookDelivery.eventId))
    .limit(page.limit + 1);
}

/** Puts a message on its way to an address that is active; null where it isn't. */
export async function queueDelivery(
  db: Database,
  to: Pick<WebhookRow["webhook"], "id" | "regionId">,
  message: { readonly eventId: string; readonly kind: WebhookMessageKind; readonly body: string },
  nowMs: number,
): Promise<DeliveryRow | null> {
  const { eventId, kind, body } = message;
  const [row] = await db
    .insert(webhookDelivery)
    .select(
      sql`select ${to.id}, ${eventId}, ${to.regionId}, ${kind}, ${body}, 'waiting', 0, ${nowMs}, ${nowMs}, 0, null, null,
        ${nowMs}, null where exists (select 1 from webhook where id = ${to.id} and state = 'active')`,
    )
    .returning();
  return row ?? null;
}

/** Sends a message of an address again, whatever became of it, as if it were new; null where there is none. */
export async function sendAgain(
  db: Database,
  webhookId: WebhookId,
  eventId: string,
  nowMs: number,
): Promise<DeliveryRow | null> {
  const [row] = await db
    .update(webhookDelivery)
    .set({ state: "waiting", sinceMs: nowMs, nextTryAtMs: nowMs, leaseUntilMs: 0, endedAtMs: null })
    .where(
      and(
        eq(webhookDelivery.webhookId, webhookId),
        eq(webhookDelivery.eventId, eventId),
        // Whoever has it in their hands is sending it just now.
        or(isNotNull(webhookDelivery.endedAtMs), sql`${webhookDelivery.leaseUntilMs} <= ${nowMs}`),
        isNull(sql`(select 1 from webhook where id = ${webhookId} and state <> 'active')`),
      ),
    )
    .returning();
  return row ?? null;
}
