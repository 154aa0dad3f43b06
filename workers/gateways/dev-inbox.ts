import { clockOf } from "../../durable-objects/lib/clock.ts";
import { ok } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import type { MailGateway } from "./mail.ts";
import type { PhoneProvider } from "./phone-providers.ts";
import type { WitnessGateway } from "./witness.ts";

/** Messages kept and shown. */
const MAX_SHOWN = 100;

interface InboxRow {
  readonly id: number;
  readonly at_ms: number;
  readonly recipient: string;
  readonly text: string;
}

/** On a laptop messages and calls go into a table that /dev/inbox shows. Not part of a production bundle. */
export function devPhone(env: Pick<Env, "DB" | "CLOCK_OFFSET_MS">): PhoneProvider {
  const put = async (to: string, text: string) => {
    await env.DB.prepare("insert into dev_inbox (at_ms, recipient, text) values (?1, ?2, ?3)")
      .bind(clockOf(env).now(), to, text)
      .run();
    return ok({ ref: null });
  };
  return {
    name: "inbox",
    sms: { send: ({ to, text }) => put(to, text) },
    voice: { call: ({ to, speech }) => put(to, [speech.before, ...speech.digits, speech.after].join("、")) },
    smsYen: 0,
    voiceYen: 0,
    isInstant: true,
    reports: null,
  };
}

/** Who has the roots of a laptop's archive: the inbox, under this name. */
const WITNESS = "witness";

/** On a laptop a signed root goes into the same table, once however often it is sent. */
export function devWitness(env: Pick<Env, "DB" | "CLOCK_OFFSET_MS">): WitnessGateway {
  return {
    async send({ signedRoot }) {
      await env.DB.prepare(
        `insert into dev_inbox (at_ms, recipient, text) select ?1, ?2, ?3
         where not exists (select 1 from dev_inbox where recipient = ?2 and text = ?3)`,
      )
        .bind(clockOf(env).now(), WITNESS, signedRoot)
        .run();
      return ok(null);
    },
  };
}

/** On a laptop a mail goes into the same table, once for its key. */
export function devMail(env: Pick<Env, "DB" | "CLOCK_OFFSET_MS">): MailGateway {
  return {
    async send({ key, to, subject, text, headers }) {
      // What a mail program would read of it stands below.
      const more = Object.entries(headers ?? {}).map(([name, value]) => `\n${name}: ${value}`);
      await env.DB.prepare(
        `insert into dev_inbox (at_ms, recipient, text, key) select ?1, ?2, ?3, ?4
         where not exists (select 1 from dev_inbox where key = ?4)`,
      )
        .bind(clockOf(env).now(), to, `${subject}\n\n${text}${more.join("")}`, key)
        .run();
      return ok(null);
    },
  };
}

/** GET /dev/inbox and /dev/inbox.json: newest first; `?to=` narrows to one number or address. Null for any other path. */
export async function serveDevInbox(request: Request, env: Env): Promise<Response | null> {
  const url = new URL(request.url);
  if (url.pathname !== "/dev/inbox" && url.pathname !== "/dev/inbox.json") return null;
  const to = url.searchParams.get("to");
  const { results } = await env.DB.prepare(
    "select id, at_ms, recipient, text from dev_inbox where ?1 is null or recipient = ?1 order by id desc limit ?2",
  )
    .bind(to, MAX_SHOWN)
    .all<InboxRow>();
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  if (url.pathname.endsWith(".json")) {
    const messages = results.map((row) => ({
      id: row.id,
      atMs: row.at_ms,
      to: row.recipient,
      text: row.text,
    }));
    return Response.json({ messages }, { headers });
  }
  const rows = results
    .map(
      (row) =>
        `<tr><td>${new Date(row.at_ms + 9 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")}</td><td>${escapeHtml(row.recipient)}</td><td><pre>${escapeHtml(row.text)}</pre></td></tr>`,
    )
    .join("\n");
  const page = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SMS・メール</title></head><body><h1>SMS・メール</h1><table>${rows}</table></body></html>`;
  return new Response(page, {
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'",
    },
  });
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] as string,
  );
}
