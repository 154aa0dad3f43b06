import { type ChargeCode, isChargeCode } from "../../schema/charge-code.ts";

/**
 * The code of the sheet in hand, between scanning and charging. It lives in the tab's own storage only, so that
 * signing in or a reload keeps it and nothing on the device outlives the visit (OPR-7).
 */
const KEY = "tegata.scanned";
let held: ChargeCode | undefined;

export function holdCode(code: ChargeCode): void {
  held = code;
  try {
    sessionStorage.setItem(KEY, code);
  } catch {
    // Kept in memory only: a reload asks to scan again.
  }
}

export function heldCode(): ChargeCode | undefined {
  if (held) return held;
  try {
    const text = sessionStorage.getItem(KEY) ?? "";
    return isChargeCode(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

export function dropCode(): void {
  held = undefined;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was stored there.
  }
}
