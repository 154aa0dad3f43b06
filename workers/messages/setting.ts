import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";

/** What the operator has set for messages to telephones. */
export interface PhoneSetting {
  readonly dailyLimitYen: number;
  /** Mail addresses of who is told. */
  readonly recipients: readonly string[];
}

/** Until somebody sets a limit: enough for a region's first days, too little to ruin anybody. */
export const FIRST_DAILY_LIMIT_YEN = 50_000;

const SEALING = "phone-setting";
const ROW = "phone_setting:1";

export async function phoneSetting(env: Pick<Env, "DB" | "PHONE_KEY">): Promise<PhoneSetting> {
  const row = await env.DB.prepare(
    "select daily_limit_yen as dailyLimitYen, recipients from phone_setting where id = 1",
  ).first<{ dailyLimitYen: number; recipients: string }>();
  if (!row) return { dailyLimitYen: FIRST_DAILY_LIMIT_YEN, recipients: [] };
  const opened = await openSealedText(env.PHONE_KEY, SEALING, ROW, row.recipients);
  return { dailyLimitYen: row.dailyLimitYen, recipients: opened === null ? [] : JSON.parse(opened) };
}

export async function writePhoneSetting(
  env: Pick<Env, "DB" | "PHONE_KEY">,
  setting: PhoneSetting,
  nowMs: number,
): Promise<void> {
  const sealed = await sealText(env.PHONE_KEY, SEALING, ROW, JSON.stringify(setting.recipients));
  await env.DB.prepare(
    `insert into phone_setting (id, daily_limit_yen, recipients, updated_at_ms) values (1, ?1, ?2, ?3)
     on conflict (id) do update set daily_limit_yen = ?1, recipients = ?2, updated_at_ms = ?3`,
  )
    .bind(setting.dailyLimitYen, sealed, nowMs)
    .run();
}
