import type { DocumentCategory } from "../../../schema/api/notices.ts";

/** The shelves in the order they are offered; the compiler holds them against the contract, which no browser loads. */
const ORDER: { readonly [C in DocumentCategory]: number } = {
  manual: 1,
  form: 2,
  terms: 3,
  poster: 4,
  other: 5,
};
export const DOCUMENT_CATEGORIES = Object.keys(ORDER) as readonly DocumentCategory[];
