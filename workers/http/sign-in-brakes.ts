import type { Context } from "hono";
import type { ApiContext } from "./context.ts";
import { knownDevice } from "./known-device.ts";
import { callerAddress } from "./network.ts";
import type { ProblemReply } from "./problem.ts";
import { countMiss, isBlocked, type MissName, overQuota, type QuotaName } from "./throttled.ts";

/** What tries to sign in count towards: whether one more is let through, and that one was wrong. */
export interface Brake {
  readonly stopped: () => Promise<ProblemReply | null>;
  readonly wrong: () => Promise<void>;
}

/**
 * The brake on an account's password, by ID whether there is such an account or not. A browser that the account knows counts by
 * itself; everybody else by account and network, and by network over all accounts. Nothing counts by account alone: a stranger
 * elsewhere shuts nobody out (SIG-1).
 */
export async function passwordBrake(c: Context<ApiContext>, loginId: string): Promise<Brake> {
  const device = await knownDevice(c, loginId);
  const network = callerAddress(c);
  return device
    ? brake(c, [["sign-in:device", device]], [["password:device", `${loginId} ${device}`]])
    : brake(
        c,
        [
          ["sign-in:ip", network],
          ["sign-in:account", `${loginId} ${network}`],
        ],
        [
          ["password:account", `${loginId} ${network}`],
          ["password:ip", network],
        ],
      );
}

/**
 * The brake on an account's second factor. Only who has its password comes here, so strange browsers count together: six digits
 * would not stand against many networks at once. The browser that the account knows counts by itself again.
 */
export async function factorBrake(
  c: Context<ApiContext>,
  account: { readonly staffId: string; readonly loginId: string },
): Promise<Brake> {
  const device = await knownDevice(c, account.loginId);
  return brake(
    c,
    [],
    [device ? ["factor:device", `${account.staffId} ${device}`] : ["factor:account", account.staffId]],
  );
}

/** The brake on the password of who is signed in and shows it again: by session. */
export function proofBrake(c: Context<ApiContext>, { idHash } = c.get("staff").session): Brake {
  return brake(c, [], [["password:device", idHash]]);
}

/** The brake on a till's PIN: by session, so that nobody else's unlocking waits (PIN-3). */
export function pinBrake(c: Context<ApiContext>, { idHash }: { readonly idHash: string }): Brake {
  return brake(c, [], [["pin:session", idHash]]);
}

function brake(
  c: Context<ApiContext>,
  quotas: readonly (readonly [QuotaName, string])[],
  misses: readonly (readonly [MissName, string])[],
): Brake {
  return {
    stopped: async () => {
      const replies = await Promise.all([
        ...quotas.map(([name, key]) => overQuota(c, name, key)),
        ...misses.map(([name, key]) => isBlocked(c, name, key)),
      ]);
      return replies.find((reply) => reply !== null) ?? null;
    },
    wrong: async () => {
      await Promise.all(misses.map(([name, key]) => countMiss(c, name, key)));
    },
  };
}
