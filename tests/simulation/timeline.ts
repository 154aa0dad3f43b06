import { Random } from "./random.ts";

/** A rule that does not hold, in a run that can be replayed. */
export class Break extends Error {
  readonly rule: string;
  /** Names that the trace is filtered by: actors, operations. */
  readonly about: readonly string[];

  constructor(rule: string, what: string, about: readonly string[] = []) {
    super(`${rule}: ${what}`);
    this.rule = rule;
    this.about = about;
  }
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  /** Null for a timer of production code, which is no step of the world's. */
  readonly label: string | null;
  /** False: nothing happened, it was no step. */
  readonly run: () => unknown;
}

interface TraceLine {
  readonly step: number;
  readonly atMs: number;
  readonly about: readonly string[];
  readonly text: string;
}

/** Lines of a trace that are kept, and printed. */
const MAX_TRACE = 20_000;
const SHOWN_TRACE = 60;

/** A macrotask of the real loop: whatever could go on without the world's help has gone on by then. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Virtual time: events in order of their moment, one at a time. Between two of them everything that needs no event goes
 * on until it waits, so that the order of events is the only order there is.
 */
export class Timeline {
  readonly random: Random;
  nowMs: number;
  /** Events so far that were steps of the world. */
  steps = 0;
  /** What a check found while production code was running; thrown as soon as that has come to rest. */
  broken: Break | null = null;
  readonly #heap: Event[] = [];
  #order = 0;
  /** FNV-1a over every step's moment and name. */
  #print = 0x811c9dc5;
  #trace: TraceLine[] = [];
  readonly #seen = new Map<string, number>();

  constructor(seed: number, startMs: number) {
    this.random = new Random(seed);
    this.nowMs = startMs;
  }

  /** Runs something later. `label` null: a timer, which counts as no step. */
  after(delayMs: number, label: string | null, run: () => unknown): void {
    this.#push({ atMs: this.nowMs + Math.max(0, delayMs), order: this.#order++, label, run });
  }

  /** A pause of a simulated person or process. */
  sleep(delayMs: number, label: string): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, label, resolve));
  }

  /** When the next event is; null where nothing more will happen. */
  get nextAtMs(): number | null {
    return this.#heap[0]?.atMs ?? null;
  }

  /** The next event, and everything that follows from it at once. Throws the first break that was found. */
  async step(): Promise<boolean> {
    const event = this.#pop();
    if (!event) return false;
    this.nowMs = Math.max(this.nowMs, event.atMs);
    if (event.run() !== false && event.label !== null) {
      this.steps += 1;
      this.#mark(event.label);
    }
    await quiet();
    if (this.broken) throw this.broken;
    return true;
  }

  /** What and when, of every step so far, in one number: two runs that agree here went the same way. */
  get fingerprint(): string {
    return (this.#print >>> 0).toString(16).padStart(8, "0");
  }

  #mark(label: string): void {
    this.#print = Math.imul(this.#print ^ (this.nowMs | 0), 0x01000193);
    for (let at = 0; at < label.length; at++)
      this.#print = Math.imul(this.#print ^ label.charCodeAt(at), 0x01000193);
  }

  /** Counts that something of a kind happened, for the coverage at the end. */
  saw(kind: string): void {
    this.#seen.set(kind, (this.#seen.get(kind) ?? 0) + 1);
  }

  get seen(): ReadonlyMap<string, number> {
    return this.#seen;
  }

  /** Notes what happens, for the trace of a run that breaks. */
  note(about: readonly string[], text: string): void {
    this.#trace.push({ step: this.steps, atMs: this.nowMs, about, text });
    if (this.#trace.length > 2 * MAX_TRACE) this.#trace = this.#trace.slice(-MAX_TRACE);
  }

  /** What a check found; production code must not see it, so it is thrown after the step. */
  report(problem: unknown): void {
    this.broken ??=
      problem instanceof Break ? problem : new Break("BUG", String((problem as Error).stack ?? problem));
  }

  /** The last lines that concern these names, or everybody. */
  traceOf(about: readonly string[]): string[] {
    const wanted = new Set(about);
    const lines = this.#trace.filter(
      (line) => wanted.size === 0 || line.about.length === 0 || line.about.some((name) => wanted.has(name)),
    );
    return lines.slice(-SHOWN_TRACE).map((line) => {
      const time = new Date(line.atMs + 9 * 3_600_000).toISOString().replace("T", " ").slice(5, 23);
      return `${String(line.step).padStart(6)}  ${time}  ${line.text}`;
    });
  }

  #push(event: Event): void {
    const heap = this.#heap;
    heap.push(event);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (before(heap[parent] as Event, event)) break;
      heap[at] = heap[parent] as Event;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (before(last, heap[child] as Event)) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function before(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
