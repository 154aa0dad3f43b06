/**
 * One scan of a store's QR is one visit, named in the address. Once a payment was sent from it, going back to it
 * shows what became of that payment instead of a fresh keypad: the back button never pays twice.
 */
const PREFIX = "tegata.visit.";
const settled = new Map<string, string>();

/** A name for a new visit. */
export function newVisit(random: Uint32Array = crypto.getRandomValues(new Uint32Array(1))): string {
  return (random[0] ?? 0).toString(36);
}

/** Notes the operation that was sent from a visit, before it is sent. */
export function settleVisit(visit: string, operationId: string): void {
  settled.set(visit, operationId);
  try {
    sessionStorage.setItem(PREFIX + visit, operationId);
  } catch {
    // In memory only: a reload asks the system through the stored operation all the same.
  }
}

/** Frees a visit whose payment was refused, for another try. */
export function reopenVisit(visit: string): void {
  settled.delete(visit);
  try {
    sessionStorage.removeItem(PREFIX + visit);
  } catch {
    // Nothing was stored there.
  }
}

/** The operation sent from a visit, if any. */
export function settledBy(visit: string): string | undefined {
  try {
    return settled.get(visit) ?? sessionStorage.getItem(PREFIX + visit) ?? undefined;
  } catch {
    return settled.get(visit);
  }
}
