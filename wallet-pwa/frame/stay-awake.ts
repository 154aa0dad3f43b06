/** Keeps the screen lit while somebody else looks at it; where phones can't, they dim as usual. Answers how to let go. */
export function stayAwake(): () => void {
  const lock = navigator.wakeLock?.request("screen").catch(() => undefined);
  return () => void lock?.then((held) => held?.release());
}
