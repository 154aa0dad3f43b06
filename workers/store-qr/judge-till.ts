import type { TillFacts } from "../data/stores.ts";

/** How many of a till's older QRs are told from a forged one. */
export const OLD_QRS_KNOWN = 20;

/** The rotations whose QR pays now: the present one, and the one before while its grace lasts (SHP-2). */
export function goodRotations(till: Pick<TillFacts, "rotation" | "formerUntilMs">, nowMs: number): number[] {
  const hasGrace = till.rotation > 1 && till.formerUntilMs !== null && nowMs < till.formerUntilMs;
  return hasGrace ? [till.rotation, till.rotation - 1] : [till.rotation];
}

/** The rotations whose QR was the till's own once and pays no more, the newest first. */
export function replacedRotations(
  till: Pick<TillFacts, "rotation" | "formerUntilMs">,
  nowMs: number,
): number[] {
  const newest = Math.min(...goodRotations(till, nowMs)) - 1;
  const known = Math.min(newest, OLD_QRS_KNOWN);
  return Array.from({ length: Math.max(0, known) }, (_, at) => newest - at);
}
