import type { Disturbance } from "../../schema/api/status.ts";
import { statusSigns } from "../data/status.ts";
import type { Env } from "../env.ts";
import { phoneProviders } from "../gateways/phone-providers.ts";
import { errorText } from "../http/error-text.ts";
import { FIRST_DAILY_LIMIT_YEN } from "../messages/setting.ts";
import { projectionLag } from "../queue/lag.ts";
import { disturbancesOf } from "./disturbances.ts";

/** D1 hears nothing: that is all that can be said. */
const RECORDS_AWAY: readonly Disturbance[] = [{ kind: "records", regionId: null, sinceMs: null }];

/** Looks at every part; what can't be read is itself the news (DEG-2). Never throws. */
export async function readDisturbances(env: Env, nowMs: number): Promise<readonly Disturbance[]> {
  // Settings that can't be read deliver nothing either.
  const providers = await phoneProviders(env).catch(() => []);
  try {
    const [known, lag] = await Promise.all([statusSigns(env.DB, nowMs), projectionLag(env.DB)]);
    const cheapest = Math.min(...providers.map(({ smsYen }) => smsYen));
    const possible = known.spentYen + cheapest <= (known.limitYen ?? FIRST_DAILY_LIMIT_YEN);
    return disturbancesOf(
      {
        ...known,
        lagMs: lag.medianMs,
        projectedAtMs: lag.lastProjectedAtMs,
        messages: { possible, ended: known.ended, taken: known.taken },
      },
      nowMs,
    );
  } catch (error) {
    console.warn("the state of things can't be read", { error: errorText(error) });
    return RECORDS_AWAY;
  }
}
