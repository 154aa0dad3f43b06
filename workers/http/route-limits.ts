import type { Context, MiddlewareHandler } from "hono";
import type { ApiContext } from "./context.ts";
import { callerAddress } from "./network.ts";
import { overQuota, type QuotaName } from "./throttled.ts";

/** A group of routes under one brake, besides whatever brakes a route has itself. */
interface RouteGroup {
  readonly quota: QuotaName;
  readonly fits: (method: string, path: string) => boolean;
}

const HEAVY: readonly RegExp[] = [
  /^\/api\/(reports(\/packages)?|imports|closings|payouts)$/,
  /^\/api\/imports\/[^/]+\/(mapping|apply|undo)$/,
  /^\/api\/issue-lists(\/[^/]+\/(mapping|issue))?$/,
  /^\/api\/(programmes\/[^/]+\/(grants|grant-lists)|grants\/[^/]+\/begin)$/,
  /^\/api\/staff\/slips$/,
  /^\/api\/(pictures|notices\/[^/]+\/attachments|issues\/[^/]+\/evidence|stores\/[^/]+\/picture)$/,
  /^\/api\/programmes\/scope$/,
];

/** Reading that makes a file for every store of an office. */
const HEAVY_READS: readonly RegExp[] = [/^\/api\/store-qrs$/];

/**
 * Every route is in one of these, the first that fits (SEC-3): the operator's key, what works long or takes a file, other
 * writing, reading. An office of fifty people behind one address stays far below; a program that tries things does not.
 */
const GROUPS: readonly RouteGroup[] = [
  { quota: "operator:ip", fits: (_, path) => path.startsWith("/api/operator/") },
  { quota: "heavy:ip", fits: (method, path) => method !== "GET" && HEAVY.some((route) => route.test(path)) },
  { quota: "heavy:ip", fits: (_, path) => HEAVY_READS.some((route) => route.test(path)) },
  { quota: "write:ip", fits: (method) => method !== "GET" && method !== "HEAD" },
  { quota: "read:ip", fits: () => true },
];

/** The brake of a route's group. */
export function quotaOf(method: string, path: string): QuotaName {
  return (GROUPS.find((group) => group.fits(method, path)) as RouteGroup).quota;
}

/**
 * Counts a request towards its group, by address. Cloudflare says the address of every request from outside; one without
 * is of a machine where nobody else asks.
 */
export const limitRoutes: MiddlewareHandler<ApiContext> = async (c, next) => {
  if (c.req.header("cf-connecting-ip") === undefined) return next();
  const name = quotaOf(c.req.method, c.req.path);
  return (await overQuota(c as Context<ApiContext>, name, callerAddress(c))) ?? next();
};
