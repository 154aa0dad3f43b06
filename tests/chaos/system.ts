import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Build } from "../../scripts/build.ts";
import type { ServerOptions } from "../../scripts/server.ts";
import { isRunning, runtimesOn } from "../../scripts/state-folder.ts";
import type { FromHost, ToHost } from "./host.ts";
import { wrapBuild } from "./wrapped-build.ts";

const HOST = fileURLToPath(new URL("host.ts", import.meta.url));
const WRAPPER = fileURLToPath(new URL("sick-consumers.worker.ts", import.meta.url));
/** No start, sweep or stop of a small system takes longer, on a busy machine either. */
const ANSWER_WITHIN_MS = 90_000;
const GONE_WITHIN_MS = 10_000;
/** Two runs at the same time don't take each other's between two lives. */
const FIRST_PORT = 21_000 + (process.pid % 400);

type Started = Extract<FromHost, { said: "started" }>;

/** A process that was started here and answers one order at a time. */
class Host {
  readonly #child: ChildProcess;
  readonly #answerWithinMs: number;
  readonly loaded: Promise<void>;

  /** @param scratch where it and what it starts put what they need for a while; a kill leaves all of it there */
  constructor(scratch: string, answerWithinMs: number) {
    this.#answerWithinMs = answerWithinMs;
    this.#child = fork(HOST, {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, TMPDIR: scratch },
    });
    this.loaded = this.#answer("loaded").then(() => {});
    // Whoever waits for it hears of a failure; a spare that is killed unused has nobody waiting.
    this.loaded.catch(() => {});
  }

  async start(options: ServerOptions): Promise<Started> {
    await this.loaded;
    return (await this.#order({ do: "start", options }, "started")) as Started;
  }

  async sweep(): Promise<void> {
    await this.#order({ do: "sweep" }, "swept");
  }

  async stop(): Promise<void> {
    await this.#order({ do: "stop" }, "stopped");
    this.dismiss();
  }

  /** Ends it at once; settled when the system has taken it away. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return;
    const gone = new Promise((exited) => this.#child.once("exit", exited));
    this.#child.kill("SIGKILL");
    await gone;
  }

  /** Lets a process end by itself that runs nothing any more. */
  dismiss(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #order(order: ToHost, expected: FromHost["said"]): Promise<FromHost> {
    const answer = this.#answer(expected);
    this.#child.send(order);
    return answer;
  }

  #answer(expected: FromHost["said"]): Promise<FromHost> {
    return new Promise((resolve, reject) => {
      const over = (work: () => void) => {
        clearTimeout(timer);
        this.#child.off("message", heard);
        this.#child.off("exit", ended);
        work();
      };
      const heard = (words: FromHost) => {
        if (words.said === "failed") over(() => reject(new Error(words.why)));
        else if (words.said === expected) over(() => resolve(words));
      };
      const ended = () => over(() => reject(new Error(`the host ended before it had ${expected}`)));
      const timer = setTimeout(
        () =>
          over(() => reject(new Error(`the host had not ${expected} in ${this.#answerWithinMs / 1000} s`))),
        this.#answerWithinMs,
      );
      this.#child.on("message", heard);
      this.#child.once("exit", ended);
    });
  }
}

/** What the clients need of a running life. */
export interface LivingSystem {
  readonly url: string;
  readonly operatorKey: string;
}

/** The system under test: one after the other, lives on the same state folder at the same address. */
export class System {
  readonly #stateDir: string;
  readonly #build: Build;
  readonly #tell: string;
  #host: Host | null = null;
  readonly #scratch: string;
  readonly #answerWithinMs: number;
  /** Loaded and waiting for the next life. */
  #spare: Host | null = null;
  #runtimePids: readonly number[] = [];
  /** Below the ports that the system gives to outgoing connections, or one of them could take it between two lives. */
  #port = FIRST_PORT;
  #isFirst = true;
  /** By how much the clock of this life is ahead (CLK-1). Never less than in the life before. */
  clockOffsetMs = 0;

  constructor(options: {
    readonly stateDir: string;
    readonly build: Build;
    readonly tell: string;
    readonly scratch: string;
    /** Thousands of actors whose alarms are due wake before the system answers. */
    readonly answerWithinMs?: number;
  }) {
    this.#scratch = options.scratch;
    this.#answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
    mkdirSync(options.scratch, { recursive: true });
    this.#stateDir = options.stateDir;
    this.#build = options.build;
    this.#tell = options.tell;
  }

  /** Begins a life. Throws if it doesn't begin, or if anything of the last one is still alive on the folder. */
  async start(sick: { readonly failBefore: number; readonly failAfter: number }): Promise<LivingSystem> {
    const host = this.#takeHost();
    this.#host = host;
    const { url, operatorKey, runtimePids } = await host.start(this.#options(sick));
    this.#runtimePids = runtimePids;
    const port = Number(new URL(url).port);
    if (!this.#isFirst && port !== this.#port) throw new Error(`port ${this.#port} was taken meanwhile`);
    this.#isFirst = false;
    if (runtimePids.length === 0)
      throw new Error("workerd's process id isn't known here, so it can't be killed");
    const strangers = runtimesOn(this.#stateDir).filter((pid) => !runtimePids.includes(pid));
    if (strangers.length > 0)
      throw new Error(`two runtimes on one folder: ${strangers.join(", ")} still live`);
    this.#port = port;
    // Not before: two processes that load take the processors from the one that starts.
    this.#spare = new Host(this.#scratch, this.#answerWithinMs);
    return { url, operatorKey };
  }

  /** Begins a life and kills the process that begins it so long after; whatever it had started by then lives on. */
  async startAndKill(afterMs: number): Promise<void> {
    const host = this.#takeHost();
    await host.loaded;
    const started = host.start(this.#options({ failBefore: 0, failAfter: 0 })).catch(() => null);
    await new Promise((wake) => setTimeout(wake, afterMs));
    await host.kill();
    const pids = (await started)?.runtimePids ?? [];
    this.#runtimePids = [...new Set([...pids, ...runtimesOn(this.#stateDir)])];
  }

  #takeHost(): Host {
    const host = this.#spare ?? new Host(this.#scratch, this.#answerWithinMs);
    this.#spare = null;
    return host;
  }

  #options(sick: { readonly failBefore: number; readonly failAfter: number }): ServerOptions {
    return {
      stateDir: this.#stateDir,
      build: this.#build,
      port: this.#port,
      quiet: true,
      clockOffsetMs: this.clockOffsetMs,
      vars: {
        FAIL_BEFORE: String(sick.failBefore),
        FAIL_AFTER: String(sick.failAfter),
        TELL: this.#tell,
      },
    };
  }

  /** Ends workerd at once, and in the same breath the process around it, before that could start another. */
  async killWorkerd(): Promise<void> {
    for (const pid of this.#runtimePids) signal(pid, "SIGKILL");
    await this.#host?.kill();
    await this.#gone(this.#runtimePids);
  }

  /** Ends the process around workerd; workerd lives on until the next start finds it on the folder and ends it. */
  async killHost(): Promise<void> {
    await this.#host?.kill();
  }

  /** Everything in workerd stands still for so long. */
  async pause(forMs: number): Promise<void> {
    for (const pid of this.#runtimePids) signal(pid, "SIGSTOP");
    await new Promise((wake) => setTimeout(wake, forMs));
    for (const pid of this.#runtimePids) signal(pid, "SIGCONT");
  }

  /** What the cron does (ALM-2). */
  async sweep(): Promise<void> {
    await this.#host?.sweep();
  }

  /** Ends the life in order. */
  async stop(): Promise<void> {
    await this.#host?.stop();
    await this.#gone(this.#runtimePids);
    this.#host = null;
  }

  /** Ends every process that was started here, whatever state it is in. The signals are sent before it first waits. */
  async end(): Promise<void> {
    const hosts = [this.#host?.kill(), this.#spare?.kill()];
    const left = existsSync(this.#stateDir) ? runtimesOn(this.#stateDir) : [];
    const pids = [...new Set([...this.#runtimePids, ...left])].filter(isRunning);
    for (const pid of pids) signal(pid, "SIGKILL");
    await Promise.all(hosts);
    await this.#gone(pids);
  }

  async #gone(pids: readonly number[]): Promise<void> {
    const endMs = performance.now() + GONE_WITHIN_MS;
    while (pids.some(isRunning)) {
      if (performance.now() > endMs) throw new Error(`processes ${pids.join(", ")} don't end`);
      await new Promise((wake) => setTimeout(wake, 10));
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** The finished build with consumers that can fail: made once for all lives. */
export const withSickConsumers = (build: Build, folder: string) => wrapBuild(build, WRAPPER, folder);

/** Files of actors in a state folder: what no crash may make fewer. */
export function actorFiles(stateDir: string): number {
  const root = join(stateDir, "data", "do");
  if (!existsSync(root)) return 0;
  return readdirSync(root, { recursive: true }).filter((path) => {
    const name = String(path);
    return name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite");
  }).length;
}
