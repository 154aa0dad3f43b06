import { Worker } from "node:worker_threads";
import type { SeedResult } from "./run-seed.ts";
import type { Task } from "./worker.ts";

/** Threads that run seeds. What a seed gives depends neither on the thread nor on what ran there before. */
export class Pool {
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** Hands each result on as it comes, in any order. Gives out no more tasks once `enough` says so. */
  async run(
    tasks: readonly Task[],
    each: (result: SeedResult) => void,
    enough: () => boolean = () => false,
  ): Promise<void> {
    let next = 0;
    const thread = async () => {
      const worker = this.#idle.pop() ?? this.#start();
      for (let task = tasks[next++]; task && !enough(); task = tasks[next++]) each(await ask(worker, task));
      this.#idle.push(worker);
    };
    await Promise.all(Array.from({ length: Math.min(this.#size, tasks.length) }, thread));
  }

  async one(task: Task): Promise<SeedResult> {
    const results: SeedResult[] = [];
    await this.run([task], (result) => void results.push(result));
    return results[0] as SeedResult;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    this.#all.push(worker);
    return worker;
  }
}

function ask(worker: Worker, task: Task): Promise<SeedResult> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) => {
      worker.off("message", answered);
      reject(error);
    };
    const answered = (result: SeedResult) => {
      worker.off("error", failed);
      resolve(result);
    };
    worker.once("message", answered);
    worker.once("error", failed);
    worker.postMessage(task);
  });
}
