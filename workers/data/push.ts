import { and, eq, ne, sql } from "drizzle-orm";
import type { NewsChoices } from "../../schema/api/push.ts";
import { newsChoice, pushSubscription } from "../../schema/d1/push.ts";
import type { DeviceId, ResidentId } from "../../schema/ids.ts";
import type { Language } from "../../schema/languages.ts";
import { NEWS_KINDS, type NewsKind } from "../../schema/news.ts";
import type { Database } from "./database.ts";

/** A subscription of a device as it is kept. */
export interface StoredSubscription {
  readonly deviceId: DeviceId;
  readonly residentId: ResidentId;
  readonly endpointHash: string;
  readonly sealed: string;
  /** Of the words; without one a device keeps its own. */
  readonly locale: Language | undefined;
}

/**
 * Subscribes a device, in place of what it had; whoever had the same browser before has it no more. False where the device was
 * signed out in that very moment: the statement that writes looks (PSH-3).
 */
export async function subscribeDevice(
  db: Database,
  { deviceId, residentId, endpointHash, sealed, locale }: StoredSubscription,
  nowMs: number,
): Promise<boolean> {
  const [, written] = await db.batch([
    db
      .delete(pushSubscription)
      .where(and(eq(pushSubscription.endpointHash, endpointHash), ne(pushSubscription.deviceId, deviceId))),
    db
      .insert(pushSubscription)
      .select(
        sql`select d.id, d.resident_id, ${endpointHash}, ${sealed}, ${locale ?? "ja"}, ${nowMs} from resident_device d
          where d.id = ${deviceId} and d.resident_id = ${residentId} and d.ended_at_ms is null`,
      )
      .onConflictDoUpdate({
        target: pushSubscription.deviceId,
        set: { endpointHash, sealed, ...(locale ? { locale } : {}) },
      })
      .returning({ deviceId: pushSubscription.deviceId }),
  ]);
  return written.length > 0;
}

/** Ends a device's subscription; nothing happens where there is none. */
export async function unsubscribeDevice(db: Database, deviceId: DeviceId): Promise<void> {
  await db.delete(pushSubscription).where(eq(pushSubscription.deviceId, deviceId));
}

export async function isSubscribed(db: Database, deviceId: DeviceId): Promise<boolean> {
  return (await db.$count(pushSubscription, eq(pushSubscription.deviceId, deviceId))) > 0;
}

/** What a resident chose; before they chose anything every kind wakes, with its details. */
export async function newsChoicesOf(
  db: Database,
  residentId: ResidentId,
): Promise<NewsChoices & { readonly lookedUpToMs: number }> {
  const [row] = await db.select().from(newsChoice).where(eq(newsChoice.residentId, residentId));
  const quiet = new Set(row?.quietKinds.split(" "));
  return {
    kinds: Object.fromEntries(NEWS_KINDS.map((kind) => [kind, !quiet.has(kind)])) as Record<
      NewsKind,
      boolean
    >,
    hidesDetails: row?.hidesDetails ?? false,
    lookedUpToMs: row?.lookedUpToMs ?? 0,
  };
}

/** Writes a choice down. */
export async function chooseNews(db: Database, residentId: ResidentId, choices: NewsChoices): Promise<void> {
  const quietKinds = NEWS_KINDS.filter((kind) => !choices.kinds[kind]).join(" ");
  const { hidesDetails } = choices;
  await db
    .insert(newsChoice)
    .values({ residentId, quietKinds, hidesDetails, lookedUpToMs: 0 })
    .onConflictDoUpdate({ target: newsChoice.residentId, set: { quietKinds, hidesDetails } });
}
/** Notes up to when a resident has looked at their news; never less than before (PSH-1). */
export async function lookedAtNews(db: Database, residentId: ResidentId, upToMs: number): Promise<void> {
  await db
    .insert(newsChoice)
    .values({ residentId, quietKinds: "", hidesDetails: false, lookedUpToMs: upToMs })
    .onConflictDoUpdate({
      target: newsChoice.residentId,
      set: { lookedUpToMs: sql`max(${newsChoice.lookedUpToMs}, ${upToMs})` },
    });
}
