import { csvLine, encodeCsv } from "../../workers/reports/csv.ts";

/** A store as a line of somebody's spreadsheet. */
export interface ListedStore {
  readonly name: string;
  readonly kana: string;
  readonly town: string;
  readonly industry: string;
}

export const TOWNS = [
  { code: "990019", name: "みさき市" },
  { code: "990027", name: "おくの町" },
  { code: "990035", name: "はまの村" },
] as const;

/** The programme's rule: in みさき市, restaurants and shops, but no liquor shops (I5851). */
export const SCOPE = { town: "みさき市", industries: ["M76", "I"], industriesOut: ["I5851"] } as const;

export const INSIDE: ListedStore = store("みなと食堂", "ミナトショクドウ", "みさき市", "M7611");
/** Of the same merchant, in the next town. */
export const OUTSIDE: ListedStore = store(
  "みなと食堂 おくの店",
  "ミナトショクドウ オクノミセ",
  "おくの町",
  "M7611",
);
/** Outside by its town, let in by name. */
export const LET_IN: ListedStore = store("おくの道の駅", "オクノミチノエキ", "おくの町", "I5895");
/** Inside by town and trade, left out by name. */
export const LEFT_OUT: ListedStore = store("みなとゲームカフェ", "ミナトゲームカフェ", "みさき市", "M7671");

const TRADES = ["M7611", "I5895", "N7821", "I5851", "M7671"];
/** A few dozen stores over all towns and trades, those the story is about among them. */
export const STORES: readonly ListedStore[] = [
  INSIDE,
  OUTSIDE,
  LET_IN,
  LEFT_OUT,
  ...Array.from({ length: 30 }, (_, i) =>
    store(`港の店 ${i + 1}号`, `ミナトノミセ ${i + 1}`, TOWNS[i % 3]?.name ?? "", TRADES[i % 5] ?? ""),
  ),
];

/** How many of them the rule gives, single stores apart: reckoned here, not by the product. */
export const IN_BY_RULE = STORES.filter(
  ({ town, industry }) =>
    town === SCOPE.town &&
    SCOPE.industries.some((prefix) => industry.startsWith(prefix)) &&
    !SCOPE.industriesOut.some((prefix) => industry.startsWith(prefix)),
).length;

/** Rows that can't come in, each with the words by which the screen names what is wrong. */
export const BAD_ROWS = [
  { change: { owner: "知らない会社" }, name: "迷子の店", says: "登録されていない事業者です" },
  { change: { town: "となりの市" }, name: "となりの店", says: "この地域の市町村ではありません" },
  { change: { industry: "M9999" }, name: "なぞの店", says: "日本標準産業分類にありません" },
  { change: { tills: "たくさん" }, name: "レジの店", says: "1から99の数で書いてください" },
] as const;

const HEADINGS = ["加盟店名", "店舗名", "フリガナ", "所在地", "市町村", "業種コード", "使い方", "レジ数"];

/** The list as it comes out of a spreadsheet: Shift_JIS, bad rows in between, and the first store once more at the end. */
export function storesCsv(owner: string): Buffer {
  const line = (
    one: ListedStore,
    change: Partial<Record<"owner" | "town" | "industry" | "tills", string>> = {},
  ) => [
    change.owner ?? owner,
    one.name,
    one.kana,
    `${one.town}港町1-${STORES.indexOf(one) + 1}`,
    change.town ?? one.town,
    change.industry ?? one.industry,
    "紙とアプリ",
    change.tills ?? "1",
  ];
  const rows = [
    ...STORES.slice(0, 10).map((one) => line(one)),
    ...BAD_ROWS.map(({ change, name }) => line(store(name, "ミセ", TOWNS[0].name, "M7611"), change)),
    ...STORES.slice(10).map((one) => line(one)),
    line(INSIDE),
  ];
  return Buffer.from(encodeCsv([HEADINGS, ...rows].map((cells) => csvLine(cells)).join(""), "shift_jis"));
}

function store(name: string, kana: string, town: string, industry: string): ListedStore {
  return { name, kana, town, industry };
}
