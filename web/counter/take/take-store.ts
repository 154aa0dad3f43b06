import { createSignal } from "solid-js";
import type { CounterInspectRequest } from "../../../schema/api/counter.ts";
import type { PaymentReply, ReversalReply } from "../../../schema/api/payments.ts";
import type { Yen } from "../../../schema/money.ts";
import { ok, type Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import { newOperationId, type StoredOperation } from "../../shared/client/operation-store.ts";
import { type Ending, runOperation } from "../../shared/client/operations.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { soundPayment } from "../home/sound-payment.ts";
import { meaningOf, type ScanMeaning, type ScanTrouble } from "../scan/scan-meaning.ts";
import type { ChosenTill } from "../till/till-store.ts";
import { CASH_UNIT } from "./cash-unit.ts";
import { type Held, heldCode, heldSheet } from "./held.ts";
import { goneOn, type Sale, type SaleLine, withLine } from "./sale.ts";
import { tabMemory } from "./tab-memory.ts";

/** Under this name the operations of a till are remembered on its device. */
export const COUNTER_SCOPE = "counter";

/** What the done screen shows. Holds the receipt's handle, no code. */
export interface Finished {
  readonly payment: Pick<PaymentReply, "receipt" | "handle" | "store" | "pay" | "proof">;
  /** What is still to be paid otherwise; null where the till no longer knows the price (after asking later). */
  readonly cashYen: number | null;
  readonly codeEnd: string | null;
  /** Paper or a wallet's code; null where the till no longer knows. */
  readonly by: "paper" | "app" | null;
  readonly expiresOn: string | null;
  /** Learnt by asking after a lost reply. */
  readonly found: boolean;
  readonly shownAtMs: number;
  /** Once it was voided here. */
  readonly reversal?: ReversalReply;
}

const held = tabMemory<Held>("on-counter");
const finished = tabMemory<Finished>("finished");
/** The rest of a price that the next coupon is to pay. */
const carried = tabMemory<{ readonly yen: number; readonly unitWord: string }>("carried");
/** What was laid down for the sale under way (CTR-1). */
const sale = tabMemory<Sale>("sale");
/** A sheet left under the camera is not taken up again for this long after it paid. */
const JUST_TAKEN_MS = 20_000;
/** The code on the counter and the one that paid last; in this variable only, never stored (OPR-7). */
let codeHeld: string | undefined;
let codeTaken: { readonly code: string; readonly at: number } | undefined;
const [lookingUp, setLookingUp] = createSignal(false);
const [scanTrouble, setScanTrouble] = createSignal<ScanTrouble>();
const [lookUpTrouble, setLookUpTrouble] = createSignal<Trouble>();
const [phase, setPhase] = createSignal<"ready" | "sending" | "asking">("ready");
const [sentId, setSentId] = createSignal<string>();

export const take = {
  /** The coupon or wallet on the counter; reactive like all of these. */
  held: held.value,
  finished: finished.value,
  setFinished,
  sale: sale.value,
  carried: carried.value,
  lookingUp,
  /** Why the last scan was no coupon. */
  scanTrouble,
  /** Why the last coupon could not be looked up. */
  lookUpTrouble,
  phase,
  /** The operation on its way, for the screen that asks about it. */
  sentId,
};

/** What the done screen shows next; the sale's list knows it too. */
function setFinished(next: Finished | undefined): void {
  finished.set(next);
  const now = sale.value();
  const line = now?.lines.find((one) => one.id === next?.payment.receipt.operationId);
  if (now && line) sale.set(withLine(now, { ...line, outcome: next?.reversal ? "voided" : "paid" }));
}

/** The sale is over: the next coupon is somebody else's. */
export function endSale(): void {
  sale.set(undefined);
  carried.set(undefined);
}

/** Notes why what lies on the counter can't be taken, where a sale is under way. */
export function noteRefused(held: Held, code: string): void {
  const now = sale.value();
  const restYen = carried.value()?.yen;
  if (!now || restYen === undefined) return;
  sale.set(withLine(now, lineOf(held, held.handle.slice(-12), restYen, { outcome: "refused", code })));
}

function lineOf(
  held: Held,
  id: string,
  amountYen: number,
  end: Pick<SaleLine, "outcome" | "code">,
): SaleLine {
  const what = held.sheet ? `${held.pay.payName} …${held.sheet.codeEnd}` : held.pay.payName;
  return { id, what, amountYen, unitWord: held.pay.unitWord, ...end };
}

/** Puts the coupon away; the next one is scanned from a clean start. */
export function putAway(): void {
  held.set(undefined);
  setScanTrouble(undefined);
  setLookUpTrouble(undefined);
}

/** Keeps the unpaid rest for the next coupon, or drops it. */
export function carry(rest: { readonly yen: number; readonly unitWord: string } | undefined): void {
  carried.set(rest);
}

/** Forgets what the last scan was wrong about, e.g. once somebody types. */
export function clearTroubles(): void {
  setScanTrouble(undefined);
  setLookUpTrouble(undefined);
}

/**
 * Takes whatever a camera, a reader or a person delivered: says what is wrong with it on the device, or asks the
 * system about the coupon. Answers whether a coupon now lies on the counter. The code itself is kept nowhere.
 */
export async function lookUp(
  text: string,
  till: ChosenTill,
  by: "camera" | "hand" = "hand",
): Promise<boolean> {
  if (lookingUp() || phase() !== "ready") return false;
  clearTroubles();
  const meaning = meaningOf(text);
  if (meaning.kind === "trouble") {
    setScanTrouble(meaning.trouble);
    return false;
  }
  const again = codeTaken?.code === meaning.code && performance.now() - codeTaken.at < JUST_TAKEN_MS;
  if (by === "camera" && again) {
    setScanTrouble("just-taken");
    return false;
  }
  setLookingUp(true);
  const { store, till: at } = till;
  const found = await inspect(meaning, { storeId: store.storeId, tillId: at.tillId });
  setLookingUp(false);
  if (!found.ok) {
    setLookUpTrouble(found.error);
    return false;
  }
  codeHeld = meaning.code;
  // After a payment, a scan without "with another coupon" is the next guest's (ISS-2).
  if (carried.value() === undefined) sale.set(undefined);
  held.set(found.value);
  return true;
}

/** Asks the system about what was scanned. */
async function inspect(
  meaning: Extract<ScanMeaning, { code: string }>,
  at: Pick<CounterInspectRequest, "storeId" | "tillId">,
): Promise<Result<Held, Trouble>> {
  if (meaning.kind === "coupon") {
    const reply = await api("POST counter/inspect", { body: { ...at, code: meaning.code } });
    return reply.ok ? ok(heldSheet(reply.value)) : reply;
  }
  const reply = await api("POST counter/payment-codes", { body: { ...at, code: meaning.code } });
  return reply.ok ? ok(heldCode(reply.value)) : reply;
}

/**
 * Takes `amountYen` from the coupon on the counter, once: a second press while it runs does nothing. Stored before it
 * is sent (OPR-1); after a lost reply the system is asked (OPR-5). Undefined where nothing was started.
 */
export async function takePayment(
  till: ChosenTill,
  amountYen: Yen,
  cashYen: Yen,
): Promise<Ending<PaymentReply> | undefined> {
  const taken = held.value();
  if (!taken || phase() !== "ready") return undefined;
  setPhase("sending");
  const { store, till: at } = till;
  const operation: StoredOperation = {
    id: taken.operationId ?? newOperationId(taken.idTail),
    kind: "payment",
    handle: taken.handle,
    amountYen,
    unitWord: taken.pay.unitWord,
    party: taken.sheet ? `${taken.pay.payName} …${taken.sheet.codeEnd}` : taken.pay.payName,
    startedAtMs: serverNow(),
  };
  setSentId(operation.id);
  const going = goneOn(sale.value(), amountYen + cashYen);
  sale.set(withLine(going, lineOf(taken, operation.id, amountYen, { outcome: "open", code: null })));
  const body = {
    operationId: operation.id,
    handle: taken.handle,
    storeId: store.storeId,
    tillId: at.tillId,
    amountYen,
  };
  const ending = await runOperation(
    COUNTER_SCOPE,
    operation,
    () => api("POST counter/payments", { body }),
    () => setPhase("asking"),
  );
  setPhase("ready");
  const payment = ending.outcome === "done" ? (ending.reply ?? ending.found?.payment) : undefined;
  if (ending.outcome === "not-done") {
    const refused = { outcome: "refused", code: ending.code ?? null } as const;
    sale.set(withLine(going, lineOf(taken, operation.id, amountYen, refused)));
    // The price stays for whatever is laid down instead.
    carried.set({ yen: amountYen + cashYen, unitWord: CASH_UNIT });
  }
  if (payment) {
    setFinished({
      payment,
      cashYen,
      codeEnd: taken.sheet?.codeEnd ?? null,
      by: taken.sheet ? "paper" : "app",
      expiresOn: taken.sheet?.expiresOn ?? null,
      found: ending.outcome === "done" && ending.found !== null,
      shownAtMs: serverNow(),
    });
    carried.set(undefined);
    void soundPayment(
      { amountYen: payment.receipt.amountYen, unitWord: payment.pay.unitWord },
      payment.pay.face,
    );
    if (codeHeld !== undefined) codeTaken = { code: codeHeld, at: performance.now() };
    codeHeld = undefined;
  }
  return ending;
}
