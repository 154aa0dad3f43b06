/**
 * How a command of the operator finds a server and asks it: `npm run audit`, `npm run archive`, `npm run rebuild`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A running server and the key that opens its operator's routes. */
export interface Server {
  readonly origin: string;
  readonly operatorKey: string;
}

/**
 * What was said, or what the running server left in its state folder. Another server's key comes from OPERATOR_KEY.
 * Throws, saying what is missing.
 */
export function serverOf(stateDir: string, origin: string | undefined): Server {
  const server = readJson<{ url?: string }>(join(stateDir, "server.json"));
  const secrets = readJson<{ OPERATOR_KEY?: string }>(join(stateDir, "secrets.json"));
  const operatorKey = process.env.OPERATOR_KEY ?? secrets?.OPERATOR_KEY;
  const found = origin ?? server?.url;
  if (!found)
    throw new Error(
      `No server is running on ${stateDir}. Start one with npm start, or name one with --origin URL.`,
    );
  if (!operatorKey)
    throw new Error(
      "The operator key is missing: set OPERATOR_KEY, or name the server's folder with --state DIR.",
    );
  return { origin: found.replace(/\/$/, ""), operatorKey };
}

function readJson<T>(path: string): T | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : null;
}

/** One request to a route under `/api/operator`; the reply as it came. Throws where it isn't a success. */
export async function askOperator(
  server: Server,
  method: "GET" | "POST",
  path: string,
  body: unknown = {},
): Promise<Response> {
  const reply = await fetch(`${server.origin}/api/operator${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.operatorKey}`,
      ...(method === "POST" ? { "content-type": "application/json", origin: server.origin } : {}),
    },
    ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
  }).catch((error: unknown) => {
    throw new Error(`${server.origin} can't be reached: ${String(error)}`);
  });
  if (!reply.ok) throw new Error(`${server.origin} answered ${reply.status}: ${await reply.text()}`);
  return reply;
}
