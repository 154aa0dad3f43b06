import { type Context, Hono } from "hono";
import * as z from "zod";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { entity } from "../../schema/api/common.ts";
import { type TransferResultRow, transferResultsSchema } from "../../schema/api/transfer-results.ts";
import { fundName, type PayoutId, type PayoutItemId, type ProgrammeId } from "../../schema/ids.ts";
import { MAX_RESULT_BYTES, MAX_RESULT_PAYOUTS, MAX_RESULT_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import {
  type FoundTransfer,
  isOwnPayer,
  matchedResults,
  type ResultFault,
  readResults,
} from "../closing/results.ts";
import { sha256Hex } from "../closing/sha256.ts";
import { databaseOf } from "../data/database.ts";
import { payoutRules } from "../data/payout-rules.ts";
import { bytesAtMost, valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import type { MatchedRow } from "../settlement/match-results.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** Ends of account numbers are shown, as everywhere; the rest stays sealed (WHO-3). */
const END_DIGITS = 3;

function rowBody({ row, verdict, transfer }: MatchedRow<FoundTransfer>): TransferResultRow {
  const { at, payoutNumber, line, account, amountYen, reason, reasonText } = row;
  return {
    at,
    payoutNumber,
    line,
    numberEnd: account?.number.slice(-END_DIGITS) ?? null,
    amountYen,
    reason,
    reasonText,
    verdict,
    transfer: transfer && {
      itemId: transfer.item.id as PayoutItemId,
      payoutId: transfer.item.payoutId as PayoutId,
      payoutNumber: transfer.payoutNumber,
      line: transfer.line,
      payeeName: transfer.item.payeeName,
      amountYen: transfer.amountYen as Yen,
    },
  };
}

function unreadable(c: Context<ApiContext>, { at, why }: ResultFault) {
  return problem(c, "result-unreadable", {
    fields: [{ path: at === 0 ? "file" : `line.${at}`, message: why }],
  });
}

/** What browsers call such a file; on Windows a CSV is Excel's, and one without an ending has no type. */
const FILE_TYPES: ReadonlySet<string> = new Set([
  "",
  "text/csv",
  "text/plain",
  "application/octet-stream",
  "application/vnd.ms-excel",
]);

/** What the bank says came back (STL-11): read, matched, told. Stands before the gate of JSON bodies: the body is the file. */
export const transferResults = new Hono<ApiContext>().post(
  "/programmes/:id/transfer-results",
  doc(
    "secretariat",
    "Read a bank's result file, as records or as CSV: which transfers came back; nothing is written",
    transferResultsSchema,
  ),
  staffOnly("closing.manage"),
  valid("param", programmeParam),
  async (c) => {
    const { id } = c.req.valid("param");
    if (!(await ownProgramme(c, id))) return problem(c, "not-found");
    const { regionId } = c.get("staff");
    const db = databaseOf(c.env, regionId);
    const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
    if (!FILE_TYPES.has(type)) return problem(c, "unsupported-media-type");
    const bytes = await bytesAtMost(c.req.raw.body, MAX_RESULT_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const read = readResults(bytes);
    if (!read.ok) return unreadable(c, read.error);
    if (read.value.rows.length > MAX_RESULT_ROWS)
      return problem(c, "limit-exceeded", { detail: `at most ${MAX_RESULT_ROWS} rows` });
    if (!(await isOwnPayer(c.env, await payoutRules(db, regionId, id), read.value)))
      return unreadable(c, { at: 1, why: "payer" });
    const matched = await matchedResults(c.env, db, { regionId, programmeId: id }, read.value);
    if (!matched.ok)
      return problem(c, "limit-exceeded", { detail: `transfers of at most ${MAX_RESULT_PAYOUTS} files` });
    const rows = matched.value.map(rowBody);
    const returning = rows.filter((row) => row.verdict === "returns");
    const returns = {
      count: returning.length,
      sumYen: returning.reduce((sum, row) => sum + (row.transfer?.amountYen ?? 0), 0),
    };
    const { kind } = read.value;
    // The file itself is kept nowhere: it holds account numbers.
    await logged(c, {
      action: "payout.results-read",
      subjectKind: "programme",
      subjectId: id,
      after: { kind, sha256: await sha256Hex(bytes), rows: rows.length, returns },
    });
    return c.json({ kind, rows, returns, fundIdTail: idTail(fundName(id)) });
  },
);
