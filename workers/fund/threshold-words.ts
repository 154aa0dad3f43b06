import { formatDateTime } from "../../schema/calendar.ts";

/** What a mail about a crossed threshold tells. */
export interface LowMoney {
  readonly programmeName: string;
  readonly unitWord: string;
  /** Null: the whole fund. */
  readonly issuerName: string | null;
  readonly measure: "yen" | "percent";
  readonly below: number;
  readonly leftYen: number;
  readonly ofYen: number;
  readonly nowMs: number;
  /** The fund's screen. */
  readonly link: string;
}

const grouped = new Intl.NumberFormat("ja-JP");

/** The mail that money is running low, in Japanese, the language of the back offices' papers. */
export function lowMoneyMail(facts: LowMoney): { readonly subject: string; readonly text: string } {
  const { programmeName, unitWord, issuerName, measure, below, leftYen, ofYen } = facts;
  const money = (yen: number) => `${grouped.format(yen)}${unitWord}`;
  const what = issuerName === null ? "原資" : `${issuerName}への配分`;
  const limit = measure === "yen" ? money(below) : `${below}%`;
  const [date, time] = formatDateTime(facts.nowMs, "ja");
  return {
    subject: `【${programmeName}】${what}の残りが${limit}を下回りました`,
    text: [
      `${programmeName}の${what}の残りが、決めておいた${limit}を下回りました。`,
      "",
      `発行できる残り: ${money(leftYen)}`,
      `${issuerName === null ? "入金の合計" : "配分の合計"}: ${money(ofYen)}`,
      `しらべた日時: ${date} ${time}`,
      "",
      `くわしくは、原資の画面でごらんください。`,
      facts.link,
      "",
      "残りが増えてからまた下回ると、もう一度お知らせします。",
    ].join("\n"),
  };
}
