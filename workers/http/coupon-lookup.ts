import { couponActorName, livePepperGenerations } from "../../durable-objects/lib/keys.ts";
import { couponStub } from "../../durable-objects/lib/money-actor.ts";
import type { ChargeCode } from "../../schema/charge-code.ts";
import type { BalanceView } from "../../schema/commands.ts";
import type { UndecidedCode } from "../../schema/errors.ts";
import type { ActorName } from "../../schema/ids.ts";
import { err, type Result } from "../../schema/result.ts";
import type { Env } from "../env.ts";

/**
 * The coupon behind a code (ACT-1): one query over the names it would have in every live pepper generation; with D1
 * away or being made again (PRJ-2) the actors themselves are asked, newest generation first. A guessed code leaves nothing behind (CPN-3).
 * Errors: `coupon-unknown`, `try-again`, `coupon-state-lost`.
 */
export async function inspectByCode(env: Env, code: ChargeCode): Promise<Result<BalanceView, UndecidedCode>> {
  const names = livePepperGenerations(env).map((generation) => couponActorName(code, generation, env));
  let actor: string | null;
  try {
    const row = await env.DB.prepare(
      `select (select actor from coupon where actor in (select value from json_each(?1)) limit 1) as actor,
         (select value from system_flag where name = 'rebuild') as rebuilding`,
    )
      .bind(JSON.stringify(names))
      .first<{ actor: string | null; rebuilding: string | null }>();
    actor = row?.actor ?? null;
    if (actor === null && row?.rebuilding === "1") return askEach(env, names);
  } catch {
    return askEach(env, names);
  }
  return actor === null ? err("coupon-unknown") : inspectActor(env, actor as ActorName);
}

/** Inspects one actor; one that doesn't answer is `try-again`. */
export async function inspectActor(env: Env, actor: ActorName): Promise<Result<BalanceView, UndecidedCode>> {
  try {
    return await couponStub(env, actor).inspect();
  } catch {
    return err("try-again");
  }
}

async function askEach(env: Env, names: readonly ActorName[]): Promise<Result<BalanceView, UndecidedCode>> {
  for (const name of names) {
    const view = await inspectActor(env, name);
    if (view.ok) return view;
  }
  // Whether it is unknown or only unopened can't be told without its row.
  return err("try-again");
}
