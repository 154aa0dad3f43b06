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

/** Notes that a heartbeat is on its way to the projection; one that was never answered stays the one that is waited for. */
export async function noteAsked(db: D1Database, nowMs: number): Promise<void> {
  await db
    .prepare(
      `insert into system_flag (name, value) values (?1, ?3) on conflict (name) do update set value = ?3
       where cast(value as integer) <= (select cast(value as integer) from system_flag where name = ?2)`,
    )
    .bind(ASKED, HEARD, String(nowMs))
    .run();
}

/** Notes that a heartbeat came through, by when it was sent. */
export async function noteHeard(db: D1Database, askedAtMs: number): Promise<void> {
  await db
    .prepare(
      `insert into system_flag (name, value) values (?1, ?2) on conflict (name) do update set value = ?2
       where cast(value as integer) < cast(?2 as integer)`,
    )
    .bind(HEARD, String(askedAtMs))
    .run();
}

/** What D1 knows of the parts, in one look: the operator's word, heartbeats, and the last messages. */
export async function statusSigns(db: D1Database, nowMs: number) {
  const [flags, spent, limit, ended] = await db.batch<Record<string, never>>([
    db.prepare(
      `select name, value from system_flag where name in ('rebuild', '${ASKED}', '${HEARD}') or name glob '${SAID}*'`,
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
    heardAtMs: msOf(HEARD),
    spentYen: yenIn(spent) ?? 0,
    /** Null where nobody has set one. */
    limitYen: yenIn(limit) ?? null,
    ...counts,
  };
}

function saidOf({ name, value }: { readonly name: string; readonly value: string }): Disturbance[] {
  if (!name.startsWith(SAID)) return [];
  const [word = "", region = ""] = name.slice(SAID.length).split(":");
  const kind = DISTURBANCES.find((one) => one === word);
  return kind
    ? [{ kind, regionId: region === EVERYWHERE ? null : (region as RegionId), sinceMs: Number(value) }]
    : [];
}
