import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type MessagesStanding,
  messagesSettingRequestSchema,
  messagesStandingSchema,
  prefixParamSchema,
} from "../../schema/api/messages.ts";
import { businessDate } from "../../schema/calendar.ts";
import { type AuditRecord, writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { endStop, messagesSince, phoneStops, spentOn } from "../data/messages.ts";
import { phoneProviders } from "../gateways/phone-providers.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { phoneSetting, writePhoneSetting } from "../messages/setting.ts";
import { doc } from "./doc.ts";

const HOUR_MS = 3_600_000;

async function standing(c: Context<ApiContext>): Promise<MessagesStanding> {
  const nowMs = clockOf(c.env).now();
  const day = businessDate(nowMs);
  const [spentYen, setting, providers, lastHour, stops] = await Promise.all([
    spentOn(c.env.DB, day),
    phoneSetting(c.env),
    phoneProviders(c.env),
    messagesSince(c.env.DB, nowMs - HOUR_MS),
    phoneStops(c.env.DB, nowMs),
  ]);
  return {
    day,
    spentYen,
    dailyLimitYen: setting.dailyLimitYen,
    recipients: setting.recipients.length,
    providers: providers.map(({ name, voice, reports }) => ({
      name,
      voice: voice !== null,
      reports: reports !== null,
    })),
    lastHour,
    stops,
  };
}

function logOperator(c: Context<ApiContext>, record: Pick<AuditRecord, "action" | "subjectId" | "after">) {
  return writeAudit(databaseOf(c.env, null), {
    ...record,
    subjectKind: "messages",
    regionId: null,
    atMs: clockOf(c.env).now(),
    actor: "operator",
    requestId: c.get("requestId"),
  });
}

/** What goes out to telephones, what it costs, and what is stopped (RES-8, RES-9). */
export const operatorMessages = new Hono<ApiContext>()
  .get(
    "/",
    doc("operator", "Spending, limits, providers and stopped blocks", messagesStandingSchema),
    operatorOnly,
    async (c) => c.json(await standing(c)),
  )
  .post(
    "/setting",
    doc("operator", "Set the daily limit and who is told", messagesStandingSchema),
    operatorOnly,
    valid("json", messagesSettingRequestSchema),
    async (c) => {
      const { dailyLimitYen, recipients } = c.req.valid("json");
      const before = await phoneSetting(c.env);
      const after = {
        dailyLimitYen: dailyLimitYen ?? before.dailyLimitYen,
        recipients: recipients ?? before.recipients,
      };
      await writePhoneSetting(c.env, after, clockOf(c.env).now());
      await logOperator(c, {
        action: "messages.setting",
        subjectId: "setting",
        // How many, not who: addresses don't enter the log.
        after: { dailyLimitYen: after.dailyLimitYen, recipients: after.recipients.length },
      });
      return c.json(await standing(c));
    },
  )
  .post(
    "/stops/:prefix/end",
    doc("operator", "Send to a stopped block again", messagesStandingSchema),
    operatorOnly,
    valid("param", prefixParamSchema),
    async (c) => {
      const { prefix } = c.req.valid("param");
      if (!(await endStop(c.env.DB, prefix, clockOf(c.env).now()))) return problem(c, "not-found");
      await logOperator(c, { action: "messages.open", subjectId: prefix });
      return c.json(await standing(c));
    },
  );
