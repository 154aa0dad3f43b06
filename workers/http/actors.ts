import type { FeedActor } from "../../durable-objects/feed/actor.ts";
import { programmeFeedName, storeFeedName } from "../../durable-objects/feed/client.ts";
import type { VerificationActor } from "../../durable-objects/verification/actor.ts";
import type { CouponRpc, FundRpc, WalletRpc } from "../../schema/actors.ts";
import { type ActorName, fundName, type ProgrammeId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";

/** Where actors are born; their names and class never move (ACT-1). */
const BORN = { locationHint: "apac" } as const;

export function couponActor(env: Env, actor: ActorName): CouponRpc {
  return env.COUPON.get(env.COUPON.idFromName(actor), BORN) as unknown as CouponRpc;
}

export function walletActor(env: Env, actor: ActorName): WalletRpc {
  return env.WALLET.get(env.WALLET.idFromName(actor), BORN) as unknown as WalletRpc;
}

export function fundActor(env: Env, programme: ProgrammeId): FundRpc {
  return env.FUND.get(env.FUND.idFromName(fundName(programme)), BORN) as unknown as FundRpc;
}

export function verificationActor(env: Env, name: string): DurableObjectStub<VerificationActor> {
  return env.VERIFICATION.get(
    env.VERIFICATION.idFromName(name),
    BORN,
  ) as unknown as DurableObjectStub<VerificationActor>;
}

export function storeFeed(env: Env, storeId: string): DurableObjectStub<FeedActor> {
  return env.FEED.get(
    env.FEED.idFromName(storeFeedName(storeId)),
    BORN,
  ) as unknown as DurableObjectStub<FeedActor>;
}

export function programmeFeed(env: Env, programmeId: string): DurableObjectStub<FeedActor> {
  return env.FEED.get(
    env.FEED.idFromName(programmeFeedName(programmeId)),
    BORN,
  ) as unknown as DurableObjectStub<FeedActor>;
}
