import type { MiddlewareHandler } from "hono";
import type { ApiContext } from "./context.ts";
import { problem } from "./problem.ts";

/** Requests that no browser makes in anybody's name: a key or a provider's signature in them stands for itself. */
const SIGNED_BY_THEMSELVES = [
  "/api/operator/",
  "/api/messages/reports/",
  "/api/mail/reports/",
  "/api/mail/leave/",
  "/api/pos/v1/",
];

/**
 * A page of another site can't write in a signed-in person's name: every request that changes something must name
 * our own origin, which a browser does by itself and a foreign page can't (S21).
 */
export const sameOrigin: MiddlewareHandler<ApiContext> = async (c, next) => {
  const { method } = c.req;
  const upgrade = c.req.header("upgrade")?.toLowerCase() === "websocket";
  if (!upgrade && (method === "GET" || method === "HEAD" || method === "OPTIONS")) return next();
  if (SIGNED_BY_THEMSELVES.some((start) => c.req.path.startsWith(start))) return next();
  return isOurs(c.req.header("origin"), c.req.url, c.env.PUBLIC_ORIGIN) ? next() : problem(c, "csrf");
};

/** Whether an Origin header is the host that was asked, or the one printed into our QRs. */
export function isOurs(origin: string | undefined, requestUrl: string, publicOrigin: string): boolean {
  if (origin === undefined) return false;
  // Nearly always: the asked host itself, told without taking both apart.
  if (origin === requestUrl.slice(0, requestUrl.indexOf("/", "https://".length))) return true;
  let given: URL;
  try {
    given = new URL(origin);
  } catch {
    return false;
  }
  // The host, not the scheme: TLS may end before us.
  return given.host === new URL(requestUrl).host || given.origin === new URL(publicOrigin).origin;
}
