import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { addRefusals, type Refusal } from "../data/refusals.ts";
import type { Env } from "../env.ts";
import type { ApiContext } from "./context.ts";
import { errorText } from "./error-text.ts";
import { Gather } from "./gather.ts";
import { callerAddress } from "./network.ts";
import { networkMark } from "./network-mark.ts";

/** Refusals of one isolate are gathered at most this long, and at most so many, before they are written. */
const GATHER_MS = 1_000;
const MAX_BATCH = 500;

/** Answers to somebody who asked for what isn't theirs, or tried to get round a control (ASVS 16.3.2, 16.3.3). */
const REFUSED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "not-signed-in",
  "forbidden",
  "account-stopped",
  "csrf",
  "same-person",
  "approval-not-yours",
  "too-many-requests",
  "code-locked",
  "signature-invalid",
  "wrong-holder",
  "key-refused",
]);
/** The same to a member of staff, or a store's key, that names what is out of reach: it looks as if it weren't there (WHO-2). */
const NOT_THERE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "not-found",
  "store-not-found",
  "issue-not-found",
  "payment-not-found",
]);

const gathers = new WeakMap<object, Gather<Refusal>>();

/**
 * Counts a refusal after its reply (SEC-8): by whom, at which route, with which answer; nothing of the request. Where the
 * database is away the count is lost; the refusal holds all the same.
 */
export function refusalLater(c: Context<ApiContext>, code: ProblemCode): void {
  const staff = c.get("staff");
  if (!REFUSED.has(code) && !((staff || c.get("posKey")) && NOT_THERE.has(code))) return;
  // The more special path comes first, and whatever stands before every route has a star.
  const path = matchedRoutes(c).find((route) => !route.path.includes("*"))?.path ?? "*";
  const route = `${c.req.method} ${path}`;
  gatherFor(c.env).add(
    c.executionCtx,
    [{ ...asker(c), route, code }],
    (waiting) => waiting.length >= MAX_BATCH,
  );
}

function asker(c: Context<ApiContext>): Pick<Refusal, "kind" | "subject" | "regionId" | "shown"> {
  const [staff, resident, posKey] = [c.get("staff"), c.get("resident"), c.get("posKey")];
  if (staff) return { kind: "staff", subject: staff.staffId, regionId: staff.regionId, shown: null };
  if (resident) return { kind: "resident", subject: resident.residentId, regionId: null, shown: null };
  if (posKey) return { kind: "pos-key", subject: posKey.keyId, regionId: posKey.regionId, shown: null };
  const network = networkMark(c.env, callerAddress(c));
  return { kind: "network", subject: network.id, regionId: null, shown: network.shown };
}

function gatherFor(env: Env): Gather<Refusal> {
  const known = gathers.get(env.DB);
  if (known) return known;
  const made = new Gather<Refusal>(GATHER_MS, async (refusals) => {
    try {
      await addRefusals(env.DB, refusals, clockOf(env).now());
    } catch (error) {
      logLine("error", "refusals were not counted", { refusals: refusals.length, error: errorText(error) });
    }
  });
  gathers.set(env.DB, made);
  return made;
}
