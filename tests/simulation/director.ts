import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { addDays, type BusinessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { ActorName, ProgrammeId } from "../../schema/ids.ts";
import { sweep } from "../../workers/queue/sweep.ts";
import { MISHAPS } from "./mishaps.ts";
import { issueSheets, midnightRush, STORIES, type World } from "./stories.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Starts something that goes on by itself; what goes wrong in it is a bug of the simulation. */
function begin(world: World, task: Promise<unknown>): void {
  world.underWay += 1;
  task
    .catch((error: unknown) => world.timeline.report(error))
    .finally(() => {
      world.underWay -= 1;
    });
}

/** Keeps the world busy until `isOver`: bursts of traffic, mishaps, quiet hours, midnights. */
export async function direct(world: World, isOver: () => boolean): Promise<void> {
  const { random, timeline } = world;
  const report = (error: unknown) => timeline.report(error);
  sweepNowAndThen(world, isOver).catch(report);
  sealEveryNight(world, isOver).catch(report);
  while (!isOver()) {
    if (random.chance(0.14)) begin(world, random.weighted(MISHAPS)(world));
    begin(world, random.weighted(STORIES)(world));
    const untilMidnightMs = endExclusiveMs(world.town.today()) - timeline.nowMs;
    const gapMs = random.weighted([
      [0.72, random.wait(2_500)],
      [0.23, random.between(10_000, 150_000)],
      [0.05, random.between(20 * MINUTE, 5 * HOUR)],
    ]);
    if (gapMs > untilMidnightMs && untilMidnightMs > 5_000) {
      await timeline.sleep(untilMidnightMs - 3_000, "nearly midnight");
      timeline.saw("midnight");
      begin(world, midnightRush(world));
      begin(world, issueSheets(world));
      await timeline.sleep(20_000, "after midnight");
    } else await timeline.sleep(gapMs, "quiet");
  }
}

/** ALM-2; a cron that comes late, as crons do. */
async function sweepNowAndThen(world: World, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await world.timeline.sleep(world.random.between(5, 40) * MINUTE, "cron");
    await sweepOnce(world);
  }
}

export async function sweepOnce(world: World): Promise<void> {
  try {
    const { transfersDriven, gapsHealed } = await sweep(world.cloud.place("sweep", "cron").env);
    if (transfersDriven > 0) world.timeline.saw("sweep drove a transfer");
    if (gapsHealed > 0) world.timeline.saw("sweep healed a gap");
  } catch {
    world.timeline.saw("sweep failed");
  }
}

async function sealEveryNight(world: World, isOver: () => boolean): Promise<void> {
  const { random, timeline, town } = world;
  while (!isOver()) {
    const night = endExclusiveMs(town.today()) + random.between(30, 300) * MINUTE;
    await timeline.sleep(night - timeline.nowMs, "night");
    if (isOver()) return;
    const asOf = addDays(town.today(), -1);
    seal(world, asOf);
    timeline.saw("date sealed");
    for (const order of returnsOf(world, asOf)) {
      timeline.saw("expired money returned");
      await world.clients.persist(order, 4);
      // Asked once more with an older date, which changes nothing (FND-5).
      if (random.chance(0.2)) {
        timeline.saw("expired money returned as of an older date");
        const older = addDays(asOf, -1);
        const { programmeId, expiresOn } = order;
        await world.clients.persist(
          returnOrder(programmeId, expiresOn, older, totalOf(world, programmeId, expiresOn, older)),
          2,
        );
      }
    }
  }
}

/** From now on rows of this date book later (ASOF-1). */
export function seal(world: World, asOf: BusinessDate): void {
  world.cloud.d1.node.sqlite
    .prepare(
      "insert or ignore into seal (book_date, state, audit_id, late, closed_at_ms) values (?, 'sealed', '', '[]', ?)",
    )
    .run(asOf, world.timeline.nowMs);
}

/** What the office returns to the funder as of a sealed date: every bucket that has expired by then. */
export function returnsOf(world: World, asOf: BusinessDate) {
  const buckets = world.cloud.d1.node.sqlite
    .prepare(
      "select distinct programme_id as programmeId, expires_on as expiresOn from ledger_total where expires_on <> '' and expires_on <= ? order by 1, 2",
    )
    .all(asOf) as { programmeId: string; expiresOn: string }[];
  return buckets
    .map(({ programmeId, expiresOn }) =>
      returnOrder(programmeId, expiresOn, asOf, totalOf(world, programmeId, expiresOn, asOf)),
    )
    .filter((order) => order.totalYen >= 0);
}

function returnOrder(programmeId: string, expiresOn: string, asOf: BusinessDate, totalYen: number) {
  const fund = programmeId as ActorName;
  return {
    kind: "return-expired" as const,
    operationId: stepId(`return:${programmeId}:${expiresOn}:${asOf}`, "return", idTail(fund)),
    programmeId: programmeId as ProgrammeId,
    expiresOn,
    asOf,
    totalYen,
  };
}

/** What is live in a sealed date's bucket has expired: faces with their issue, moves with their lots (EXP-1). */
function totalOf(world: World, programmeId: string, expiresOn: string, asOf: string): number {
  const row = world.cloud.d1.node.sqlite
    .prepare(
      `select coalesce(sum(amount_yen), 0) as total from ledger_total
        where programme_id = ?1 and expires_on = ?2 and book_date <= ?3
          and (class <> 'fund' and kind <> 'open' or class = 'fund' and part = 'issued'
               or class = 'fund' and kind = 'withdraw' and part = 'cancelled')`,
    )
    .get(programmeId, expiresOn, asOf) as { total: number };
  return row.total;
}
