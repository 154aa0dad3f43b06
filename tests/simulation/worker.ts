/** One thread of the simulation: runs the seeds it is given, one after another, with nothing else in its process. */
import { parentPort } from "node:worker_threads";
import "./runtime-hook.ts";

const { runSeed } = await import("./run-seed.ts");
const { bugNamed } = await import("./bugs.ts");

/** A seed to run. */
export interface Task {
  readonly seed: number;
  readonly steps: number;
  readonly bug: string | null;
}

parentPort?.on("message", async ({ seed, steps, bug }: Task) => {
  parentPort?.postMessage(await runSeed(seed, steps, bug === null ? null : bugNamed(bug)));
});
