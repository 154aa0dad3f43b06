import type { StoredOperation } from "../../web/shared/client/operation-store.ts";
import type { Ending } from "../../web/shared/client/operations.ts";
import type { IconName } from "../../web/shared/icons/icons.ts";

/** How an end is said: the two sentences, as keys of the dictionary, and their look. */
export interface OutcomeWords {
  readonly title:
    | "paymentDone"
    | "paymentNotDone"
    | "paymentPending"
    | "paymentUnknown"
    | "chargeDoneKnown"
    | "chargeNotDone"
    | "chargePending"
    | "chargeUnknown";
  readonly text:
    | "paymentDoneText"
    | "paymentNotDoneText"
    | "paymentUnknownText"
    | "chargeDoneKnownText"
    | "chargeNotDoneText"
    | "chargePendingText"
    | "chargeUnknownText";
  readonly tone: "ok" | "warn" | "danger";
  readonly icon: IconName;
  /** Whether asking again can bring news. */
  readonly open: boolean;
}

/** OPR-5 in plain words: paid, not paid, under way, or not known yet. Never anything in between. */
export function outcomeWords(kind: StoredOperation["kind"], outcome: Ending<never>["outcome"]): OutcomeWords {
  const pay = kind === "payment";
  switch (outcome) {
    case "done":
      return {
        title: pay ? "paymentDone" : "chargeDoneKnown",
        text: pay ? "paymentDoneText" : "chargeDoneKnownText",
        tone: "ok",
        icon: "done",
        open: false,
      };
    case "not-done":
      return {
        title: pay ? "paymentNotDone" : "chargeNotDone",
        text: pay ? "paymentNotDoneText" : "chargeNotDoneText",
        tone: "warn",
        icon: "info",
        open: false,
      };
    case "pending":
      return {
        title: pay ? "paymentPending" : "chargePending",
        text: pay ? "paymentUnknownText" : "chargePendingText",
        tone: "warn",
        icon: "clock",
        open: true,
      };
    case "unknown":
      return {
        title: pay ? "paymentUnknown" : "chargeUnknown",
        text: pay ? "paymentUnknownText" : "chargeUnknownText",
        tone: "danger",
        icon: "warn",
        open: true,
      };
  }
}
