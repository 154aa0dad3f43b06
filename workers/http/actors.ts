import type { FeedActor } from "../../durable-objects/feed/actor.ts";
import { programmeFeedName, storeFeedName } from "../../durable-objects/feed/client.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { couponStub, fundStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import type { VerificationActor } from "../../durable-objects/verification/actor.ts";
import type { CouponRpc, FundRpc, WalletRpc } from "../../schema/actors.ts";
import type { Answer } from "../../schema/commands.ts";
import { type ActorName, fundName, type ProgrammeId } from "../../schema/ids.ts";
import { err } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import { errorText } from "./error-text.ts";

/** A balance behind a handle: what a coupon and a wallet can both be asked. */
export function balanceActor(
  env: Env,
  holder: { readonly actorClass: "coupon" | "wallet"; readonly actor: ActorName },
): CouponRpc | WalletRpc {
  return holder.actorClass === "coupon" ? couponStub(env, holder.actor) : walletStub(env, holder.actor);
}

/** The fund of a programme. */
export function fundActor(env: Env, programme: ProgrammeId): FundRpc {
  return fundStub(env, fundName(programme));
}

/** The codes and tries of one phone, by the HMAC of its number. */
export function verificationActor(env: Env, name: string): DurableObjectStub<VerificationActor> {
  return env.VERIFICATION.get(
    env.VERIFICATION.idFromName(name),
  ) as unknown as DurableObjectStub<VerificationActor>;
}

/** The screens of one store. */
export function storeFeed(env: Env, storeId: string): DurableObjectStub<FeedActor> {
  return env.FEED.get(env.FEED.idFromName(storeFeedName(storeId))) as unknown as DurableObjectStub<FeedActor>;
}

/** The screens of one programme. */
export function programmeFeed(env: Env, programmeId: string): DurableObjectStub<FeedActor> {
  return env.FEED.get(
    env.FEED.idFromName(programmeFeedName(programmeId)),
  ) as unknown as DurableObjectStub<FeedActor>;
}

/** Runs a command; an actor that couldn't be reached has decided nothing that we know of (OPR-6). */
export async function ask<T>(command: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await command();
  } catch (error) {
    logLine("warn", "an actor did not answer", { error: errorText(error) });
    return { outcome: err({ code: "try-again", outcome: "unknown" }), entries: [] };
  }
}
