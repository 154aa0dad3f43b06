import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * The machine stands still for a while with the power off, without anybody waiting for it. What would differ afterwards is
 * one thing only: every alarm that the platform keeps is nearer by so long. The platform reads the machine's clock, which
 * can't be moved, so the alarms come nearer instead, each one in both places where it is kept; the product's own clock is
 * moved on by the same time at the next start (CLK-1). No alarm is made, none is lost, none is told apart from another,
 * and nothing of the product's own data is touched.
 *
 * Only for a state folder whose system is stopped. Returns how many alarms there are.
 *
 * @param apart for thousands of actors: none rings before a moment, and each so long after the one before. Each one that
 *   wakes opens its files, of which a process may only have so many; the platform spreads its actors over machines.
 */
export function standStill(
  stateDir: string,
  forMs: number,
  apart?: { readonly fromMs: number; readonly everyMs: number },
): number {
  const root = join(stateDir, "data", "do");
  if (!existsSync(root)) return 0;
  const forNs = BigInt(forMs) * 1_000_000n;
  /** The soonest that the next alarm may ring. */
  let soonestNs = apart ? BigInt(apart.fromMs) * 1_000_000n : 0n;
  let alarms = 0;
  for (const folder of readdirSync(root)) {
    const scheduler = join(root, folder, "metadata.sqlite");
    const actors = withDatabase(scheduler, (db) => {
      if (!hasTable(db, "_cf_ALARM")) return [];
      const read = db.prepare("select actor_id as actorId, scheduled_time as atNs from _cf_ALARM order by 2");
      read.setReadBigInts(true);
      const nearer = (read.all() as { actorId: string; atNs: bigint }[]).map(({ actorId, atNs }) => {
        const ringsNs = atNs - forNs > soonestNs ? atNs - forNs : soonestNs;
        if (apart) soonestNs = ringsNs + BigInt(apart.everyMs) * 1_000_000n;
        return { actorId, ringsNs };
      });
      const write = db.prepare("update _cf_ALARM set scheduled_time = ? where actor_id = ?");
      db.exec("begin");
      for (const { actorId, ringsNs } of nearer) write.run(ringsNs, actorId);
      db.exec("commit");
      return nearer;
    });
    for (const { actorId, ringsNs } of actors) {
      // The actor's own copy, by which it knows an alarm that rings for its own.
      withDatabase(join(root, folder, `${actorId}.sqlite`), (db) => {
        if (hasTable(db, "_cf_METADATA"))
          db.prepare("update _cf_METADATA set value = ? where key = 1 and typeof(value) = 'integer'").run(
            ringsNs,
          );
        return [];
      });
    }
    alarms += actors.length;
  }
  return alarms;
}

function hasTable(db: DatabaseSync, table: string): boolean {
  return db.prepare("select 1 from sqlite_master where name = ?").get(table) !== undefined;
}

function withDatabase<T>(path: string, work: (db: DatabaseSync) => readonly T[]): readonly T[] {
  if (!existsSync(path)) return [];
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
