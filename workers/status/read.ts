import { journalQueues } from "../../durable-objects/lib/journal-queues.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { everyDatabase } from "../../durable-objects/lib/region-database.ts";
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
    const databases = everyDatabase(env);
    const [known, lags, breaks, audit, [seal]] = await Promise.all([
      statusSigns(env.DB, nowMs, journalQueues(env).length),
      Promise.all(databases.map((db) => projectionLag(db))),
      Promise.all(databases.map(openBreaks)),
      lastAudit(env.DB),
      listSeals(databaseOf(env, null), { after: null, limit: 1, sealedOnly: true }),
    ]);
    const cheapest = Math.min(...providers.map(({ smsYen }) => smsYen));
    const possible = known.spentYen + cheapest <= (known.limitYen ?? FIRST_DAILY_LIMIT_YEN);
    const disturbances = disturbancesOf(
      {
        ...known,
        lags,
        messages: { possible, ended: known.ended, taken: known.taken },
      },
      nowMs,
    );
    const sealedThrough = (seal?.bookDate ?? null) as BusinessDate | null;
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    const medians = lags.flatMap(({ medianMs }) => (medianMs === null ? [] : [medianMs]));
    return {
      disturbances,
      books: {
        lagMs: medians.length === 0 ? null : Math.max(...medians),
        gaps: sum(lags.map(({ gaps }) => gaps)),
        breaks: sum(breaks),
        lastAudit: audit,
        sealedThrough,
      },
    };
  } catch (error) {
    logLine("warn", "the state of things can't be read", { error: errorText(error) });
    return { disturbances: RECORDS_AWAY, books: null };
  }
}
