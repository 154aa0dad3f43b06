import type { RegionId } from "../../schema/ids.ts";
import { OPERATOR } from "../data/consents.ts";
import type { Env } from "../env.ts";
import { queueMail } from "../mail/outbox.ts";
import { phoneSetting } from "./setting.ts";

type TellEnv = Pick<Env, "DB" | "PHONE_KEY">;

/**
 * The statements that raise an alert above regions and mail whoever the operator named; a second time with the same id
 * they change nothing.
 */
export async function tellOperator(
  env: TellEnv,
  alert: {
    readonly id: string;
    readonly kind: string;
    readonly subject: string;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly mail: { readonly subject: string; readonly text: string };
  },
  nowMs: number,
): Promise<D1PreparedStatement[]> {
  const { recipients } = await phoneSetting(env);
  const mails = recipients.map((to, at) =>
    queueMail(
      env,
      { key: `${alert.id}:${at}`, regionId: OPERATOR as RegionId, purpose: alert.kind, to, ...alert.mail },
      nowMs,
    ),
  );
  return [
    env.DB.prepare(
      `insert into alert (id, kind, region_id, subject, detail, raised_at_ms) values (?1, ?2, null, ?3, ?4, ?5)
       on conflict (id) do nothing`,
    ).bind(alert.id, alert.kind, alert.subject, JSON.stringify(alert.detail), nowMs),
    ...(await Promise.all(mails)),
  ];
}
