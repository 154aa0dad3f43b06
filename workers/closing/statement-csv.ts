import { csvLine, csvStart, encodeCsv } from "../reports/csv.ts";
import { type StatementFacts, statementLines } from "../settlement/statement.ts";
import { STATEMENT, STATEMENT_LINES } from "./statement-words.ts";

/** A statement as a spreadsheet reads it, UTF-8: first what it is about, then its sum, then the bank's line. */
export function statementCsv(facts: StatementFacts): Uint8Array {
  const { transfer } = facts;
  const rows = [
    [STATEMENT.title, ""],
    [STATEMENT.pay, facts.payName],
    [STATEMENT.store, facts.storeName],
    [STATEMENT.organisation, facts.organisationName],
    [STATEMENT.number, facts.closingNumber],
    [STATEMENT.period, STATEMENT.until(facts.from, facts.to)],
    [],
    [STATEMENT.item, STATEMENT.count, STATEMENT.amount],
    ...statementLines(facts).map((line) => [STATEMENT_LINES[line.kind], line.count, line.amountYen]),
    [],
    ...(transfer
      ? [
          [STATEMENT.payOn, transfer.payOn],
          [STATEMENT.transferAmount, transfer.amountYen],
          [STATEMENT.transferStores, transfer.stores],
          [STATEMENT.reference, transfer.reference],
          ...(transfer.returned ? [[STATEMENT.returned]] : []),
        ]
      : [[STATEMENT.none]]),
    [],
    [STATEMENT.issuer, facts.issuerName],
    [STATEMENT.registration, facts.registrationNumber ?? STATEMENT.noInvoice],
  ];
  const text = rows.map((cells) => csvLine(cells)).join("");
  return encodeCsv(csvStart("utf-8") + text, "utf-8");
}
