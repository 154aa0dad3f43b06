import type { GRANT_ROW_FAULTS, GrantFault } from "../../schema/api/grants.ts";
import type { RuleVersion } from "../../schema/commands.ts";
import { ENTITY_ID } from "../../schema/ids.ts";
import { MAX_AMOUNT_YEN, onUnit, type Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { bare } from "../imports/columns.ts";
import { mobileNumber } from "../phones/number.ts";

/** Where a list says what; -1 where it doesn't. */
export interface GrantColumns {
  readonly phone: number;
  readonly resident: number;
  readonly amount: number;
}

/** What the columns of a list are recognised by; the first is what our own sample calls it. */
const HEADINGS: { readonly [K in keyof GrantColumns]: readonly string[] } = {
  phone: ["電話番号", "携帯電話番号", "携帯電話", "携帯番号", "電話", "phone", "telephone", "mobile"],
  resident: ["利用者番号", "利用者ID", "ウォレット番号", "resident", "residentid", "wallet"],
  amount: ["金額", "付与額", "付与金額", "付与ポイント", "ポイント", "amount", "yen"],
};

/** Which column is which, or what is missing. Pure. */
export function grantColumns(
  headings: readonly string[],
  hasAmount: boolean,
): Result<GrantColumns, GrantFault> {
  const columns = headings.map(bare);
  const find = (names: readonly string[]) => {
    const known = new Set(names.map(bare));
    return columns.findIndex((column) => known.has(column));
  };
  const found = {
    phone: find(HEADINGS.phone),
    resident: find(HEADINGS.resident),
    amount: find(HEADINGS.amount),
  };
  if (found.phone < 0 && found.resident < 0) return err("no-person-column");
  if (found.amount < 0 && !hasAmount) return err("no-amount-column");
  return ok(found);
}

type RowFault = (typeof GRANT_ROW_FAULTS)[number];

/** Whom a line names: by telephone in E.164, or by the number that residents read in their wallet. */
export type Named = { readonly phone: string } | { readonly residentId: string };
export type ReadLine =
  | { readonly ok: true; readonly named: Named; readonly amountYen: Yen }
  | { readonly ok: false; readonly code: RowFault };

/** What a line's amount is held to: `usualYen` is what everybody gets where the line says nothing else. */
export interface LineRule extends Pick<RuleVersion, "unitYen" | "personCapYen"> {
  readonly usualYen: number | null;
}

/** What a line says (GRT-1). Pure. */
export function readLine(
  cells: readonly string[],
  columns: GrantColumns,
  { usualYen, unitYen, personCapYen }: LineRule,
): ReadLine {
  // A file of left-out lines has an apostrophe before what a spreadsheet would reckon, as +81… (SEC-4).
  const cell = (column: number) =>
    column < 0 ? "" : (cells[column] ?? "").normalize("NFKC").trim().replace(/^'/, "");
  const named = readNamed(cell(columns.resident), cell(columns.phone));
  if (typeof named === "string") return { ok: false, code: named };
  const amountYen = readAmount(cell(columns.amount), usualYen);
  if (amountYen === null) return { ok: false, code: "amount-unreadable" };
  if (!onUnit(amountYen, unitYen)) return { ok: false, code: "outside-unit" };
  if (personCapYen !== null && amountYen > personCapYen) return { ok: false, code: "over-limit" };
  return { ok: true, named, amountYen };
}

function readNamed(resident: string, phone: string): Named | RowFault {
  const id = resident.toLowerCase().replace(/[\s-]/g, "");
  if (id !== "") return ENTITY_ID.test(id) ? { residentId: id } : "person-missing";
  if (phone === "") return "person-missing";
  // A spreadsheet that takes it for a number has eaten its first nought.
  const number = mobileNumber(/^[6789]0\d{8}$/.test(phone) ? `0${phone}` : phone);
  return number === null ? "phone-unreadable" : { phone: number };
}

function readAmount(text: string, usualYen: number | null): Yen | null {
  if (text === "") return usualYen as Yen | null;
  const digits = text
    .replace(/[,\s]/g, "")
    .replace(/^[¥\\]/, "")
    .replace(/(円|ポイント|pt|yen)$/i, "");
  if (!/^\d{1,9}$/.test(digits)) return null;
  const amount = Number(digits);
  return amount >= 1 && amount <= MAX_AMOUNT_YEN ? (amount as Yen) : null;
}
