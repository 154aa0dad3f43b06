import type { FraudRule } from "../../schema/api/cases.ts";
import { type BusinessDate, formatDate } from "../../schema/calendar.ts";
import { RULE_WORDS } from "../../schema/report-words.ts";

/** The mail of a serious case. It names nobody: who it is about stands behind the sign-in (WHO-4). */
export function seriousCaseMail(facts: {
  readonly rule: FraudRule;
  readonly date: BusinessDate;
  readonly link: string;
  /** Opened again after it had been decided. */
  readonly again: boolean;
}): { readonly subject: string; readonly text: string } {
  const name = RULE_WORDS[facts.rule];
  return {
    subject: `【確認のお願い】${name}`,
    text: [
      facts.again
        ? "前に判断した件で、新しい動きが見つかりました。"
        : "不正かもしれない動きが見つかりました。早めに確認してください。",
      "",
      `内容: ${name}`,
      `日付: ${formatDate(facts.date, "ja")}`,
      "",
      "くわしくは、こちらの画面でごらんください。",
      facts.link,
      "",
      "このしるしだけで不正とは決まりません。店や宿に話を聞いてから判断してください。",
    ].join("\n"),
  };
}
