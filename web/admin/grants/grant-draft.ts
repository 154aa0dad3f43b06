import type { CreateGrantRequest } from "../../../schema/api/grants.ts";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { parseYenText } from "../fund/yen-text.ts";

/** What a person has entered of a new grant. */
export interface GrantDraft {
  readonly title: string;
  readonly source: "list" | "segment";
  readonly amountText: string;
  readonly expiresOn: string;
  readonly joinedFrom: string;
  readonly joinedUntil: string;
  readonly towns: readonly string[];
  readonly bornFrom: string;
  readonly bornUntil: string;
  readonly sex: "" | "female" | "male" | "other";
}

export const EMPTY_DRAFT: GrantDraft = {
  title: "",
  source: "list",
  amountText: "",
  expiresOn: "",
  joinedFrom: "",
  joinedUntil: "",
  towns: [],
  bornFrom: "",
  bornUntil: "",
  sex: "",
};

/** Fields that are wrong as they stand. */
export type DraftFault = "title" | "amount" | "expiresOn" | "joinedUntil" | "born";

const YEAR = /^(19|20|21)\d\d$/;
const isYear = (text: string) => text === "" || YEAR.test(text);

/** What is wrong with a draft before it is sent. Pure. */
export function draftFaults(
  draft: GrantDraft,
  within: { readonly today: BusinessDate; readonly endsOn: BusinessDate },
): ReadonlySet<DraftFault> {
  const faults = new Set<DraftFault>();
  if (draft.title.trim() === "") faults.add("title");
  const amount = parseYenText(draft.amountText);
  // A list may have the amounts itself; something that is no amount is wrong everywhere.
  if (amount === null && (draft.source === "segment" || draft.amountText.trim() !== "")) faults.add("amount");
  if (draft.expiresOn < within.today || draft.expiresOn > within.endsOn) faults.add("expiresOn");
  if (draft.source === "list") return faults;
  if (draft.joinedFrom !== "" && draft.joinedUntil !== "" && draft.joinedUntil < draft.joinedFrom)
    faults.add("joinedUntil");
  const { bornFrom, bornUntil } = draft;
  if (
    !isYear(bornFrom) ||
    !isYear(bornUntil) ||
    (bornFrom !== "" && bornUntil !== "" && bornUntil < bornFrom)
  )
    faults.add("born");
  return faults;
}

/** The request of a segment's draft without faults. Pure. */
export function segmentRequest(draft: GrantDraft): CreateGrantRequest {
  const orNull = (text: string) => (text === "" ? null : text);
  const year = (text: string) => (text === "" ? null : Number(text));
  return {
    title: draft.title.trim(),
    amountYen: parseYenText(draft.amountText) ?? 0,
    expiresOn: draft.expiresOn,
    segment: {
      joinedFrom: orNull(draft.joinedFrom),
      joinedUntil: orNull(draft.joinedUntil),
      municipalities: draft.towns.length === 0 ? null : [...draft.towns],
      bornFrom: year(draft.bornFrom),
      bornUntil: year(draft.bornUntil),
      sex: draft.sex === "" ? null : draft.sex,
    },
  };
}
