/** Waits; for the pauses of people and of the system's lives only. */
export function rest(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
