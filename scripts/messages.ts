/**
 * `npm run messages`: what goes out to telephones, what it costs, and what is stopped (RES-8, RES-9).
 *
 *   npm run messages                                          how it stands
 *   npm run messages -- set [--limit YEN] [--tell A,B,…]      the most that a day may cost, and who is mailed
 *   npm run messages -- open PREFIX                           sends to a stopped block of numbers again, e.g. 090123
 *   … --state DIR | --origin URL                              of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * Exit code 0, or 2 where nothing was done.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { MessagesSettingRequest, MessagesStanding } from "../schema/api/messages.ts";
import { formatDateTime } from "../schema/calendar.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string" },
    tell: { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, prefix, ...more] = positionals;
  if (command === undefined) await say(askOperator(server, "GET", "/messages"));
  else if (command === "set" && prefix === undefined) await set(server);
  else if (command === "open" && prefix !== undefined && more.length === 0)
    await say(askOperator(server, "POST", `/messages/stops/${encodeURIComponent(prefix)}/end`));
  else throw new Error("usage: npm run messages [-- set [--limit YEN] [--tell A,B] | open PREFIX]");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

async function set(server: Server): Promise<void> {
  const { limit, tell } = values;
  if (limit === undefined && tell === undefined) throw new Error("--limit or --tell is needed");
  if (limit !== undefined && !/^\d+$/.test(limit)) throw new Error("--limit takes whole yen");
  const request: MessagesSettingRequest = {
    ...(limit === undefined ? {} : { dailyLimitYen: Number(limit) }),
    ...(tell === undefined
      ? {}
      : {
          recipients: tell
            .split(",")
            .map((one) => one.trim())
            .filter(Boolean),
        }),
  };
  await say(askOperator(server, "POST", "/messages/setting", request));
}

async function say(asked: Promise<Response>): Promise<void> {
  const { spentYen, dailyLimitYen, day, recipients, providers, lastHour, stops } = (await (
    await asked
  ).json()) as MessagesStanding;
  console.log(
    `• ${day}: ${spentYen} of at most ${dailyLimitYen} yen; ${recipients} people are told when it stops`,
  );
  for (const { name, voice, reports } of providers)
    console.log(`• ${name}: SMS${voice ? ", calls" : ""}${reports ? "" : "; reports nothing back"}`);
  if (providers.length === 0)
    console.log("! Nobody delivers: set PHONE_PROVIDERS, or no code reaches a phone.");
  const { sent, delivered, failed, asked: numbers, verified } = lastHour;
  console.log(
    `• last hour: ${sent} sent, ${delivered} arrived, ${failed} failed; ${verified} of ${numbers} numbers entered their code`,
  );
  for (const { prefix, untilMs, asked: codes, verified: entered } of stops)
    console.log(
      `! ${prefix}… is stopped until ${formatDateTime(untilMs, "ja").join(" ")} (${entered} of ${codes} numbers entered a code)`,
    );
}
