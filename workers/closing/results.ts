import type { RegionId } from "../../schema/ids.ts";
import { MAX_PAYOUT_ITEMS, MAX_RESULT_PAYOUTS } from "../../schema/limits.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { accountsByIds } from "../data/bank-accounts.ts";
import type { Database } from "../data/database.ts";
import { type FiledItem, filedItems } from "../data/filed-transfers.ts";
import type { PayoutRule } from "../data/payout-rules.ts";
import type { Env } from "../env.ts";
import { CsvReader } from "../imports/csv-reader.ts";
import { couldMean, type FiledTransfer, type MatchedRow, matchResults } from "../settlement/match-results.ts";
import {
  isZenginFile,
  readResultList,
  readZenginResults,
  type TransferResults,
} from "../settlement/transfer-results.ts";
import { KIND_DIGITS, openAccount, openPayer } from "./accounts.ts";

/** Why a file is no bank's result, and where (a record or line from 1; 0 for the whole file). */
export interface ResultFault {
  readonly at: number;
  readonly why: string;
}

/** A transfer of a file with what of it is shown. */
export type FoundTransfer = FiledTransfer & { readonly item: FiledItem["item"] };

/** Reads a bank's result, whichever of the two kinds it is. Pure. */
export function readResults(
  bytes: Uint8Array,
): Result<TransferResults & { readonly kind: "zengin" | "list" }, ResultFault> {
  if (isZenginFile(bytes)) {
    const read = readZenginResults(bytes);
    return read.ok
      ? ok({ ...read.value, kind: "zengin" })
      : err({ at: read.error.line, why: read.error.why });
  }
  const text = textOf(bytes);
  if (text === null) return err({ at: 0, why: "no-text" });
  const reader = new CsvReader();
  const records = [...reader.push(text)];
  const rest = reader.end();
  if (!rest.ok) return err({ at: rest.error.line, why: rest.error.code });
  const list = readResultList([...records, ...rest.value]);
  return list.ok ? ok({ ...list.value, kind: "list" }) : err({ at: 0, why: list.error });
}

/** As lists come in (IMP-1): strictly UTF-8, or else Shift_JIS. A zero byte is in no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  for (const encoding of ["utf-8", "shift_jis"] as const)
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
    } catch {
      // It is the other one, or no text.
    }
  return null;
}

/** Whether a result is of transfers that this programme ordered: the payer it names paid by one of its rules. */
export async function isOwnPayer(
  env: Env,
  rules: readonly PayoutRule[],
  { order }: TransferResults,
): Promise<boolean> {
  if (!order) return true;
  const payers = await Promise.all(rules.map((rule) => openPayer(env, rule)));
  const { consignorCode, bankCode, branchCode, accountNumber } = order.payer;
  return payers.some(
    (payer) =>
      payer?.consignorCode === consignorCode &&
      payer.bankCode === bankCode &&
      payer.branchCode === branchCode &&
      payer.number === accountNumber,
  );
}

/**
 * Finds what each row of a result means among the programme's files. `too-many-files` where it speaks of more of them than
 * {@link MAX_RESULT_PAYOUTS}. Reads only.
 */
export async function matchedResults(
  env: Env,
  db: Database,
  owner: { readonly regionId: RegionId; readonly programmeId: string },
  { rows, order }: TransferResults,
): Promise<Result<readonly MatchedRow<FoundTransfer>[], "too-many-files">> {
  const numbers = [...new Set(rows.flatMap((row) => row.payoutNumber ?? []))];
  if (numbers.length > MAX_RESULT_PAYOUTS) return err("too-many-files");
  const isOpen = rows.some((row) => row.payoutNumber === null);
  const items = await filedItems(
    db,
    owner.regionId,
    owner.programmeId,
    { numbers, payOnMonthDay: isOpen ? (order?.payOnMonthDay ?? null) : null },
    MAX_RESULT_PAYOUTS * MAX_PAYOUT_ITEMS,
  );
  // Only what a row could mean is opened: an account is read where it is needed.
  const meant = items.filter(({ item, payoutNumber }) =>
    rows.some((row) => couldMean(row, { payoutNumber, line: item.line ?? 0 })),
  );
  const sealed = await accountsByIds(
    db,
    owner.regionId,
    meant.map(({ item }) => item.accountId ?? ""),
  );
  const transfers = await Promise.all(
    meant.map(async ({ item, payoutNumber }): Promise<FoundTransfer> => {
      const row = sealed.get(item.accountId ?? "");
      const account = row ? await openAccount(env, row) : null;
      return {
        item,
        itemId: item.id,
        payoutNumber,
        line: item.line ?? 0,
        amountYen: item.amountYen,
        state: item.state as FiledTransfer["state"],
        account: account && {
          bankCode: account.bankCode,
          branchCode: account.branchCode,
          kind: KIND_DIGITS[account.kind],
          number: account.number,
        },
      };
    }),
  );
  return ok(matchResults(rows, transfers));
}
