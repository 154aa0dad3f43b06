import type {
  FileFault,
  Finding,
  ImportBody,
  ImportFieldName,
  RowState,
} from "../../../schema/api/imports.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { ja } from "./ja.ts";
import { t } from "./words.ts";

/** A column as a spreadsheet calls it: A, B, … Z, AA; the first being 1. */
export function columnLetter(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A kind of list that is read column by column: what a secretariat brings in, or a desk's list of stays. */
export type ListKind = ImportBody["kind"] | "stays";

/** What a field of a kind is called. */
export function fieldText(kind: ListKind, field: ImportFieldName): string {
  // A kind and a field that belong together have a word; the list of fields comes from the server, kind by kind.
  return t(`field.${kind}.${field}` as Extract<keyof typeof ja, `field.${string}`>);
}

/** One finding of a row in words: where, what, and what stands there. */
export function findingText(
  finding: Finding,
  file: { readonly kind: ListKind; readonly headings: readonly string[] },
  state?: RowState,
): string {
  const { code, column, field, value } = finding;
  if (code === "repeats-row")
    return t(file.kind === "stays" ? "repeatsStay" : "repeatsRow", { row: formatNumber(Number(value)) });
  const what =
    code === "differs"
      ? t(state === "changed" ? "differs" : "differed", {
          there: field === "accepts" ? acceptsText(value) : value,
        })
      : `${t(`finding.${code}`)}${value.trim() === "" ? "" : t("findingValue", { value })}`;
  if (column !== null)
    return t("findingAt", {
      where: t("columnAt", { letter: columnLetter(column), heading: file.headings[column - 1] ?? "" }),
      what,
    });
  return field === null ? what : t("findingAt", { where: fieldText(file.kind, field), what });
}

/** Ways of paying in words (S15). */
function acceptsText(accepts: string): string {
  return t(accepts === "mpm" ? "accepts.mpm" : "accepts.mpm+cpm");
}

/** Why a file can't be read, and where. */
export function faultText(fault: { readonly code: FileFault; readonly line: number | null }): string {
  const what = t(`fault.${fault.code}`);
  return fault.line === null ? what : `${what} ${t("faultLine", { line: formatNumber(fault.line) })}`;
}

/** The fault that a refused upload names among its fields, if any. */
export function faultOf(
  fields: readonly { readonly path: string; readonly message: string }[],
): { readonly code: FileFault; readonly line: number | null } | undefined {
  const [named] = fields;
  if (!named) return undefined;
  const line = /^line (\d+)$/.exec(named.path)?.[1];
  return { code: named.message as FileFault, line: line === undefined ? null : Number(line) };
}
