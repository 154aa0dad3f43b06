import type { RegionId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { queueMail } from "../mail/outbox.ts";
import { openMail } from "./secrets.ts";
import { switchedOffMail } from "./words.ts";

interface Failing {
  readonly regionId: RegionId;
  readonly url: string;
  readonly mailSealed: string | null;
  readonly failingSinceMs: number;
  readonly organisationId: string;
  readonly organisationName: string;
}

/**
 * Switches an address off that has failed for too long (POS-8): nothing more is queued for it, what waited is dead and can be
 * sent again, the log says so and whoever is to be told has a mail. All at once, and once.
 */
export async function switchOff(env: Env, webhookId: string, nowMs: number): Promise<void> {
  const row = await env.DB.prepare(
    `select w.region_id as regionId, w.url, w.mail_sealed as mailSealed, w.failing_since_ms as failingSinceMs,
       w.organisation_id as organisationId, o.name as organisationName
     from webhook w join organisation o on o.id = w.organisation_id
     where w.id = ?1 and w.state = 'active' and w.failing_since_ms is not null`,
  )
    .bind(webhookId)
    .first<Failing>();
  if (row === null) return;
  const { regionId, failingSinceMs } = row;
  const to = row.mailSealed === null ? null : await openMail(env, webhookId, row.mailSealed);
  const facts = {
    ...row,
    host: new URL(row.url).host,
    nowMs,
    link: `${env.PUBLIC_ORIGIN}/admin/pos/webhooks`,
  };
  const mail = { key: `webhook-off:${webhookId}:${failingSinceMs}`, regionId, purpose: "webhook-off" };
  const stillOn = "select 1 from webhook where id = ?1 and state = 'active' and failing_since_ms = ?2";
  await env.DB.batch([
    env.DB.prepare(
      `insert into audit_log (region_id, at_ms, actor, action, subject_kind, subject_id, after, request_id)
       select ?3, ?4, 'sweep', 'webhook.off', 'organisation', ?5, json_object('webhookId', ?1, 'failingSinceMs', ?2), ?6
       where exists (${stillOn})`,
    ).bind(webhookId, failingSinceMs, regionId, nowMs, row.organisationId, mail.key),
    ...(to === null ? [] : [await queueMail(env, { ...mail, to, ...switchedOffMail(facts) }, nowMs)]),
    env.DB.prepare(
      `update webhook_delivery set state = 'dead', ended_at_ms = ?3 where webhook_id = ?1 and state = 'waiting'
       and exists (${stillOn})`,
    ).bind(webhookId, failingSinceMs, nowMs),
    env.DB.prepare(
      "update webhook set state = 'off', stopped_at_ms = ?3 where id = ?1 and state = 'active' and failing_since_ms = ?2",
    ).bind(webhookId, failingSinceMs, nowMs),
  ]);
}
