import { DISTURBANCES, type Disturbance, type DisturbanceKind } from "../../schema/api/status.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";

/** Rows of `system_flag`: what the operator said, and the projection's heartbeat. */
const SAID = "disturbance:";
const ASKED = "projection-asked";
const HEARD = "projection-heard";
const EVERYWHERE = "*";
/** The last few messages say whether they get through, if they are no older than this. */
const MESSAGES_MS = 10 * 60_000;
const LAST_MESSAGES = 3;

const nameOf = (kind: DisturbanceKind, regionId: string | null) => `${SAID}${kind}:${regionId ?? EVERYWHERE}`;

/** Says that something is disturbed, in a region or everywhere, or that it is over (DEG-1). The first moment stands. */
export async function writeDisturbance(
  db: D1Database,
  { kind, regionId, disturbed }: Pick<Disturbance, "kind" | "regionId"> & { readonly disturbed: boolean },
  nowMs: number,
): Promise<void> {
  const name = nameOf(kind, regionId);
  await (disturbed
    ? db
        .prepare("insert into system_flag (name, value) values (?1, ?2) on conflict (name) do nothing")
        .bind(name, String(nowMs))
    : db.prepare("delete from system_flag where name = ?1").bind(name)
  ).run();
}

/** Where each queue's heartbeat is noted. */
const heardName = (queue: number) => (queue === 1 ? HEARD : `${HEARD}:${queue}`);
const heardNames = (queues: number) => Array.from({ length: queues }, (_, index) => heardName(index + 1));

/** Notes that heartbeats are on their way to the projection by every queue; one that was never answered stays the one that is waited for. */
export async function noteAsked(db: D1Database, nowMs: number, queues: number): Promise<void> {
  await db
    .prepare(
      `insert into system_flag (name, value) values (?1, ?3) on conflict (name) do update set value = ?3
       where (select count(*) from system_flag heard join json_each(?2) e on e.value = heard.name
              where cast(heard.value as integer) >= cast(system_flag.value as integer)) = ?4`,
    )
    .bind(ASKED, JSON.stringify(heardNames(queues)), String(nowMs), queues)
    .run();
}

/** Notes that a heartbeat came through, by when it was sent. */
export async function noteHeard(db: D1Database, askedAtMs: number, queue: number): Promise<void> {
  await db
    .prepare(
      `insert into system_flag (name, value) values (?1, ?2) on conflict (name) do update set value = ?2
       where cast(value as integer) < cast(?2 as integer)`,
    )
    .bind(heardName(queue), String(askedAtMs))
    .run();
}

/** What D1 knows of the parts, in one look: the operator's word, heartbeats, and the last messages. */
export async function statusSigns(db: D1Database, nowMs: number, queues: number) {
  const [flags, spent, limit, ended] = await db.batch<Record<string, never>>([
    db.prepare(
      `select name, value from system_flag where name in ('rebuild', '${ASKED}') or name glob '${HEARD}*' or name glob '${SAID}*'`,
    ),
    db.prepare("select yen from phone_spending where day = ?1").bind(businessDate(nowMs)),
    db.prepare("select daily_limit_yen as yen from phone_setting where id = 1"),
    db
      .prepare(
        `select count(*) as ended, count(case when state in ('taken', 'delivered') then 1 end) as taken
         from (select state from phone_message where created_at_ms > ?1 and state <> 'sending'
               order by created_at_ms desc limit ${LAST_MESSAGES})`,
      )
      .bind(nowMs - MESSAGES_MS),
  ]);
  const rows = (flags?.results ?? []) as unknown as { readonly name: string; readonly value: string }[];
  const msOf = (name: string) => {
    const row = rows.find((one) => one.name === name);
    return row ? Number(row.value) : null;
  };
  const yenIn = (result: typeof spent) => (result?.results[0] as { yen?: number } | undefined)?.yen;
  const counts = (ended?.results[0] ?? { ended: 0, taken: 0 }) as { ended: number; taken: number };
  return {
    said: rows.flatMap((row) => saidOf(row)),
    rebuilding: rows.some(({ name, value }) => name === "rebuild" && value === "1"),
    askedAtMs: msOf(ASKED),
    heardAtMs: slowest(heardNames(queues).map(msOf)),
    spentYen: yenIn(spent) ?? 0,
    /** Null where nobody has set one. */
    limitYen: yenIn(limit) ?? null,
    ...counts,
  };
}

/** What the queue that is the furthest behind has answered; null where one never has. */
function slowest(heardAtMs: readonly (number | null)[]): number | null {
  return heardAtMs.some((ms) => ms === null) ? null : Math.min(...(heardAtMs as number[]));
}

function saidOf({ name, value }: { readonly name: string; readonly value: string }): Disturbance[] {
  if (!name.startsWith(SAID)) return [];
  const [word = "", region = ""] = name.slice(SAID.length).split(":");
  const kind = DISTURBANCES.find((one) => one === word);
  return kind
    ? [{ kind, regionId: region === EVERYWHERE ? null : (region as RegionId), sinceMs: Number(value) }]
    : [];
}
