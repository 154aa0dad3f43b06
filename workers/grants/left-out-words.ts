/** Why lines got nothing, as the file of them says it: Japanese, as every CSV of the secretariat. */
const REASONS: { readonly [code: string]: string } = {
  "person-missing": "電話番号も利用者番号もありません",
  "phone-unreadable": "携帯電話の番号ではありません",
  "amount-unreadable": "金額が読めません",
  "outside-unit": "金額が、この事業の単位に合いません",
  frozen: "一時停止中の方です",
  "account-closed": "利用をやめた方です",
  "over-limit": "1人が受け取れる上限を超えます",
  "wallet-full": "期限のちがう残高が多すぎて、受け取れません",
  expired: "使える期限を過ぎました",
};

/** Why a line got nothing, in words. Pure. */
export function reasonOfLine({
  state,
  code,
}: {
  readonly state: string;
  readonly code: string | null;
}): string {
  switch (state) {
    case "duplicate":
      return `${code}行目と同じ方です`;
    case "unknown":
      return "このペイをもつ方が見つかりません";
    case "ready":
      return "送る前に、付与を止めました";
    default:
      return REASONS[code ?? ""] ?? `受け取れませんでした（${code}）`;
  }
}
