import { t } from "../words/words.ts";
import type { ScanTrouble } from "./scan-meaning.ts";

/** What is wrong with a scan, and what to do. */
export function scanTroubleText(trouble: ScanTrouble): string {
  switch (trouble) {
    case "store":
      return t("scannedStore");
    case "foreign":
      return t("scannedForeign");
    case "incomplete":
      return t("scannedIncomplete");
    case "check-digit":
      return t("codeBad");
    case "ambiguous":
      return t("scannedAmbiguous");
    case "just-taken":
      return t("scannedJustTaken");
    case "nothing":
      return t("scannedNothing");
  }
}
