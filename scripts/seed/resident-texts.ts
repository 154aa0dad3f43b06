/** What residents of the demonstration accept; invented, and short enough to be read. */

/** The operator's terms: asked of everybody who registers. */
export const OPERATOR_TERMS = {
  title: "Tegata 利用規約",
  body: `# Tegataとは
地域のPayと紙クーポンを、ひとつのアプリで使うためのしくみです。

# 電話番号
本人の確認と、使っている方へのお知らせだけに使います。暗号にして保管します。

# やめるとき
いつでもやめられます。残高は、期限まで紙クーポンと同じように使えます。`,
} as const;

/** A region's own terms for who uses its Pay. */
export function residentTerms(payName: string) {
  return {
    title: `${payName} 利用規約`,
    body: `# 使えるところ
お店の一覧にあるお店で使えます。

# できないこと
現金に替えることはできません。ほかの人に売ることもできません。

# 期限
期限を過ぎた残高は使えなくなります。期限はアプリと券に書いてあります。`,
  };
}
