import { createEffect, createMemo, createSignal } from "solid-js";
import type { InspectPaymentReply, PayRequest } from "../../schema/api/payments.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { type Yen, ZERO_YEN } from "../../schema/money.ts";
import { api } from "../../web/shared/client/api.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { fetchOwnSound } from "../../web/shared/sound/own-sound.ts";
import { chimePayment, wakeSound } from "../../web/shared/sound/payment-sound.ts";
import { announce, send } from "../operations/wallet-operations.ts";
import { confirmWith } from "../passkeys/confirm.ts";
import { loadWallets } from "../wallets/wallets-store.ts";
import { amountAdvice } from "./amount-advice.ts";
import { type Paid, showPaid } from "./paid-store.ts";
import { reopenVisit, settleVisit } from "./visits.ts";

/** One of the resident's Pays as the store takes it. */
export type PayChoice = InspectPaymentReply["pays"][number];
type TillQr = Pick<PayRequest, "storeId" | "tillId" | "signature">;

/** The concern of one payment: which Pay, how much, sending it once, and where it leads. */
export function createPayment(options: {
  readonly found: () => InspectPaymentReply | undefined;
  readonly visit: () => string;
  /** Done: the live screen. */
  readonly onPaid: (operationId: string) => void;
  /** Refused: what the store and the balance say now may differ from what is on the screen. */
  readonly onRefused: () => void;
  /** Not known yet, or under way: the page that asks. */
  readonly onOpen: (operationId: string) => void;
}) {
  const [digits, setDigits] = createSignal("");
  const [wanted, setWanted] = createSignal<string>();
  const [phase, setPhase] = createSignal<"idle" | "checking" | "sending" | "asking" | "left">("idle");
  const [refused, setRefused] = createSignal<ProblemCode | ClientCode>();
  const [qr, setQr] = createSignal<TillQr>();

  /** Pays this store takes, with something to spend first. */
  const choices = createMemo<readonly PayChoice[]>(() => {
    const usable = options.found()?.pays.filter((one) => one.verdict.ok) ?? [];
    return [...usable].sort((a, b) => Number(b.spendableYen > 0) - Number(a.spendableYen > 0));
  });
  const choice = createMemo(() => choices().find((one) => one.pay.programmeId === wanted()) ?? choices()[0]);
  // A sound of the Pay's own is there before the payment is done.
  createEffect(() => void fetchOwnSound(choice()?.pay.face));
  const price = () => Number(digits() || "0") as Yen;
  const advice = createMemo(() => {
    const one = choice();
    return one
      ? amountAdvice(price(), one.spendableYen, one.pay.unitYen, one.payLimitYen)
      : amountAdvice(ZERO_YEN, ZERO_YEN, 1 as Yen, ZERO_YEN);
  });

  /** Whether the payer's limit asks for a finger or face (PSK-6). */
  const asksFinger = createMemo(() => {
    const above = options.found()?.confirmAboveYen ?? null;
    const how = advice();
    return above !== null && how.kind === "pay" && how.part > above;
  });

  /** Pays what the confirmation shows. A second tap while the first is on its way does nothing. */
  const pay = async () => {
    const [one, how, till, store] = [choice(), advice(), qr(), options.found()?.store];
    if (phase() !== "idle" || !one || !till || !store || how.kind !== "pay") return;
    setRefused(undefined);
    wakeSound();
    const operation = announce({
      kind: "payment",
      tail: one.idTail,
      handle: one.handle,
      amountYen: how.part,
      unitWord: one.pay.unitWord,
      party: store.name,
    });
    const body: PayRequest = {
      ...till,
      operationId: operation.id,
      programmeId: one.pay.programmeId,
      amountYen: how.part,
    };
    if (asksFinger()) {
      setPhase("checking");
      const { operationId, programmeId, storeId, amountYen } = body;
      const confirmed = await confirmWith({ for: "payment", operationId, programmeId, storeId, amountYen });
      // Nothing was sent and nothing is remembered: the screen is as it was, with the amount.
      if (!confirmed.ok) {
        setRefused(confirmed.error);
        return void setPhase("idle");
      }
      body.confirmation = confirmed.value;
    }
    setPhase("sending");
    const visit = options.visit();
    settleVisit(visit, operation.id);
    const ending = await send(
      operation,
      () => api("POST payments", { body }),
      () => setPhase("asking"),
    );
    const paid: Paid | undefined =
      ending.outcome === "done" ? (ending.reply ?? ending.found?.payment) : undefined;
    if (ending.outcome === "not-done") {
      reopenVisit(visit);
      // Without a reason it was given up because the system never had it: nothing moved (OPR-5).
      setRefused(ending.code ?? "operation-abandoned");
      setPhase("idle");
      options.onRefused();
      return;
    }
    // The next screen is on its way; until it stands, this one stays as it is.
    setPhase("left");
    if (paid) {
      showPaid(paid);
      void chimePayment(paid.pay.face);
      void loadWallets();
      options.onPaid(operation.id);
    } else options.onOpen(operation.id);
  };

  return {
    digits,
    setDigits,
    choices,
    choice,
    choose: (programmeId: string) => setWanted(programmeId),
    advice,
    asksFinger,
    phase,
    refused,
    clearRefusal: () => setRefused(undefined),
    setQr,
    pay,
  };
}
export type Payment = ReturnType<typeof createPayment>;
