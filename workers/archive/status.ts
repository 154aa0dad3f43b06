import type { ArchiveStatus } from "../../schema/api/archive.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { Env } from "../env.ts";
import { witnessKind } from "../gateways/witness.ts";
import { openArchiveProblem } from "./alert.ts";
import { dayBefore, unsentDays } from "./days.ts";
import { archiveKeys } from "./keys.ts";
import { sendingOf } from "./witness.ts";

/** How far the archive is, and whether anybody outside has its roots (AUD-7). */
export async function archiveStatus(env: Env): Promise<ArchiveStatus> {
  const keys = await archiveKeys(env);
  const counted = await env.DB.prepare(
    `select (select count(*) from archive_day) as archivedDays,
       (select count(*) from archive_day where sent_at_ms is null) as unsentDays,
       (select count(*) from seal s where s.state = 'sealed'
          and not exists (select 1 from archive_day a where a.book_date = s.book_date)) as waitingDays`,
  ).first<{ archivedDays: number; unsentDays: number; waitingDays: number }>();
  const last = await dayBefore(env.DB, null);
  const [unsent] = await unsentDays(env.DB, 1);
  const sending = unsent && (await sendingOf(env.DB, unsent.date));
  return {
    kid: keys.ok ? keys.value.kid : null,
    keyProblem: keys.ok ? null : keys.error,
    witness: witnessKind(env),
    ...(counted ?? { archivedDays: 0, unsentDays: 0, waitingDays: 0 }),
    lastDate: (last?.date ?? null) as BusinessDate | null,
    problem: await openArchiveProblem(env.DB),
    firstUnsent: unsent
      ? {
          date: unsent.date as BusinessDate,
          tries: sending?.tries ?? 0,
          nextTryAtMs: sending?.nextTryAtMs || null,
          lastFailure: sending?.lastFailure ?? null,
        }
      : null,
  };
}
