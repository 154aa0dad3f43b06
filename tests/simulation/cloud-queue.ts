import type { Cloud, Place } from "./cloud.ts";

/** A message that waits on a queue. */
export interface Message {
  readonly id: string;
  readonly body: unknown;
  attempts: number;
  visibleAtMs: number;
  inFlight: boolean;
  readonly damaged: boolean;
}

/** What a consumer is handed; the shape that the platform gives. */
export interface Batch {
  readonly queue: string;
  readonly messages: readonly {
    readonly id: string;
    readonly body: unknown;
    readonly attempts: number;
    ack(): void;
    retry(options?: { delaySeconds?: number }): void;
  }[];
  ackAll(): void;
  retryAll(): void;
}

/** Messages wait this long for others (`max_batch_timeout`), and come back so long after their consumer died. */
const BATCH_MS = 1_000;
const GIVE_BACK_MS = 30_000;
const RETRY_MS = 2_000;
/** `max_retries` of wrangler.toml; what comes more often is dropped by the platform. */
const MAX_ATTEMPTS = 100;

/** A queue: at least once, in any order, and empty after an accident. */
export class CloudQueue {
  readonly #cloud: Cloud;
  readonly #name: string;
  readonly #batchSize: number;
  #waiting: Message[] = [];
  #sent = 0;
  #pumping = false;
  consumer: (batch: Batch, place: Place) => Promise<void> = async () => {};
  /** Told of every message that is over, so that a check can ask where its content went. */
  acknowledged: (message: Message) => void = () => {};

  constructor(cloud: Cloud, name: string, batchSize: number) {
    this.#cloud = cloud;
    this.#name = name;
    this.#batchSize = batchSize;
  }

  get size(): number {
    return this.#waiting.length;
  }

  producer(place: Place) {
    return {
      send: (body: unknown, options: { delaySeconds?: number } = {}) =>
        this.#cloud.far(place, "queue", async () => this.#put(body, options.delaySeconds ?? 0)),
    };
  }

  /** The broker forgets everything that it has not delivered. */
  lose(): number {
    const lost = this.#waiting.length;
    this.#waiting = [];
    return lost;
  }

  #put(body: unknown, delaySeconds: number): void {
    const { timeline, weather } = this.#cloud;
    const { random } = timeline;
    if (this.#name === "journal-events" && random.chance(weather.poison)) {
      timeline.saw("message damaged");
      this.#add(damage(body, random.below(3)), 0, true);
      return;
    }
    const delayMs =
      delaySeconds * 1_000 + (weather.delays && random.chance(0.05) ? random.between(1_000, 900_000) : 0);
    this.#add(body, delayMs, false);
    if (random.chance(weather.repeat)) {
      timeline.saw("message repeated");
      this.#add(body, delayMs + random.between(0, 600_000), false);
    }
  }

  #add(body: unknown, delayMs: number, damaged: boolean): void {
    this.#sent += 1;
    const visibleAtMs = this.#cloud.timeline.nowMs + delayMs;
    this.#waiting.push({
      id: `${this.#name}-${this.#sent}`,
      body,
      attempts: 1,
      visibleAtMs,
      inFlight: false,
      damaged,
    });
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping) return;
    const next = this.#waiting.reduce(
      (soonest, message) => (message.inFlight ? soonest : Math.min(soonest, message.visibleAtMs)),
      Number.POSITIVE_INFINITY,
    );
    if (next === Number.POSITIVE_INFINITY) return;
    this.#pumping = true;
    const { timeline } = this.#cloud;
    timeline.after(Math.max(0, next - timeline.nowMs) + BATCH_MS, "batch", () => {
      this.#pumping = false;
      const delivered = this.#deliver();
      this.#pump();
      return delivered;
    });
  }

  #deliver(): boolean {
    const { timeline, weather } = this.#cloud;
    const visible = this.#waiting.filter(
      (message) => !message.inFlight && message.visibleAtMs <= timeline.nowMs,
    );
    if (visible.length === 0) return false;
    const mixed = weather.delays && timeline.random.chance(0.3);
    if (mixed && visible.length > 1) timeline.saw("messages reordered");
    const taken = (mixed ? timeline.random.shuffled(visible) : visible).slice(0, this.#batchSize);
    for (const message of taken) message.inFlight = true;
    const place = this.#cloud.place("consumer", this.#name);
    const asked = new Map<Message, "ack" | number>();
    let over = false;
    const batch: Batch = {
      queue: this.#name,
      messages: taken.map((message) => ({
        id: message.id,
        body: message.body,
        attempts: message.attempts,
        ack: () => void asked.set(message, "ack"),
        retry: (options) => void asked.set(message, (options?.delaySeconds ?? 0) * 1_000 || RETRY_MS),
      })),
      ackAll: () => {
        for (const message of taken) asked.set(message, "ack");
      },
      retryAll: () => {
        for (const message of taken) asked.set(message, RETRY_MS);
      },
    };
    const end = (other: "ack" | number) => {
      if (over) return;
      over = true;
      for (const message of taken) {
        const wish = asked.get(message) ?? other;
        if (wish === "ack") this.#ack(message);
        else this.#giveBack(message, wish);
      }
      this.#pump();
    };
    this.consumer(batch, place).then(
      () => {
        if (place.alive) end("ack");
      },
      () => end(RETRY_MS),
    );
    // A consumer that died says nothing: its messages are visible again after a while.
    timeline.after(GIVE_BACK_MS * 10, null, () => {
      if (!place.alive) {
        asked.clear();
        end(RETRY_MS);
      }
    });
    return true;
  }

  #ack(message: Message): void {
    const { timeline, weather } = this.#cloud;
    try {
      this.acknowledged(message);
    } catch (problem) {
      timeline.report(problem);
    }
    if (timeline.random.chance(weather.loss)) {
      timeline.saw("acknowledgement lost");
      this.#giveBack(message, GIVE_BACK_MS);
      return;
    }
    this.#waiting = this.#waiting.filter((other) => other !== message);
  }

  #giveBack(message: Message, delayMs: number): void {
    message.attempts += 1;
    message.inFlight = false;
    message.visibleAtMs = this.#cloud.timeline.nowMs + delayMs;
    if (message.attempts > MAX_ATTEMPTS) {
      this.#cloud.timeline.saw("message dropped by the platform");
      this.#waiting = this.#waiting.filter((other) => other !== message);
    }
  }
}

/** A message that was damaged on its way, in one of three ways. */
function damage(body: unknown, way: number): unknown {
  if (way === 0) return "\u0000";
  const copy = JSON.parse(JSON.stringify(body)) as {
    v: number;
    entries: { amountYen: number; seq: unknown }[];
  };
  const entry = copy.entries[copy.entries.length - 1];
  if (!entry) return null;
  if (way === 1) entry.amountYen += 1;
  else entry.seq = "one";
  return copy;
}
