import { CouponActor } from "../../durable-objects/coupon/actor.ts";
import { FundActor } from "../../durable-objects/fund/actor.ts";
import type { SqlValue } from "../../durable-objects/lib/sql.ts";
import { WalletActor } from "../../durable-objects/wallet/actor.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";
import { memoryR2 } from "../../workers/archive/memory-r2.testing.ts";
import type { Env } from "../../workers/env.ts";
import type { Bug } from "./bugs.ts";
import { CloudQueue } from "./cloud-queue.ts";
import { PlaceD1, PlaceR2, SharedD1 } from "./cloud-stores.ts";
import { ActorStorage } from "./storage.ts";
import type { Timeline } from "./timeline.ts";
import { roughWeather, type Weather } from "./weather.ts";

/** Somewhere code runs: an instance of an actor, an isolate of the Worker. It can stop at any await. */
export interface Place {
  readonly name: string;
  readonly kind: "actor" | "edge" | "consumer" | "sweep" | "office";
  readonly env: Env;
  alive: boolean;
}

interface Instance {
  readonly place: Place;
  readonly object: { [method: string]: (argument: unknown) => Promise<unknown> };
  ready: Promise<unknown>;
  /** Told when the instance stops under their call. */
  readonly callers: Set<() => void>;
}

/** What a place may be told about an actor's commit; the books listen here. */
export interface Witness {
  committed(storage: ActorStorage): void;
  /** Its alarm's handler has ended well. */
  rang(storage: ActorStorage): void;
}

const CLASSES = { coupon: CouponActor, wallet: WalletActor, fund: FundActor };
const KEY = btoa("k".repeat(32));
/** The platform's own tries of an alarm handler that failed. */
const ALARM_TRIES = 6;
/** Clocks of two machines differ by at most this. */
const MAX_SKEW_MS = 2_000;

/**
 * The platform, simulated: the very actor classes of production on SQLite in memory, one D1, one R2, queues and alarms,
 * all of them slow, forgetful and given to repeating themselves. Code under test runs unchanged; only the platform's
 * objects handed to it are these.
 */
export class Cloud {
  readonly timeline: Timeline;
  readonly weather: Weather = roughWeather();
  readonly d1 = new SharedD1();
  readonly r2 = memoryR2();
  readonly storages = new Map<ActorName, ActorStorage>();
  readonly journalQueue: CloudQueue;
  readonly jobsQueue: CloudQueue;
  readonly bug: Bug | null;
  /** At once and without events: for the audit at the end. */
  direct = false;
  witness: Witness = { committed: () => {}, rang: () => {} };
  readonly #instances = new Map<ActorName, Instance>();
  readonly #delivering = new Map<string, number>();
  #places = 0;

  constructor(timeline: Timeline, bug: Bug | null) {
    this.timeline = timeline;
    this.bug = bug;
    this.journalQueue = new CloudQueue(this, "journal-events", 50);
    this.jobsQueue = new CloudQueue(this, "jobs", 1);
    bug?.plantInD1?.(this.d1.node.sqlite);
  }

  /* ---------- Places ---------- */

  place(kind: Place["kind"], name: string): Place {
    this.#places += 1;
    const place: Place = { name: `${name}#${this.#places}`, kind, alive: true, env: {} as Env };
    Object.assign(place.env, this.#env(place));
    return place;
  }

  #env(place: Place): { readonly [binding: string]: unknown } {
    const skewMs = this.direct ? 0 : this.timeline.random.between(-MAX_SKEW_MS, MAX_SKEW_MS);
    return {
      DB: new PlaceD1(this, place),
      LOG: new PlaceR2(this, place),
      JOURNAL_QUEUE: this.journalQueue.producer(place),
      JOBS_QUEUE: this.jobsQueue.producer(place),
      COUPON: this.#namespace(place, "coupon"),
      WALLET: this.#namespace(place, "wallet"),
      FUND: this.#namespace(place, "fund"),
      // Screens are nobody's books; a feed that hears nothing is what FED-1 allows.
      FEED: { idFromName: (name: string) => name, get: () => ({ publish: async () => {} }) },
      CLOCK_OFFSET_MS: String(skewMs),
      PEPPERS: JSON.stringify({ "1": KEY }),
      ISSUE_KEYS: JSON.stringify({ "1": KEY }),
      ENVIRONMENT: "local",
    };
  }

  #namespace(place: Place, actorClass: ActorClass) {
    return {
      idFromName: (name: string) => name,
      get: (name: string) =>
        new Proxy(
          {},
          {
            get: (_, method) =>
              method === "then"
                ? undefined
                : (argument: unknown) =>
                    this.#rpc(place, actorClass, name as ActorName, String(method), argument),
          },
        ),
    };
  }

  /** A moment, mostly; sometimes long enough for the rest of the world to move on. */
  latencyMs(): number {
    const { random } = this.timeline;
    if (!this.weather.delays) return 1;
    const kind = random.unit();
    if (kind < 0.85) return random.between(1, 15);
    if (kind < 0.98) return random.between(15, 400);
    return random.between(1_000, 90_000);
  }

  /** One call to a shared store. */
  far<T>(place: Place, what: "d1" | "r2" | "queue", work: () => Promise<T>): Promise<T> {
    if (this.direct) return work();
    return new Promise<T>((resolve, reject) => {
      // What the edge reads to judge by, and what a cron looks for, is not what the run is about.
      const label = place.kind === "sweep" || (place.kind === "edge" && what === "d1") ? null : what;
      this.timeline.after(this.latencyMs(), label, () => {
        if (!place.alive) return false;
        if (this.#isAway(place, what)) {
          this.timeline.saw(`${what} away`);
          this.resume(place, () => reject(new Error(`${what} is away`)));
          return true;
        }
        const { random } = this.timeline;
        if (random.chance(this.weather.loss / 2)) {
          this.resume(place, () => reject(new Error(`${what} did not answer`)));
          return true;
        }
        const done = work();
        if (random.chance(this.weather.loss / 2)) {
          this.timeline.saw(`${what} did it but said nothing`);
          done.catch(() => {});
          this.resume(place, () => reject(new Error(`${what} answered nobody`)));
        } else this.resume(place, () => resolve(done));
        return true;
      });
    });
  }

  #isAway(place: Place, what: "d1" | "r2" | "queue"): boolean {
    const { weather } = this;
    const { nowMs } = this.timeline;
    if (what === "r2") return weather.r2AwayUntilMs > nowMs;
    if (what === "queue") return weather.queueAwayUntilMs > nowMs;
    return weather.d1AwayUntilMs > nowMs || (weather.projectionAwayUntilMs > nowMs && place.kind !== "edge");
  }

  /** Goes on with code that waited, unless its place stops just there. */
  resume(place: Place, go: () => void): void {
    if (!place.alive) return;
    const { random } = this.timeline;
    if (place.kind === "actor" && random.chance(this.weather.crash)) {
      this.timeline.saw("actor stopped at an await");
      this.crash(place.name.split("#")[0] as ActorName);
      return;
    }
    if ((place.kind === "edge" || place.kind === "consumer") && random.chance(this.weather.death)) {
      this.timeline.saw(`${place.kind} stopped at an await`);
      place.alive = false;
      return;
    }
    go();
  }

  /* ---------- Actors ---------- */

  storage(actorClass: ActorClass, actor: ActorName): ActorStorage {
    const known = this.storages.get(actor);
    if (known) return known;
    const made = new ActorStorage(actorClass, actor);
    this.storages.set(actor, made);
    return made;
  }

  isRunning(actor: ActorName): boolean {
    return this.#instances.has(actor);
  }

  /** Actors with somebody waiting for them, who notice most when one stops. */
  busyActors(): ActorName[] {
    return [...this.#instances].filter(([, each]) => each.callers.size > 0).map(([actor]) => actor);
  }

  runningActors(): ActorName[] {
    return [...this.#instances.keys()];
  }

  /** Stops an actor: what it had in memory is gone, whoever waits for it hears of it, its disk stays. */
  crash(actor: ActorName): void {
    const instance = this.#instances.get(actor);
    if (!instance) return;
    instance.place.alive = false;
    this.#instances.delete(actor);
    this.timeline.note([actor], `${short(actor)} stops`);
    for (const tell of instance.callers) tell();
  }

  /** Stops every actor at once, as a new version of the software does. */
  restartAll(): void {
    for (const actor of this.runningActors()) this.crash(actor);
  }

  /** Starts an actor, as any question to it does. */
  async touch(actorClass: ActorClass, actor: ActorName): Promise<void> {
    await this.#invoke(this.#start(actorClass, actor), "head", undefined);
  }

  #start(actorClass: ActorClass, actor: ActorName): Instance {
    const running = this.#instances.get(actor);
    if (running) return running;
    const storage = this.storage(actorClass, actor);
    const place = this.place("actor", actor);
    const instance: Instance = { place, object: {}, ready: Promise.resolve(), callers: new Set() };
    const context = {
      id: { name: actor },
      blockConcurrencyWhile: (body: () => Promise<unknown>) => {
        instance.ready = body();
        return instance.ready;
      },
      storage: {
        sql: {
          exec: (statement: string, ...values: SqlValue[]) => {
            if (!place.alive) throw new Error("an actor that has stopped wrote");
            const rows = storage.sql.all(statement, ...values);
            return { toArray: () => rows, rowsWritten: 0 };
          },
        },
        transactionSync: <T>(body: () => T) => this.#transact(storage, body),
        setAlarm: (atMs: number) => {
          if (storage.inTransaction) storage.alarmToCome = atMs;
          else this.#arm(storage, atMs);
        },
        getAlarm: async () => storage.alarmAtMs,
      },
    };
    const Class = CLASSES[actorClass] as unknown as new (
      ctx: unknown,
      env: Env,
      ledger?: unknown,
    ) => Instance["object"];
    const planted =
      actorClass === "fund" ? this.bug?.fundLedger?.() : this.bug?.balanceLedger?.(place.env as never);
    const made: Instance = Object.assign(instance, { object: new Class(context, place.env, planted) });
    this.#instances.set(actor, made);
    return made;
  }

  #transact<T>(storage: ActorStorage, body: () => T): T {
    storage.inTransaction = true;
    storage.alarmToCome = null;
    let value: T;
    try {
      value = storage.sql.transaction(() => {
        const made = body();
        if (this.timeline.random.chance(this.weather.diskFull)) {
          this.timeline.saw("disk full");
          throw new Error("database or disk is full");
        }
        return made;
      });
    } catch (error) {
      storage.alarmToCome = null;
      throw error;
    } finally {
      storage.inTransaction = false;
    }
    if (storage.alarmToCome !== null) this.#arm(storage, storage.alarmToCome);
    try {
      this.witness.committed(storage);
    } catch (problem) {
      this.timeline.report(problem);
    }
    return value;
  }

  async #invoke(instance: Instance, method: string, argument: unknown): Promise<unknown> {
    await instance.ready;
    const run = instance.object[method];
    if (!run) throw new TypeError(`an actor has no method ${method}`);
    return run.call(instance.object, argument);
  }

  #rpc(place: Place, actorClass: ActorClass, actor: ActorName, method: string, argument: unknown) {
    if (this.direct) return this.#invoke(this.#start(actorClass, actor), method, argument);
    const { timeline, weather } = this;
    const { random } = timeline;
    return new Promise<unknown>((resolve, reject) => {
      const fail = (why: string) => {
        timeline.after(random.between(5, 3_000), "no answer", () => {
          if (!place.alive) return false;
          this.resume(place, () => reject(new Error(why)));
          return true;
        });
      };
      timeline.after(this.latencyMs(), method, () => {
        if ((weather.actorsAwayUntilMs.get(actor) ?? 0) > timeline.nowMs) {
          timeline.saw("actor away");
          fail(`${actorClass} is away`);
          return;
        }
        if (random.chance(weather.loss)) {
          timeline.saw("request to an actor lost");
          fail("the request was lost");
          return;
        }
        const instance = this.#start(actorClass, actor);
        const parent = parentOf(argument);
        this.#noteDriver(parent, 1);
        let over = false;
        const stopped = () => {
          if (over) return;
          over = true;
          this.#noteDriver(parent, -1);
          fail("the actor stopped");
        };
        instance.callers.add(stopped);
        const settle = (then: () => void) => {
          if (over) return;
          over = true;
          instance.callers.delete(stopped);
          this.#noteDriver(parent, -1);
          then();
        };
        this.#invoke(instance, method, argument).then(
          (value) => {
            this.#noteAnswer(actor, method, argument, value);
            settle(() => {
              if (random.chance(weather.crash)) {
                timeline.saw("actor stopped before its reply");
                this.crash(actor);
                fail("the actor stopped");
              } else if (random.chance(weather.loss)) {
                timeline.saw("reply of an actor lost");
                fail("the reply was lost");
              } else
                timeline.after(this.latencyMs(), "reply", () => {
                  if (!place.alive) return false;
                  this.resume(place, () => resolve(value));
                  return true;
                });
            });
          },
          (error: unknown) => settle(() => fail(String(error))),
        );
      });
    });
  }

  /** Two drivers of one transfer are at it at the same time. */
  #noteDriver(parent: string | null, change: 1 | -1): void {
    if (parent === null) return;
    const now = (this.#delivering.get(parent) ?? 0) + change;
    if (now > 1 && change === 1) this.timeline.saw("two drivers of one transfer");
    if (now === 0) this.#delivering.delete(parent);
    else this.#delivering.set(parent, now);
  }

  #noteAnswer(actor: ActorName, method: string, argument: unknown, value: unknown): void {
    const id = (argument as { operationId?: string } | undefined)?.operationId;
    if (!id) return;
    const outcome = (value as { outcome?: { ok: boolean; error?: { code: string; outcome: string } } } | null)
      ?.outcome;
    const said = outcome?.ok ? "done" : `${outcome?.error?.code} (${outcome?.error?.outcome})`;
    this.timeline.note([actor, id], `${short(actor)} ${method} ${id} → ${said}`);
  }

  /* ---------- Alarms ---------- */

  #arm(storage: ActorStorage, atMs: number): void {
    storage.alarmAtMs = atMs;
    storage.alarmSet += 1;
    const set = storage.alarmSet;
    const { timeline } = this;
    const early = timeline.nowMs > atMs ? 0 : Math.min(atMs - timeline.nowMs, 3_000);
    timeline.after(atMs - timeline.nowMs + this.#lateMs(early), "alarm", () => {
      if (storage.alarmSet !== set || storage.alarmAtMs === null) return false;
      if (timeline.random.chance(this.weather.alarmUsedUp)) {
        timeline.saw("alarm used up");
        timeline.note([storage.actor], `the alarm of ${short(storage.actor)} is used up`);
        this.crash(storage.actor);
        storage.alarmAtMs = null;
        return true;
      }
      if (timeline.nowMs < atMs - 500) timeline.saw("alarm early");
      if (timeline.nowMs > atMs + 30_000) timeline.saw("alarm late");
      this.#ring(storage, 0);
      if (timeline.random.chance(this.weather.alarmTwice))
        timeline.after(timeline.random.between(1, 60_000), "alarm again", () => {
          timeline.saw("alarm twice");
          this.#ring(storage, 0);
        });
      return true;
    });
  }

  #lateMs(earlyMs: number): number {
    const { random } = this.timeline;
    if (!this.weather.delays) return 0;
    const kind = random.unit();
    if (kind < 0.1) return -random.below(earlyMs + 1);
    if (kind < 0.85) return random.between(0, 500);
    return kind < 0.96 ? random.between(500, 90_000) : random.between(600_000, 3_600_000);
  }

  #ring(storage: ActorStorage, attempt: number): void {
    const { timeline } = this;
    storage.alarmAtMs = null;
    storage.ringsAgain = false;
    const instance = this.#start(storage.actorClass, storage.actor);
    timeline.note([storage.actor], `${short(storage.actor)} rings`);
    let over = false;
    const again = () => {
      if (over) return;
      over = true;
      instance.callers.delete(again);
      if (attempt + 1 >= ALARM_TRIES) {
        // The platform gives up; the actor knows of it when it starts the next time (ALM-1).
        timeline.saw("alarm used up");
        this.crash(storage.actor);
        if (storage.alarmAtMs === null) storage.alarmSet += 1;
        return;
      }
      storage.ringsAgain = true;
      timeline.after(2_000 * 2 ** attempt, "alarm again", () => this.#ring(storage, attempt + 1));
    };
    instance.callers.add(again);
    this.#invoke(instance, "alarm", undefined).then(() => {
      over = true;
      instance.callers.delete(again);
      try {
        this.witness.rang(storage);
      } catch (problem) {
        timeline.report(problem);
      }
    }, again);
  }

  close(): void {
    for (const storage of this.storages.values()) storage.close();
    this.d1.close();
  }
}

/** The transfer that a step delivers, if the call is one. */
function parentOf(argument: unknown): string | null {
  const parent = (argument as { parent?: unknown } | null | undefined)?.parent;
  return typeof parent === "string" ? parent : null;
}

/** A name as a trace shows it. */
export function short(actor: string): string {
  return actor.length === 64 ? `coupon ${actor.slice(0, 8)}` : actor;
}
