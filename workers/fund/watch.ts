import { logLine } from "../../durable-objects/lib/log.ts";
import type { OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { type Left, leftOfFund } from "../data/fund-figures.ts";
import { crossingKey } from "../data/fund-thresholds.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { queueMail } from "../mail/outbox.ts";
import { judgeThreshold, type ThresholdRule } from "./threshold.ts";
import { type LowMoney, lowMoneyMail } from "./threshold-words.ts";

/** A programme whose fund somebody wants to hear of. */
interface WatchedFund {
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
}

interface Watched extends ThresholdRule {
  readonly id: string;
  readonly issuerId: OrganisationId | null;
  readonly recipients: string;
  readonly crossings: number;
  readonly programmeName: string;
  readonly unitWord: string;
  readonly issuerName: string | null;
}

/** What seals the addresses of a threshold. */
const SEALING = "fund-threshold";

/** The addresses of a threshold as they lie at rest (WHO-3). */
export function sealRecipients(
  secret: string,
  thresholdId: string,
  addresses: readonly string[],
): Promise<string> {
  return sealText(secret, SEALING, `fund_threshold:${thresholdId}`, JSON.stringify(addresses));
}

/** The addresses again; none where they were not sealed for this row. */
export async function openRecipients(
  secret: string,
  thresholdId: string,
  sealed: string,
): Promise<readonly string[]> {
  const text = await openSealedText(secret, SEALING, `fund_threshold:${thresholdId}`, sealed);
  return text === null ? [] : (JSON.parse(text) as string[]);
}

/** Every programme with thresholds. */
export async function watchedFunds(db: D1Database): Promise<readonly WatchedFund[]> {
  const { results } = await db
    .prepare("select distinct region_id as regionId, programme_id as programmeId from fund_threshold")
    .all<WatchedFund>();
  return results;
}

/**
 * Holds a fund against its thresholds, by the projection (FND-10). A crossing writes its mark, its alert and its mails in
 * one batch, so that it is told once and never lost; coming back closes the alert. Returns how many moved.
 */
export async function watchFund(
  env: Pick<Env, "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN">,
  { regionId, programmeId }: WatchedFund,
  nowMs: number,
): Promise<number> {
  const left = await leftOfFund(env.DB, regionId, programmeId);
  const { results } = await env.DB.prepare(
    `select t.id, t.issuer_id as issuerId, t.measure, t.below, t.state, t.recipients, t.crossings,
       v.design ->> 'name' as programmeName, v.design ->> 'unitWord' as unitWord, o.name as issuerName
     from fund_threshold t
     join programme_version v on v.programme_id = t.programme_id and v.region_id = t.region_id
       and v.effective_from_ms = (select max(n.effective_from_ms) from programme_version n
         where n.programme_id = t.programme_id and n.effective_from_ms <= ?3)
     left join organisation o on o.id = t.issuer_id and o.region_id = t.region_id
     where t.programme_id = ?1 and t.region_id = ?2`,
  )
    .bind(programmeId, regionId, nowMs)
    .all<Watched>();
  let moved = 0;
  for (const threshold of results) {
    const now = threshold.issuerId === null ? left.fund : left.issuers.get(threshold.issuerId);
    const judged = now ? judgeThreshold(threshold, now) : null;
    if (judged === null || !now) continue;
    if (judged === "cross") await cross(env, { regionId, programmeId }, threshold, now, nowMs);
    else await rearm(env.DB, threshold, nowMs);
    moved += 1;
  }
  return moved;
}

async function cross(
  env: Pick<Env, "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN">,
  { regionId, programmeId }: WatchedFund,
  threshold: Watched,
  left: Left,
  nowMs: number,
): Promise<void> {
  const crossing = threshold.crossings + 1;
  const facts: LowMoney = {
    ...threshold,
    ...left,
    nowMs,
    link: `${env.PUBLIC_ORIGIN}/admin/fund/${programmeId}`,
  };
  const addresses = await openRecipients(env.PHONE_KEY, threshold.id, threshold.recipients);
  // Sealed under another key: the alert and the screen say it all the same.
  if (addresses.length === 0)
    logLine("error", "a threshold's addresses can't be opened", { id: threshold.id });
  const mails = await Promise.all(
    addresses.map((to, at) =>
      queueMail(
        env,
        {
          key: crossingKey(threshold.id, crossing, at),
          regionId,
          purpose: "fund-threshold",
          to,
          ...lowMoneyMail(facts),
        },
        nowMs,
      ),
    ),
  );
  // Whoever else saw the same crossing writes the same keys: each row is made once.
  await env.DB.batch([
    env.DB.prepare(
      `insert into alert (id, kind, region_id, subject, detail, raised_at_ms)
       values (?1, 'fund-low', ?2, ?3, json_object('thresholdId', ?4, 'issuerId', ?5, 'leftYen', ?6), ?7)
       on conflict (id) do nothing`,
    ).bind(
      alertId(threshold.id, crossing),
      regionId,
      programmeId,
      threshold.id,
      threshold.issuerId,
      left.leftYen,
      nowMs,
    ),
    ...mails,
    env.DB.prepare(
      `update fund_threshold set state = 'crossed', crossings = ?2, crossed_at_ms = ?3
       where id = ?1 and state = 'armed' and crossings = ?4`,
    ).bind(threshold.id, crossing, nowMs, threshold.crossings),
  ]);
}

/** There is enough again: the next time it falls below is a crossing of its own. */
async function rearm(db: D1Database, threshold: Watched, nowMs: number): Promise<void> {
  await db.batch([
    db
      .prepare("update alert set closed_at_ms = ?2 where id = ?1 and closed_at_ms is null")
      .bind(alertId(threshold.id, threshold.crossings), nowMs),
    db
      .prepare(
        "update fund_threshold set state = 'armed' where id = ?1 and state = 'crossed' and crossings = ?2",
      )
      .bind(threshold.id, threshold.crossings),
  ]);
}

function alertId(thresholdId: string, crossing: number): string {
  return `fund-low:${thresholdId}:${crossing}`;
}
