import { comparable, countCell, kanaCell, RowFaults, textCell, titleOf, wordCell } from "../cells.ts";
import type { ImportField, Values } from "../columns.ts";
import type { Judged, Standing } from "../kind.ts";
import { industryCell, type Municipality, municipalityCell } from "../place-and-trade.ts";

/** The columns of a list of stores. */
export const STORE_FIELDS: readonly ImportField[] = [
  {
    name: "owner",
    required: true,
    headings: [
      "事業者名",
      "事業者",
      "加盟店名",
      "加盟店",
      "加盟店本社",
      "本社名",
      "会社名",
      "法人名",
      "事業者ID",
      "owner",
      "merchant",
      "organisation",
      "company",
    ],
  },
  {
    name: "name",
    required: true,
    headings: ["店舗名", "店名", "お店の名前", "屋号", "store name", "store", "name"],
  },
  {
    name: "kana",
    required: true,
    headings: [
      "店舗名カナ",
      "カナ",
      "フリガナ",
      "ふりがな",
      "店舗名フリガナ",
      "店舗カナ",
      "店名カナ",
      "よみ",
      "読み",
      "kana",
      "reading",
    ],
  },
  { name: "address", required: true, headings: ["住所", "所在地", "店舗住所", "address"] },
  {
    name: "municipality",
    required: true,
    headings: [
      "市町村コード",
      "市区町村コード",
      "自治体コード",
      "全国地方公共団体コード",
      "団体コード",
      "市町村",
      "市区町村",
      "市町村名",
      "市区町村名",
      "municipality",
      "town",
      "city",
    ],
  },
  {
    name: "industry",
    required: true,
    headings: [
      "業種コード",
      "日本標準産業分類",
      "産業分類",
      "産業分類コード",
      "業種",
      "industry",
      "industry code",
      "jsic",
    ],
  },
  {
    name: "accepts",
    required: false,
    headings: ["使い方", "決済方法", "対応", "受け付け", "紙クーポン", "accepts"],
  },
  {
    name: "tills",
    required: false,
    headings: ["レジの数", "レジ数", "レジ台数", "レジ", "tills", "registers"],
  },
];

const ACCEPTS = {
  "mpm+cpm": ["mpm+cpm", "紙とアプリ", "アプリと紙", "紙・アプリ", "両方", "both"],
  mpm: ["mpm", "アプリのみ", "アプリだけ", "アプリ", "app only", "app"],
} as const;
const NAME_MAX = 60;
const ADDRESS_MAX = 120;

/** A store as a row says it. */
export interface StorePayload {
  readonly organisationId: string;
  readonly name: string;
  readonly kana: string;
  readonly address: string;
  readonly municipality: string;
  readonly industry: string;
  readonly accepts: keyof typeof ACCEPTS;
  /** Tills that a new store begins with; nothing that two lists could differ in. */
  readonly tills: number;
}

/** An organisation as an owner of stores. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly isMerchant: boolean;
  readonly isActive: boolean;
}

export type KnownStore = Omit<StorePayload, "tills"> & { readonly id: string };

/** What a list of stores is compared with. */
export interface KnownStores {
  readonly municipalities: readonly Municipality[];
  readonly ownersById: ReadonlyMap<string, Owner>;
  /** By comparable name. */
  readonly ownersByName: ReadonlyMap<string, readonly Owner[]>;
  readonly stores: ReadonlyMap<string, readonly KnownStore[]>;
}

/** IMP-4: a store is the same as another of one owner with one name at one address. */
export function storeKey(store: Pick<StorePayload, "organisationId" | "name" | "address">): string {
  return JSON.stringify([store.organisationId, comparable(store.name), comparable(store.address)]);
}

/** Reads a row of a list of stores (IMP-3); names everything that is wrong with it. Pure. */
export function judgeStore(values: Values, known: KnownStores): Judged {
  const faults = new RowFaults();
  const title = titleOf(values);
  const organisationId = faults.take("owner", ownerCell(values.owner, known));
  const name = faults.take("name", textCell(values.name, NAME_MAX));
  const kana = faults.take("kana", kanaCell(values.kana, NAME_MAX));
  const address = faults.take("address", textCell(values.address, ADDRESS_MAX));
  const municipality = faults.take(
    "municipality",
    municipalityCell(values.municipality, known.municipalities),
  );
  const industry = faults.take("industry", industryCell(values.industry));
  // Nearly every store takes both; a list that says nothing of it means that.
  const accepts = faults.take(
    "accepts",
    wordCell(values.accepts?.trim() || "both", ACCEPTS, "accepts-unknown"),
  );
  const tills = faults.take("tills", countCell(values.tills, 1));
  if (
    organisationId === null ||
    name === null ||
    kana === null ||
    address === null ||
    municipality === null ||
    industry === null ||
    accepts === null ||
    tills === null
  )
    return { ok: false, title, faults: faults.list };
  const payload: StorePayload = {
    organisationId,
    name,
    kana,
    address,
    municipality,
    industry,
    accepts,
    tills,
  };
  return { ok: true, title: name, key: storeKey(payload), payload };
}

function ownerCell(raw: string | undefined, known: KnownStores) {
  const cell = textCell(raw, NAME_MAX);
  if ("fault" in cell) return cell;
  const byId = known.ownersById.get(cell.value.toLowerCase());
  const named = byId ? [byId] : (known.ownersByName.get(comparable(cell.value)) ?? []);
  if (named.length === 0) return { fault: "owner-unknown" } as const;
  const merchants = named.filter((one) => one.isMerchant);
  if (merchants.length === 0) return { fault: "owner-not-merchant" } as const;
  const active = merchants.filter((one) => one.isActive);
  const [owner] = active;
  if (owner === undefined) return { fault: "owner-stopped" } as const;
  return active.length > 1 ? ({ fault: "owner-ambiguous" } as const) : { value: owner.id };
}

/** How a store compares with those of its region (IMP-4). Pure. */
export function storeStanding(key: string, payload: StorePayload, known: KnownStores): Standing {
  const fits = known.stores.get(key) ?? [];
  const [there] = fits;
  if (there === undefined) return { state: "new" };
  if (fits.length > 1) return { state: "several" };
  const differs = (["kana", "municipality", "industry", "accepts"] as const)
    .filter((field) => there[field] !== payload[field])
    .map((field) => ({ field, there: there[field] }));
  return differs.length === 0
    ? { state: "same", subjectId: there.id }
    : { state: "changed", subjectId: there.id, differs };
}
