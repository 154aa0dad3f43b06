import type { Disturbance } from "../../schema/api/status.ts";

/** At most so much is told at once: who reads more remembers nothing of it. */
const MOST_TOLD = 2;

/** What is told of several: the gravest. Where nobody can pay, nothing is said of what else works. Pure. */
export function gravest(near: readonly Disturbance[]): readonly Disturbance[] {
  return near.slice(0, near[0]?.kind === "payments" ? 1 : MOST_TOLD);
}

/** Those that concern somebody with Pays of these regions, each kind once, in the order given. Pure. */
export function concerning(
  all: readonly Disturbance[],
  regionIds: readonly (string | undefined)[],
): readonly Disturbance[] {
  const near = all.filter(({ regionId }) => regionId === null || regionIds.includes(regionId));
  return near.filter((one, i) => near.findIndex(({ kind }) => kind === one.kind) === i);
}
