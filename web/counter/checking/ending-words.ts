import type { Ending } from "../../shared/client/operations.ts";
import { t } from "../words/words.ts";

export interface EndingWords {
  readonly tone: "ok" | "no" | "unsure";
  readonly title: string;
  readonly text: string;
}

/** What became of a payment or a void, in plain words (OPR-5): done, not done, or not known yet; nothing in between. */
export function sayEnding(ending: Ending<unknown>, voiding: boolean): EndingWords {
  switch (ending.outcome) {
    case "done":
      return {
        tone: "ok",
        title: voiding ? t("voidDoneAfterAll") : t("doneAfterAll"),
        text: voiding ? t("voidText") : t("proofOfShop"),
      };
    case "not-done":
      return {
        tone: "no",
        title: voiding ? t("voidNotDone") : t("notDone"),
        text: voiding ? t("voidNotDoneText") : t("notDoneText"),
      };
    case "pending":
      return { tone: "unsure", title: t("stillUnknown"), text: t("stillPending") };
    case "unknown":
      return {
        tone: "unsure",
        title: t("stillUnknown"),
        text: voiding ? t("voidStillUnknownText") : t("stillUnknownText"),
      };
  }
}
