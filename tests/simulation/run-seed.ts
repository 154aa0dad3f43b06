import { sha256 } from "../../durable-objects/lib/hash.ts";
import { consume } from "../../workers/queue/consumer.ts";
import { keepsOf } from "./acknowledged.ts";
import { Answers } from "./answers.ts";
import { Books } from "./books.ts";
import type { Bug } from "./bugs.ts";
import { Clients } from "./client.ts";
import { Cloud, type Place } from "./cloud.ts";
import type { Batch } from "./cloud-queue.ts";
import { direct, sweepOnce } from "./director.ts";
import { Edge } from "./edge.ts";
import { checkEverything } from "./final-checks.ts";
import { issueSheets, type World } from "./stories.ts";
import { Break, Timeline } from "./timeline.ts";
import { START_MS, Town } from "./town.ts";
import { takeTime } from "./virtual-time.ts";
import { calmDown } from "./weather.ts";

/** What one seed came to. */
export interface SeedResult {
  readonly seed: number;
  readonly steps: number;
  readonly operations: number;
  readonly answers: number;
  readonly negativeAnswers: number;
  readonly journalRows: number;
  readonly actors: number;
  readonly virtualHours: number;
  /** Every step's name and moment, and every journal's end, in one text. */
  readonly fingerprint: string;
  readonly seen: Readonly<Record<string, number>>;
  readonly broken: null | {
    readonly rule: string;
    readonly what: string;
    readonly step: number;
    readonly trace: readonly string[];
  };
}

type Swallows = NonNullable<Bug["swallows"]>;

/** Jobs that move money or freeze it. */
const SIMULATED_JOBS: ReadonlySet<string> = new Set(["issue", "stop"]);
const HOUR = 3_600_000;
/** No story waits longer than a sheet is good. */
const MAX_LAST_STORIES_HOURS = 8 * 24;
/** Events of a drain; a world that is still busy after these never comes to rest. */
const MAX_DRAIN_EVENTS = 60_000;

/** Runs one world from its seed: the same seed, steps and bug give the same run, event by event. */
export async function runSeed(seed: number, steps: number, bug: Bug | null = null): Promise<SeedResult> {
  const timeline = new Timeline(seed, START_MS);
  const giveTimeBack = takeTime(timeline);
  const cloud = new Cloud(timeline, bug);
  const books = new Books((kind) => timeline.saw(kind));
  const answers = new Answers(books);
  const town = new Town(cloud);
  const clients = new Clients(cloud, answers);
  const world: World = {
    cloud,
    timeline,
    random: timeline.random,
    town,
    clients,
    books,
    answers,
    underWay: 0,
  };
  cloud.witness = {
    committed: (storage) => books.committed(storage, timeline.nowMs),
    rang: (storage) => books.rang(storage),
  };
  const swallows = bug?.swallows ?? (() => false);
  const consumeBut = (swallows: Swallows) => (batch: Batch, place: Place) =>
    consume(without(batch, swallows) as never, place.env, { waitUntil: () => {} });
  cloud.journalQueue.consumer = consumeBut(swallows);
  // Reports, audits, seals and archives are not what is simulated.
  cloud.jobsQueue.consumer = consumeBut(
    (message) => !SIMULATED_JOBS.has((message.body as { kind: string }).kind),
  );
  cloud.journalQueue.acknowledged = (message) => keepsOf(cloud, message);
  let broken: SeedResult["broken"] = null;
  let brokeAt = 0;
  try {
    await open(world);
    let over = false;
    direct(world, () => over).catch((error: unknown) => timeline.report(error));
    while (timeline.steps < steps && (await timeline.step()));
    over = true;
    await drain(world);
    brokeAt = timeline.steps;
    await checkEverything(world);
  } catch (problem) {
    const found = problem instanceof Break ? problem : new Break("BUG", String((problem as Error).stack));
    broken = {
      rule: found.rule,
      what: found.message,
      step: brokeAt || timeline.steps,
      trace: timeline.traceOf(found.about),
    };
  } finally {
    cloud.close();
    giveTimeBack();
  }
  return {
    seed,
    steps: Math.min(timeline.steps, Math.max(steps, 1)),
    operations: clients.operations,
    answers: answers.count,
    negativeAnswers: answers.negatives,
    journalRows: books.rows,
    actors: books.all.size,
    virtualHours: Math.round((timeline.nowMs - START_MS) / HOUR),
    fingerprint: `${timeline.fingerprint}-${endsOf(books)}`,
    seen: Object.fromEntries(timeline.seen),
    broken,
  };
}

function endsOf(books: Books): string {
  const ends = [...books.all].map(([actor, book]) => `${actor} ${book.seq} ${book.hash}`).sort();
  return sha256(ends.join("\n")).slice(0, 16);
}

/** Money in the funds and sheets handed over, before anything goes wrong. */
async function open(world: World): Promise<void> {
  const { cloud, town } = world;
  const rough = { ...cloud.weather };
  calmDown(cloud.weather);
  cloud.direct = true;
  const edge = new Edge(cloud.place("edge", "setup"), false);
  const office = async (request: Parameters<Edge["handle"]>[0]) => {
    const reply = await edge.handle(request);
    if (reply.outcome !== "done") throw new Error(`setting up: ${request.kind} answered ${reply.code}`);
  };
  for (const programme of town.programmes) {
    const base = { programmeId: programme.id };
    const id = () => town.newId(town.fund(programme));
    await office({ kind: "deposit", operationId: id(), ...base, amountYen: 6_000_000 });
    for (const issuer of town.issuers)
      await office({
        kind: "allot",
        operationId: id(),
        ...base,
        issuerId: issuer.id,
        amountYen: 900_000,
        direction: "out",
      });
  }
  cloud.direct = false;
  for (const programme of town.programmes)
    for (let issue = 0; issue < 3; issue++)
      issueSheets(world, programme).catch((error: unknown) => world.timeline.report(error));
  const { timeline } = world;
  while (timeline.nextAtMs !== null && timeline.nowMs < START_MS + 10 * 60_000) await timeline.step();
  Object.assign(cloud.weather, rough);
  timeline.steps = 0;
}

/** Nothing goes wrong any more: alarms, re-sends and sweeps bring everything home. */
async function drain(world: World): Promise<void> {
  const { timeline, cloud } = world;
  calmDown(cloud.weather);
  let events = 0;
  const rest = async (forMs: number) => {
    const untilMs = timeline.nowMs + forMs;
    while (timeline.nextAtMs !== null && timeline.nextAtMs < untilMs) {
      await timeline.step();
      events += 1;
      if (events > MAX_DRAIN_EVENTS) throw new Break("PUB-6", "the world does not come to rest");
    }
    timeline.nowMs = untilMs;
  };
  // Everybody finishes what they are at; the longest wait for a sheet's last minute.
  for (let round = 0; round < MAX_LAST_STORIES_HOURS && world.underWay > 0; round++) await rest(HOUR);
  await rest(9 * HOUR);
  // Whoever's alarm was used up learns of it when it starts again (ALM-1), and the audit starts everybody.
  cloud.restartAll();
  for (const [actor, book] of world.books.all)
    void cloud.touch(book.storage.actorClass, actor).catch((error: unknown) => timeline.report(error));
  await rest(5 * HOUR);
  for (let round = 0; round < 3; round++) {
    sweepOnce(world).catch((error: unknown) => timeline.report(error));
    await rest(15 * 60_000);
  }
  await rest(5 * HOUR);
  const waiting = cloud.journalQueue.size;
  if (waiting > 0) throw new Break("PUB-6", `${waiting} messages are still on the queue`);
}

function without(batch: Batch, swallows: Swallows): Batch {
  const messages = batch.messages.filter((message) => {
    if (!swallows(message)) return true;
    message.ack();
    return false;
  });
  const each = (act: (message: Batch["messages"][number]) => void) => () => messages.forEach(act);
  return {
    queue: batch.queue,
    messages,
    ackAll: each((message) => message.ack()),
    retryAll: each((message) => message.retry()),
  };
}
