import type { Finding } from "../../schema/api/imports.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import type { StayRow } from "./judge.ts";

/** What a row of a list says, and what is wrong with it; sealed at rest, since it names guests (WHO-3). */
export interface RowText {
  readonly cells: readonly string[];
  /** Null where the row is bad. */
  readonly stay: StayRow | null;
  readonly findings: readonly Finding[];
}

const contextOf = (listId: string, row: number) => `issue-list-row/${listId}/${row}`;

/** Seals a row for its place in its list. */
export function sealRow(env: Env, listId: string, row: number, text: RowText): Promise<string> {
  return sealText(env.PHONE_KEY, "issue-list", contextOf(listId, row), JSON.stringify(text));
}

/** Opens a row; null once it was erased. */
export async function openRow(
  env: Env,
  listId: string,
  row: { readonly row: number; readonly sealed: string | null },
): Promise<RowText | null> {
  if (row.sealed === null) return null;
  const text = await openSealedText(env.PHONE_KEY, "issue-list", contextOf(listId, row.row), row.sealed);
  // Sealed by us a moment or some weeks ago, in this form; a new form gets a new use.
  return text === null ? null : (JSON.parse(text) as RowText);
}
