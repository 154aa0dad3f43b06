import * as z from "zod";
import type { Verdict } from "../../schema/commands.ts";
import type { ActorClass, ActorName, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { openCompact, sealCompact } from "./jwe.ts";
import { cryptoKey, newestOf, ringOf } from "./secrets.ts";

/** A holder, sealed so that clients can keep it instead of a code (OPR-7). */
export interface Handle {
  readonly actorClass: Extract<ActorClass, "coupon" | "wallet">;
  readonly actor: ActorName;
  readonly programmeId: ProgrammeId;
  readonly regionId: RegionId;
  /** `inspect` pays or charges until `expiresAtMs` in its session; `receipt` never does. Both look up for ever. */
  readonly purpose: "inspect" | "receipt";
  readonly sessionId: string;
  readonly expiresAtMs: number;
  /** The only operation that it pays by; of a wallet's shown code (COD-3). */
  readonly operationId?: OperationId;
  /** The most that it pays; above, its owner confirms elsewhere (COD-4). */
  readonly mostYen?: number;
}

const claims = z.object({
  c: z.enum(["coupon", "wallet"]),
  a: z.string(),
  g: z.string(),
  r: z.string(),
  p: z.enum(["inspect", "receipt"]),
  s: z.string(),
  x: z.number(),
  o: z.string().optional(),
  m: z.number().optional(),
});

interface HandleEnv {
  readonly SESSION_KEY: string;
}

/** Seals a handle. It carries no expiry of its own: looking up has none (OPR-7). */
export async function sealHandle(env: HandleEnv, handle: Handle): Promise<string> {
  return sealCompact(
    await cryptoKey(newestOf(env.SESSION_KEY), "handle", "A256GCM"),
    JSON.stringify({
      c: handle.actorClass,
      a: handle.actor,
      g: handle.programmeId,
      r: handle.regionId,
      p: handle.purpose,
      s: handle.sessionId,
      x: handle.expiresAtMs,
      ...(handle.operationId === undefined ? {} : { o: handle.operationId }),
      ...(handle.mostYen === undefined ? {} : { m: handle.mostYen }),
    }),
  );
}

/** What a handle names, or null where we didn't seal it. */
export async function openHandle(env: HandleEnv, text: string): Promise<Handle | null> {
  let payload: string | null = null;
  // A handle is kept by a client for as long as it likes, so it says nothing but what RFC 7516 asks for: each key is tried.
  for (const key of ringOf(env.SESSION_KEY))
    payload ??= await openCompact(await cryptoKey(key, "handle", "A256GCM"), text);
  const parsed = payload === null ? null : claims.safeParse(JSON.parse(payload));
  if (!parsed?.success) return null;
  const { c, a, g, r, p, s, x, o, m } = parsed.data;
  return {
    actorClass: c,
    actor: a as ActorName,
    programmeId: g as ProgrammeId,
    regionId: r as RegionId,
    purpose: p,
    sessionId: s,
    expiresAtMs: x,
    ...(o === undefined ? {} : { operationId: o as OperationId }),
    ...(m === undefined ? {} : { mostYen: m }),
  };
}

/** Whether a handle may still pay or charge here and now: a verdict for the actor, not an answer of the edge (OPR-7). */
export function handleVerdict(handle: Handle, sessionId: string, nowMs: number): Verdict {
  const good = handle.purpose === "inspect" && handle.sessionId === sessionId && nowMs < handle.expiresAtMs;
  return good ? { ok: true } : { ok: false, code: "handle-expired" };
}
