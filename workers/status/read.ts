import { logLine } from "../../durable-objects/lib/log.ts";
import type { BooksStanding, Disturbance } from "../../schema/api/status.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { lastAudit } from "../audit/run.ts";
import { openBreaks } from "../data/breaks.ts";
import { databaseOf } from "../data/database.ts";
import { listSeals } from "../data/seals.ts";
import { statusSigns } from "../data/status.ts";
import type { Env } from "../env.ts";
import { phoneProviders } from "../gateways/phone-providers.ts";
import { errorText } from "../http/error-text.ts";
import { FIRST_DAILY_LIMIT_YEN } from "../messages/setting.ts";
import { projectionLag } from "../queue/lag.ts";
import { disturbancesOf } from "./disturbances.ts";

/** D1 hears nothing: that is all that can be said. */
const RECORDS_AWAY: readonly Disturbance[] = [{ kind: "records", regionId: null, sinceMs: null }];

/** How things stand: what is disturbed, and the books where they can be read. */
export interface Standing {
  readonly disturbances: readonly Disturbance[];
  readonly books: BooksStanding | null;
}

/** Looks at every part; what can't be read is itself the news (DEG-2). Never throws. */
export async function readStanding(env: Env, nowMs: number): Promise<Standing> {
  // Settings that can't be read deliver nothing either.
  const providers = await phoneProviders(env).catch(() => []);
  try {
    const [known, lag, breaks, audit, [seal]] = await Promise.all([
      statusSigns(env.DB, nowMs),
      projectionLag(env.DB),
      openBreaks(env.DB),
      lastAudit(env.DB),
      listSeals(databaseOf(env, null), { after: null, limit: 1, sealedOnly: true }),
    ]);
    const cheapest = Math.min(...providers.map(({ smsYen }) => smsYen));
    const possible = known.spentYen + cheapest <= (known.limitYen ?? FIRST_DAILY_LIMIT_YEN);
    const disturbances = disturbancesOf(
      {
        ...known,
        lagMs: lag.medianMs,
        projectedAtMs: lag.lastProjectedAtMs,
        messages: { possible, ended: known.ended, taken: known.taken },
      },
      nowMs,
    );
    const sealedThrough = (seal?.bookDate ?? null) as BusinessDate | null;
    return {
      disturbances,
      books: { lagMs: lag.medianMs, gaps: lag.gaps, breaks, lastAudit: audit, sealedThrough },
    };
  } catch (error) {
    logLine("warn", "the state of things can't be read", { error: errorText(error) });
    return { disturbances: RECORDS_AWAY, books: null };
  }
}
