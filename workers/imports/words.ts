import type { Finding, FindingCode, ImportFieldName } from "../../schema/api/imports.ts";

/** What the file of rows that were left out puts in front. */
export const LEFT_OUT_HEADINGS = ["行", "理由"] as const;

/** Fields by kind-independent names, as the file of left-out rows calls them. */
const FIELDS: { readonly [Field in ImportFieldName]: string } = {
  name: "名前",
  kana: "カナ",
  kinds: "種類",
  parent: "本社",
  owner: "事業者",
  address: "住所",
  municipality: "市町村",
  industry: "業種",
  accepts: "使い方",
  tills: "レジの数",
  reference: "予約番号",
  guest: "代表者",
  guests: "人数",
  nights: "泊数",
  checkIn: "チェックイン",
  face: "金額",
};

const REASONS: { readonly [Code in FindingCode]: string } = {
  "columns-too-few": "列が足りません",
  "columns-too-many": "列が多すぎます",
  "quote-misplaced": '「"」の位置がちがいます',
  "repeats-row": "同じ内容の行が前にあります",
  "fits-several": "同じ登録が2つ以上あります",
  differs: "登録とちがいます",
  missing: "書かれていません",
  "too-long": "長すぎます",
  "control-character": "使えない文字があります",
  "not-kana": "カナではありません",
  "municipality-unknown": "この地域の市町村ではありません",
  "municipality-mistyped": "市町村コードのけた、または数字がちがいます",
  "industry-unknown": "日本標準産業分類にありません",
  "accepts-unknown": "使い方がわかりません",
  "tills-number": "1から99の数ではありません",
  "owner-unknown": "登録されていない事業者です",
  "owner-ambiguous": "同じ名前の事業者が2つ以上あります。事業者IDを書いてください",
  "owner-not-merchant": "加盟店ではない事業者です",
  "owner-stopped": "停止中の事業者です",
  "kinds-unknown": "種類がわかりません",
  "kinds-differ": "登録されている種類とちがいます",
  "parent-unknown": "登録されていない本社です",
  "parent-ambiguous": "同じ名前の本社が2つ以上あります。事業者IDを書いてください",
  "parent-is-branch": "支店は本社にできません",
  "guests-number": "1から200の数ではありません",
  "nights-number": "1から30の数ではありません",
  "day-unknown": "日付がわかりません",
  "face-unknown": "この事業の金額ではありません",
  "over-stay": "1つの予約に発行できる金額を超えています",
  "stay-too-late": "使える期限より後の宿泊です",
};

/** One finding in words: カナ：カナではありません（港食堂）. */
export function reasonText({ code, field, value }: Finding): string {
  const where = field === null ? "" : `${FIELDS[field]}：`;
  const what = code === "repeats-row" ? `${value}行目` : value;
  return `${where}${REASONS[code]}${what === "" ? "" : `（${what}）`}`;
}
