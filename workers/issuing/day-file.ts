import type { IssueBody } from "../../schema/api/issues.ts";
import { businessDate } from "../../schema/calendar.ts";
import { type CsvEncoding, csvLine, csvStart } from "../reports/csv.ts";

const HEADINGS = [
  "発行番号",
  "発行日",
  "時刻",
  "事業",
  "発行した場所",
  "状態",
  "予約番号",
  "枚数",
  "金額",
  "使える期限",
  "発行した人",
];

const STATES: { readonly [State in IssueBody["state"]]: string } = {
  writing: "作成中",
  ready: "お渡し前",
  active: "お渡し済み",
  stopped: "停止中",
  withdrawn: "取り下げ済み",
  failed: "作成できず",
};

const TIME = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", timeStyle: "medium" });

/** A day's issues as a CSV (ISS-6): Japanese like every file for the books, a line per issue, no cell a formula. Pure. */
export function dayFile(issues: readonly IssueBody[], encoding: CsvEncoding): string {
  const lines = issues.map((one) =>
    csvLine([
      one.issueId,
      businessDate(one.createdAtMs),
      TIME.format(one.createdAtMs),
      one.pay.programmeName,
      one.branchName,
      STATES[one.state],
      one.stay?.reference ?? "",
      one.count,
      one.sumYen,
      one.expiresOn,
      one.createdByName ?? "",
    ]),
  );
  return csvStart(encoding) + csvLine(HEADINGS) + lines.join("");
}
