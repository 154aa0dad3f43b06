import { Worker } from "node:worker_threads";
import type { SeedResult } from "./run-seed.ts";
import type { Task } from "./worker.ts";

/**
 * Runs tasks on so many threads and hands each result on as it comes. Stops giving out tasks once `enough` says so.
 * Results come in any order; what a seed gives does not depend on it.
 */
export async function runTasks(
  tasks: readonly Task[],
  jobs: number,
  each: (result: SeedResult, task: Task) => void,
  enough: () => boolean = () => false,
): Promise<void> {
  let next = 0;
  const thread = async () => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    try {
      for (let task = tasks[next++]; task && !enough(); task = tasks[next++]) {
        const given = task;
        const result = await new Promise<SeedResult>((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
          worker.postMessage(given);
        });
        worker.removeAllListeners("error");
        each(result, given);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, thread));
}
