import { type Cell, comparable, kanaCell, RowFaults, textCell, tidy, titleOf } from "../cells.ts";
import type { ImportField, Values } from "../columns.ts";
import type { Judged, Standing } from "../kind.ts";

/** The columns of a list of organisations. */
export const ORGANISATION_FIELDS: readonly ImportField[] = [
  {
    name: "name",
    required: true,
    headings: ["事業者名", "名称", "会社名", "法人名", "名前", "事業者", "name", "organisation", "company"],
  },
  {
    name: "kana",
    required: true,
    headings: [
      "事業者名カナ",
      "カナ",
      "フリガナ",
      "ふりがな",
      "事業者名フリガナ",
      "名称カナ",
      "会社名カナ",
      "よみ",
      "読み",
      "kana",
      "reading",
    ],
  },
  { name: "kinds", required: false, headings: ["種類", "種別", "区分", "役割", "kinds", "kind", "type"] },
  {
    name: "parent",
    required: false,
    headings: ["本社名", "本社", "上位事業者", "親会社", "head office", "parent"],
  },
];

const NAME_MAX = 60;
const ISSUER = ["発行事業者", "発行", "issuer"].map(comparable);
const MERCHANT = ["加盟店", "加盟店本社", "merchant"].map(comparable);

/** An organisation as a row says it; a branch is whatever its head office is. */
export interface OrganisationPayload {
  readonly parentId: string | null;
  readonly name: string;
  readonly kana: string;
  readonly isIssuer: boolean;
  readonly isMerchant: boolean;
}

export type KnownOrganisation = OrganisationPayload & {
  readonly id: string;
  readonly isSecretariat: boolean;
};

/** What a list of organisations is compared with. */
export interface KnownOrganisations {
  readonly byId: ReadonlyMap<string, KnownOrganisation>;
  /** By comparable name. */
  readonly byName: ReadonlyMap<string, readonly KnownOrganisation[]>;
  readonly byKey: ReadonlyMap<string, readonly KnownOrganisation[]>;
}

/** IMP-4: an organisation is the same as another of one name and one reading under one head office, or under none. */
export function organisationKey(one: Pick<OrganisationPayload, "parentId" | "name" | "kana">): string {
  return JSON.stringify([one.parentId, comparable(one.name), comparable(one.kana)]);
}

/** Reads a row of a list of organisations (IMP-3); names everything that is wrong with it. Pure. */
export function judgeOrganisation(values: Values, known: KnownOrganisations): Judged {
  const faults = new RowFaults();
  const title = titleOf(values);
  const name = faults.take("name", textCell(values.name, NAME_MAX));
  const kana = faults.take("kana", kanaCell(values.kana, NAME_MAX));
  const isBranch = tidy(values.parent ?? "") !== "";
  const parent = isBranch ? faults.take("parent", parentCell(values.parent ?? "", known)) : null;
  const own = tidy(values.kinds ?? "") === "" ? null : faults.take("kinds", kindsCell(values.kinds ?? ""));
  const saysNothing = own === null && !faults.list.some((one) => one.field === "kinds");
  if (!isBranch && saysNothing) faults.list.push({ code: "missing", field: "kinds" });
  const kinds = parent ?? own;
  if (parent && own && (parent.isIssuer !== own.isIssuer || parent.isMerchant !== own.isMerchant))
    faults.list.push({ code: "kinds-differ", field: "kinds" });
  if (name === null || kana === null || kinds === null || faults.list.length > 0)
    return { ok: false, title, faults: faults.list };
  const payload: OrganisationPayload = {
    parentId: parent?.id ?? null,
    name,
    kana,
    isIssuer: kinds.isIssuer,
    isMerchant: kinds.isMerchant,
  };
  const key = organisationKey(payload);
  const there = known.byKey.get(key);
  // What an organisation may do is changed by a person on a screen, never by a list that happens to name it.
  if (there?.length === 1 && there.some((one) => isMore(payload, one)))
    return { ok: false, title, faults: [{ code: "kinds-differ", field: "kinds" }] };
  return { ok: true, title: name, key, payload };
}

function isMore(row: OrganisationPayload, there: KnownOrganisation): boolean {
  return (row.isIssuer && !there.isIssuer) || (row.isMerchant && !there.isMerchant);
}

/** One or both of the words, whatever stands between them. */
function kindsCell(raw: string): Cell<Pick<OrganisationPayload, "isIssuer" | "isMerchant">> {
  const words = raw
    .normalize("NFKC")
    .split(/[、,・/+と;\s]+/)
    .filter((word) => word !== "")
    .map(comparable);
  const isIssuer = words.some((word) => ISSUER.includes(word));
  const isMerchant = words.some((word) => MERCHANT.includes(word));
  const isKnown = words.every((word) => ISSUER.includes(word) || MERCHANT.includes(word));
  return isKnown && (isIssuer || isMerchant)
    ? { value: { isIssuer, isMerchant } }
    : { fault: "kinds-unknown" };
}

/** The head office, by id or by name among head offices that are there already. */
function parentCell(raw: string, known: KnownOrganisations): Cell<KnownOrganisation> {
  const text = tidy(raw);
  const byId = known.byId.get(text.toLowerCase());
  const named = (byId ? [byId] : (known.byName.get(comparable(text)) ?? [])).filter(
    (one) => !one.isSecretariat,
  );
  const heads = named.filter((one) => one.parentId === null);
  const [head] = heads;
  if (named.length === 0) return { fault: "parent-unknown" };
  if (head === undefined) return { fault: "parent-is-branch" };
  return heads.length > 1 ? { fault: "parent-ambiguous" } : { value: head };
}

/** How an organisation compares with those of its region (IMP-4). Pure. */
export function organisationStanding(key: string, known: KnownOrganisations): Standing {
  const fits = known.byKey.get(key) ?? [];
  const [there] = fits;
  if (there === undefined) return { state: "new" };
  return fits.length > 1 ? { state: "several" } : { state: "same", subjectId: there.id };
}
