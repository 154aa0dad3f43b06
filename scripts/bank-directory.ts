import zengin from "zengin-code";
import { type LoadBanksRequest, MAX_BANK_ROWS } from "../schema/api/bank-accounts.ts";

/** One request stays below what the API takes as a body. */
const MAX_CHUNK_BYTES = 60_000;

/** A bank that nobody has, for demonstrations: 9999 is not assigned. */
const INVENTED: LoadBanksRequest = {
  banks: [{ code: "9999", name: "てがた", kana: "テガタ" }],
  branches: [
    { bankCode: "9999", code: "001", name: "本店営業部", kana: "ホンテン" },
    { bankCode: "9999", code: "002", name: "白岬", kana: "シラサキ" },
    { bankCode: "9999", code: "003", name: "浜名瀬", kana: "ハマナセ" },
  ],
};

/** The directory of banks and branches (1,146 and 28,944 in August 2026) in requests of the right size. */
export function* directoryRequests(withInvented: boolean): Generator<LoadBanksRequest> {
  const banks = Object.values(zengin).map(({ code, name, kana }) => ({ code, name, kana }));
  for (const chunk of chunks(banks)) yield { banks: chunk, branches: [] };
  const branches = Object.values(zengin).flatMap((bank) =>
    Object.values(bank.branches).map(({ code, name, kana }) => ({ bankCode: bank.code, code, name, kana })),
  );
  for (const chunk of chunks(branches)) yield { banks: [], branches: chunk };
  if (withInvented) yield INVENTED;
}

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  let chunk: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (chunk.length === MAX_BANK_ROWS || bytes + size > MAX_CHUNK_BYTES) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(row);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}
