import { NEWER_SCHEMA_RETRY_MS } from "../../durable-objects/lib/migrate.ts";
import type { ActorName } from "../../schema/ids.ts";
import { short } from "./cloud.ts";
import type { ActorStorage, Snapshot } from "./storage.ts";
import { freezing, paperPay, type World } from "./stories.ts";

const MINUTE = 60_000;

/** Coupons of the unlucky programme that are opened, known to D1 to the last row, and in the middle of nothing. */
function victim(world: World): ActorStorage | null {
  const unlucky = new Set(
    world.town.programmes.filter((each) => each.unlucky).map((each) => each.id as string),
  );
  const fit = [...world.books.all.values()]
    .filter((book) => unlucky.has(book.programmeId) && book.seq > 1)
    .map((book) => book.storage)
    .filter(
      (storage) =>
        storage.actorClass === "coupon" &&
        storage.harm === null &&
        isProjected(world, storage) &&
        !isOnTheWay(world, storage.actor),
    );
  return fit.length === 0 ? null : world.random.pick(fit);
}

function isProjected(world: World, storage: ActorStorage): boolean {
  const row = world.cloud.d1.node.sqlite
    .prepare("select seq from actor_head where actor = ?")
    .get(storage.actor) as { seq: number } | undefined;
  return row?.seq === storage.lastSeq();
}

function isOnTheWay(world: World, actor: ActorName): boolean {
  for (const move of world.books.transfers.unended()) if (move.source === actor) return true;
  return false;
}

function lastSeqOf(copy: Snapshot): number {
  const rows = copy.find((table) => table.table === "journal")?.rows ?? [];
  return rows.reduce((last, row) => Math.max(last, row.seq as number), 0);
}

/** A disk comes up empty. The coupon must stay closed for ever (CPN-5). */
async function wipe(world: World): Promise<void> {
  const storage = victim(world);
  if (!storage) return;
  world.timeline.saw("disk wiped");
  world.timeline.note([storage.actor], `the disk of ${short(storage.actor)} is empty`);
  world.cloud.crash(storage.actor);
  world.books.harm(storage, "wiped");
  storage.restore([]);
  storage.alarmAtMs = null;
}

/** An older disk comes back; either nothing more is written on it, or something else than before. */
async function rollBack(world: World, goesOn: boolean): Promise<void> {
  const storage = victim(world);
  if (!storage) return;
  const { actor } = storage;
  const copy = storage.copy();
  const holder = { actorClass: "coupon" as const, actor };
  await world.clients.persist(freezing(world, holder, true), 6);
  await world.timeline.sleep(10 * MINUTE, "on its way to D1");
  if (storage.harm !== null || !isProjected(world, storage) || isOnTheWay(world, actor)) return;
  if (storage.lastSeq() === lastSeqOf(copy)) return;
  world.timeline.saw(goesOn ? "actor forked" : "last entry lost");
  world.timeline.note([actor], `${short(actor)} comes back from an older disk`);
  world.cloud.crash(actor);
  world.books.harm(storage, goesOn ? "forked" : "lost-last-entry");
  storage.restore(copy);
  if (goesOn) await world.clients.persist(freezing(world, holder, false), 8);
}

async function loseQueue(world: World): Promise<void> {
  const lost =
    world.cloud.journalQueue.lose() + (world.random.chance(0.3) ? world.cloud.jobsQueue.lose() : 0);
  if (lost > 0) world.timeline.saw("queue contents lost");
  world.timeline.note([], `the queue loses ${lost} messages`);
}

/** Newer software wrote to a disk and was taken back; the older says "try again" until it returns (ACT-2). */
async function softwareTakenBack(world: World): Promise<void> {
  const { cloud, random, timeline } = world;
  const opened = [...world.books.all.values()].filter((book) => book.storage.harm === null && book.seq > 0);
  if (opened.length === 0) return;
  const { storage } = random.skewed(opened);
  const shift = (by: number) => {
    if (!storage.isEmpty) storage.sql.all("update schema_version set version = version + ?", by);
    cloud.crash(storage.actor);
  };
  timeline.saw("newer software taken back");
  timeline.note([storage.actor], `${short(storage.actor)} has a disk of newer software`);
  shift(1);
  await timeline.sleep(random.between(1, 40) * MINUTE, "newer again");
  timeline.note([storage.actor], `${short(storage.actor)} gets the newer software back`);
  storage.lateUntilMs = timeline.nowMs + NEWER_SCHEMA_RETRY_MS;
  if (storage.harm === null) shift(-1);
}

const sleepyActor = async (world: World): Promise<void> => {
  const actors = [...world.books.all.keys()];
  if (actors.length === 0) return;
  world.cloud.weather.actorsAwayUntilMs.set(
    world.random.skewed(actors),
    world.timeline.nowMs + world.random.between(1, 60) * MINUTE,
  );
};

/** Outages of what all share. */
async function outage(world: World): Promise<void> {
  const { random, timeline } = world;
  const { weather } = world.cloud;
  const kind = random.below(4);
  const forMs = random.between(1, 12) * MINUTE;
  if (kind === 0) {
    timeline.saw("D1 away");
    weather.d1AwayUntilMs = timeline.nowMs + forMs;
  } else if (kind === 1) {
    timeline.saw("R2 away");
    weather.r2AwayUntilMs = timeline.nowMs + forMs;
  } else if (kind === 2) {
    timeline.saw("queue away");
    weather.queueAwayUntilMs = timeline.nowMs + forMs;
  } else {
    timeline.saw("the projection's database away for six hours");
    weather.projectionAwayUntilMs = timeline.nowMs + 6 * 60 * MINUTE;
  }
}

async function endIsolate(world: World): Promise<void> {
  world.timeline.saw("isolate ended");
  world.clients.endIsolate();
}

async function stopSomebody(world: World): Promise<void> {
  const busy = world.cloud.busyActors();
  const running = busy.length > 0 ? busy : world.cloud.runningActors();
  if (running.length === 0) return;
  world.timeline.saw("actor stopped by force");
  world.cloud.crash(world.random.pick(running));
}

async function newSoftware(world: World): Promise<void> {
  world.timeline.saw("new software everywhere");
  world.cloud.restartAll();
}

/** Sheets whose wiped coupon is tried again and again: none may open. */
async function tryTheWiped(world: World): Promise<void> {
  const wiped = [...world.books.harmed].filter((actor) => world.cloud.storages.get(actor)?.harm === "wiped");
  const sheet = world.town.coupons.find(
    (each) => each.actor === world.random.pick([...wiped, "" as ActorName]),
  );
  if (!sheet) return;
  await world.clients.persist(paperPay(world, sheet, { amountYen: sheet.programme.unitYen }), 1);
}

export const MISHAPS: readonly (readonly [weight: number, mishap: (world: World) => Promise<void>])[] = [
  [30, stopSomebody],
  [10, loseQueue],
  [9, outage],
  [8, endIsolate],
  [6, sleepyActor],
  [3, softwareTakenBack],
  [2, newSoftware],
  [5, wipe],
  [6, tryTheWiped],
  [2, (world) => rollBack(world, true)],
  [2, (world) => rollBack(world, false)],
];
