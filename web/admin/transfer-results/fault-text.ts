import type { Trouble } from "../../shared/client/trouble.ts";
import { t } from "./words.ts";

/** Codes of what doesn't add up in the bank's trailer (workers/settlement/zengin-reader.ts). */
const SUMS: ReadonlySet<string> = new Set(["count", "total"]);

/** What is wrong with a result file, in words; undefined for any other trouble. */
export function faultText({ code, fields }: Pick<Trouble, "code" | "fields">): string | undefined {
  const [fault] = fields;
  if (code !== "result-unreadable" || !fault) return undefined;
  const line = /^line\.(\d+)$/.exec(fault.path)?.[1];
  if (line === undefined) return t(fault.message === "no-text" ? "faultText" : "faultWhole");
  if (fault.message === "payer") return t("faultPayer");
  if (fault.message === "quote-never-closed") return t("faultQuote", { line });
  return SUMS.has(fault.message) ? t("faultSum", { line }) : t("faultRecord", { line });
}
