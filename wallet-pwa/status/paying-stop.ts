import { t as wallet } from "../i18n/words.ts";
import { payingStop } from "./status-store.ts";
import { t } from "./words.ts";

/** Why nothing can be paid or charged in a region, in words; undefined where it can. Reactive. */
export function whyNotPaying(regionId: string | undefined): string | undefined {
  switch (payingStop(regionId)) {
    case "offline":
      return wallet("offlinePaying");
    case "payments":
      return t("payments");
    case null:
      return undefined;
  }
}
