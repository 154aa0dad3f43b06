import { err, ok, type Result } from "../../../schema/result.ts";
import { attended } from "./attended.ts";
import type { Endpoints, PathNames } from "./endpoints.ts";
import { online, sawReply, sawSilence } from "./online.ts";
import { learnServerTime } from "./server-clock.ts";
import { readProblem, silence, type Trouble } from "./trouble.ts";

/** Says that nobody has touched the device lately: such a request doesn't keep a session of staff open (STF-2). */
const UNATTENDED = "x-unattended";

/** No request waits longer than this, unless told. */
export const REPLY_WITHIN_MS = 10_000;

type Name = keyof Endpoints & string;
type Ask<N extends Name> = (Endpoints[N]["body"] extends undefined
  ? { readonly body?: undefined }
  : { readonly body: Endpoints[N]["body"] }) &
  (Endpoints[N]["query"] extends undefined
    ? { readonly query?: undefined }
    : Partial<Endpoints[N]["query"]> extends Endpoints[N]["query"]
      ? { readonly query?: Endpoints[N]["query"] }
      : { readonly query: Endpoints[N]["query"] }) &
  ([PathNames<N>] extends [never]
    ? { readonly path?: undefined }
    : { readonly path: Readonly<Record<PathNames<N>, string>> });
interface Manner {
  /** The longest wait for the whole reply. */
  readonly withinMs?: number;
  /** Stops waiting, e.g. when the screen has been left. */
  readonly signal?: AbortSignal;
}
type Args<N extends Name> =
  Record<string, never> extends Ask<N> ? [ask?: Ask<N> & Manner] : [ask: Ask<N> & Manner];

const signedOut = new Set<() => void>();
const locked = new Set<() => void>();

/** Calls back whenever the system says that nobody is signed in (any more). */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Calls back whenever the system says that the till is locked (PIN-2). */
export function onLocked(listener: () => void): () => void {
  locked.add(listener);
  return () => locked.delete(listener);
}

/**
 * The one way from a screen to the system: typed by endpoint, never throws, never waits without end.
 * A reply that did not come is `lost-reply` or `offline`; what that means for money is for `operations.ts`.
 *
 * @example const reply = await api("GET issues/:id", { path: { id } });
 */
export async function api<N extends Name>(
  name: N,
  ...[ask]: Args<N>
): Promise<Result<Endpoints[N]["reply"], Trouble>> {
  const [method, template] = name.split(" ") as [string, string];
  const request = (ask ?? {}) as Manner & { body?: unknown; query?: object; path?: Record<string, string> };
  const url = addressOf(template, request.path ?? {}, request.query ?? {});
  const answer = await exchange(
    method,
    url,
    request.body,
    request.withinMs ?? REPLY_WITHIN_MS,
    request.signal,
  );
  if (!answer.ok) {
    const code = answer.error.code;
    if (code === "not-signed-in" || code === "session-expired") for (const listener of signedOut) listener();
    if (code === "till-locked") for (const listener of locked) listener();
    return answer;
  }
  return ok(answer.value as Endpoints[N]["reply"]);
}

/** Fills names into a path and adds the query; values are encoded, undefined ones left out. */
export function addressOf(template: string, path: Readonly<Record<string, string>>, query: object): string {
  const filled = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return `/api/${filled}${search ? `?${search}` : ""}`;
}

async function exchange(
  method: string,
  url: string,
  body: unknown,
  withinMs: number,
  left: AbortSignal | undefined,
): Promise<Result<unknown, Trouble>> {
  const ender = new AbortController();
  const timer = setTimeout(() => ender.abort(), withinMs);
  const leave = () => ender.abort();
  left?.addEventListener("abort", leave);
  const sentAt = performance.now();
  const payload = payloadOf(body);
  try {
    const reply = await fetch(url, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...payload,
      headers: attended() ? payload.headers : { ...payload.headers, [UNATTENDED]: "1" },
      signal: ender.signal,
    });
    const text = await reply.text();
    sawReply();
    const parsed = parse(text);
    const serverMs = serverTimeOf(parsed);
    if (serverMs !== undefined) learnServerTime({ serverMs, sentAt, receivedAt: performance.now() });
    if (!reply.ok) return err(readProblem(reply.status, parsed));
    return parsed === undefined ? err(readProblem(reply.status, undefined)) : ok(parsed);
  } catch {
    if (!left?.aborted) sawSilence();
    return err(silence(online() && navigator.onLine !== false));
  } finally {
    clearTimeout(timer);
    left?.removeEventListener("abort", leave);
  }
}

/** A body as it is sent: nothing, a file as it is, anything else as JSON. */
function payloadOf(body: unknown): {
  readonly headers: Record<string, string>;
  readonly body: BodyInit | null;
} {
  if (body === undefined) return { headers: {}, body: null };
  if (body instanceof Blob) return { headers: { "content-type": body.type }, body };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Replies carry the server's clock as `serverNowMs` (`nowMs` in health). */
function serverTimeOf(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { serverNowMs, nowMs } = body as { serverNowMs?: unknown; nowMs?: unknown };
  if (typeof serverNowMs === "number") return serverNowMs;
  return typeof nowMs === "number" ? nowMs : undefined;
}
