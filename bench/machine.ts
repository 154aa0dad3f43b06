import { statfsSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const TMPFS = 0x01021994;

/** What was measured on; figures say little without it. */
export function machineOf(stateDir: string) {
  return {
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    storage: statfsSync(stateDir).type === TMPFS ? "tmpfs" : "disk",
  };
}
