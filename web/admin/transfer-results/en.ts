import type { Translation } from "../../shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words of a bank's result file, in English. */
export const en: Translation<typeof ja> = {
  title: "The bank's result file",
  lead: "Reads the file of failed transfers that the bank sent, and notes what came back. Reading alone changes nothing.",
  toClosings: "To the closings",
  file: "File",
  fileHint: "Zengin records (120 bytes), or CSV",
  fileChoose: "Choose a file",
  fileNone: "None chosen yet",
  fileMissing: "Please choose a file",
  fileTooLarge: "This file is too large. Please choose one of 1 MB at most",
  read: "Read it",
  reading: "Reading",
  listTitle: "Making a CSV yourself",
  listText:
    "Columns: number of the transfer file, number of the transfer (or its account number, 7 digits), reason, amount (may be left out). For a column of account numbers, call it “account number”.",

  faultWhole: "Nothing in this file can be read as a result.",
  faultText: "This is no text file.",
  faultQuote: (v: { line: string }) => `The quote on line ${v.line} is never closed.`,
  faultPayer: "It was paid from another account than this programme's. Please check the programme.",
  faultSum: (v: { line: string }) => `Record ${v.line}: count or total doesn't add up.`,
  faultRecord: (v: { line: string }) => `Record ${v.line} is not in the Zengin format.`,

  kindZengin: "Zengin records",
  kindList: "CSV",
  rowsTitle: "What the file says",
  colAt: "Row",
  colTransfer: "Transfer",
  colPayee: "Payee",
  colAmount: "Amount",
  colReason: "Reason",
  colState: "What becomes of it",
  transferName: (v: { number: string; line: string }) => `No. ${v.number}, ${v.line}`,
  saysAccount: (v: { end: string }) => `Account ending in ${v.end}`,
  saysNothing: "No number",
  reasonFor: (v: { name: string }) => `Reason for ${v.name}`,
  reasonMissing: "Please choose",
  reasonBank: (v: { text: string }) => `Bank: ${v.text}`,
  reasonAll: "Choose for all that have none",

  "is.returns": "Comes back",
  "is.already-returned": "Noted before",
  "is.unreadable": "Can't be read",
  "is.not-found": "No such transfer",
  "is.ambiguous": "More than one transfer fits",
  "is.amount-differs": "Another amount",
  "is.account-differs": "Another account",
  "is.not-sent": "Never marked as sent",
  "is.twice": "The same transfer twice",
  marked: "Came back",
  leftNote: (v: { count: string }) =>
    `${v.count} rows are left out. See why, and note them one by one on the transfer file's screen where needed.`,
  nothing: "Nothing new comes back.",

  markText: (v: { count: string; amount: string }) =>
    `${v.count} transfers, ${v.amount}, go back to the fund. Once their accounts are mended they are in the next file.`,
  mark: (v: { count: string }) => `Note ${v.count} returned transfers`,
  marking: "Noting",
  progress: "Returned transfers",
  reasonsMissing: "Please choose all reasons",
  done: (v: { count: string; amount: string }) => `${v.count} transfers, ${v.amount}, are in the fund again.`,
  refused: (v: { name: string; why: string }) => `${v.name}: ${v.why}`,
  another: "Read another file",
};
