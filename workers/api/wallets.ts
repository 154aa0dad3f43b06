import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import { type WalletBody, walletsSchema } from "../../schema/api/wallets.ts";
import type { BalanceView } from "../../schema/commands.ts";
import type { ActorName } from "../../schema/ids.ts";
import { INSPECT_HANDLE_MS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { type ProgrammeFacts, payFaceOf, ruleNow } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts, residentLinks } from "../http/facts.ts";
import { sealHandle } from "../http/handles.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** A wallet's balance, or null where its actor did not answer. */
export async function viewWallet(env: Env, actor: ActorName): Promise<BalanceView | null> {
  try {
    const view = await walletStub(env, actor).view();
    return view.ok ? view.value : null;
  } catch {
    return null;
  }
}

/** One Pay of a resident as the wallet shows it. */
export async function walletBody(
  env: Env,
  view: BalanceView,
  programme: ProgrammeFacts,
  sessionId: string,
  nowMs: number,
): Promise<WalletBody> {
  const live = view.lots.filter((lot) => !lot.expired);
  const first = live.map((lot) => lot.expiresOn).sort()[0];
  const handle = await sealHandle(env, {
    actorClass: "wallet",
    actor: view.actor,
    programmeId: view.programmeId,
    regionId: view.regionId,
    purpose: "inspect",
    sessionId,
    expiresAtMs: nowMs + INSPECT_HANDLE_MS,
  });
  return {
    pay: payFaceOf(programme, nowMs),
    spendableYen: view.spendableYen,
    earliest:
      first === undefined
        ? null
        : {
            expiresOn: first,
            amountYen: live
              .filter((lot) => lot.expiresOn === first)
              .reduce((sum, lot) => sum + lot.remainingYen, 0) as Yen,
          },
    lots: view.lots.map(({ remainingYen, expiresOn, expired }) => ({ remainingYen, expiresOn, expired })),
    frozen: view.frozen,
    idTail: view.idTail,
    handle,
    payLimitYen: ruleNow(programme, nowMs).payLimitYen,
    asks: programme.residentAsks.attributes.length > 0,
  };
}

/** The resident's Pays. */
export const wallets = new Hono<ApiContext>().get(
  "/wallets",
  doc("resident", "The Pays of the signed-in resident", walletsSchema),
  residentOnly,
  async (c) => {
    const { residentId, session } = c.get("resident");
    const nowMs = clockOf(c.env).now();
    const links = await residentLinks(c.env, residentId);
    const bodies = await Promise.all(
      links.map(async (link) => {
        const [view, programme] = await Promise.all([
          viewWallet(c.env, link.actor as ActorName),
          programmeFacts(c.env, link.programmeId),
        ]);
        return view && programme ? walletBody(c.env, view, programme, session.sessionId, nowMs) : null;
      }),
    );
    // A wallet that doesn't answer is no wallet of 0: better no list than a wrong one.
    if (bodies.includes(null)) return problem(c, "try-again");
    const shown = bodies.filter((body) => body !== null).sort((a, b) => b.spendableYen - a.spendableYen);
    return c.json({ wallets: shown, serverNowMs: nowMs });
  },
);
