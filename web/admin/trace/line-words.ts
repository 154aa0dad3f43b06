import type { TraceLine, TracePoint } from "../../../schema/api/traces.ts";
import { actionsJa } from "../../../schema/staff-action-words.ts";
import type { StaffAction } from "../../../schema/staff-actions.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { actionText } from "./action-words.ts";
import { ja } from "./ja.ts";
import { t } from "./words.ts";

/** Words without a value in them. */
type Plain = { [K in keyof typeof ja]: (typeof ja)[K] extends string ? K : never }[keyof typeof ja];

/** A word of the dictionary by a name that comes over the wire; the name itself where a newer server has one more. */
function wordOr(prefix: "k_" | "why_" | "by_", name: string): string {
  const key = `${prefix}${name}`;
  return key in ja ? t(key as Plain) : name;
}

/** What happened, in words. */
export function whatText(line: TraceLine): string {
  switch (line.source) {
    case "journal":
      return wordOr("k_", line.what);
    case "staff":
      return line.what in actionsJa ? actionText(line.what as StaffAction) : line.what;
    case "guess":
      return t("guesses", { count: formatNumber(line.count ?? 0) });
    case "sign-in": {
      if (line.what === "number-changed") return t("numberChanged");
      if (line.what === "number-released") return t("numberReleased");
      if (line.what !== "success") return t("signInFailed", { why: wordOr("why_", line.what) });
      const { factor } = line;
      return t("signedIn", { factor: factor === null || factor === "none" ? "" : wordOr("by_", factor) });
    }
  }
}

/** Who acts without an account of staff: the system itself, a wallet, or whoever has the link that a number was sent (RES-12). */
const BY_ITSELF = ["sweep", "resident", "old-number", "new-number"] as const;
const isByItself = (id: string): id is (typeof BY_ITSELF)[number] =>
  (BY_ITSELF as readonly string[]).includes(id);

/** Whether somebody in a line has a story of their own: what happens by itself has none, a till system's is its store's. */
export function leadsOn({ kind, id }: TracePoint): boolean {
  return kind !== "staff" || !(isByItself(id) || id.startsWith("pos:"));
}

/** What somebody or something is called, or its id. */
export function pointText({ kind, id, name }: TracePoint): string {
  switch (kind) {
    case "resident":
      return t("personShort", { id });
    case "coupon":
      return t("couponShort", { id: id.slice(id.indexOf("-") + 1) });
    case "network":
      return t("networkShort", { shown: name ?? "" });
    case "staff":
      return name ?? (isByItself(id) ? t(`self_${id}`) : t("staffShort", { id }));
    case "store":
      return name ?? id;
  }
}
