import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { signIn } from "../../schema/d1/trace.ts";
import type { ApiContext } from "../http/context.ts";
import { deviceOf } from "../http/device.ts";
import { errorText } from "../http/error-text.ts";
import { callerAddress } from "../http/network.ts";
import { networkMark } from "../http/network-mark.ts";
import { type Database, databaseOf } from "./database.ts";

/** How long it is known who signed in from where: a business year and a little. */
export const SIGN_IN_DAYS = 400;

/** A try to sign in, and what came of it. */
export interface SignInTry {
  readonly kind: "staff" | "resident";
  /** Null for residents, and where nobody has that ID. */
  readonly regionId: string | null;
  readonly subjectId: string | null;
  /**
   * `success`, or the class of the failure: `unknown`, `wrong`, `stopped`, `locked`, `factor`, `silent` (RES-14); or that from
   * then on another number signs in (`number-changed`, RES-12), or none (`number-released`, RES-14).
   */
  readonly outcome:
    | "success"
    | "unknown"
    | "wrong"
    | "stopped"
    | "locked"
    | "factor"
    | "silent"
    | "number-changed"
    | "number-released";
  /** What was asked for besides the first. */
  readonly factor?: "none" | "sms" | "passkey" | "totp" | "old-phone" | "call-centre" | "recovery";
}

/**
 * Writes down a try to sign in with where it came from (S22), after the reply: a wrong ID takes as long as a wrong password.
 * What was typed is never kept. Where the database is away it is said in the Worker's own log.
 */
export function recordSignIn(c: Context<ApiContext>, tried: SignInTry): void {
  const network = networkMark(c.env, callerAddress(c));
  const row = {
    ...tried,
    factor: tried.factor ?? "none",
    atMs: clockOf(c.env).now(),
    device: deviceOf(c.req.header("user-agent") ?? ""),
    network: network.id,
    networkShown: network.shown,
  };
  const written = databaseOf(c.env, tried.regionId).insert(signIn).values(row);
  c.executionCtx.waitUntil(
    written.then(
      () => undefined,
      (error: unknown) => logLine("error", "a sign-in was not recorded", { error: errorText(error) }),
    ),
  );
}

/** Writes down that the call centre's check moved a resident to another number (RES-12): by itself, from no device. */
export async function recordCheckedMove(db: Database, residentId: string, nowMs: number): Promise<void> {
  await db.insert(signIn).values({
    kind: "resident",
    regionId: null,
    subjectId: residentId,
    outcome: "number-changed",
    factor: "call-centre",
    atMs: nowMs,
    device: "? / ?",
    network: "",
    networkShown: "",
  });
}

/** Forgets tries that are older; a bounded part of them, the rest the next time. */
export async function forgetSignIns(db: D1Database, beforeMs: number): Promise<void> {
  await db
    .prepare(
      "delete from sign_in where id in (select id from sign_in where at_ms < ?1 order by at_ms limit 5000)",
    )
    .bind(beforeMs)
    .run();
}
