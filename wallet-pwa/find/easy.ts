import type { Translation } from "../../web/shared/i18n/define-words.ts";
import type { ja } from "./ja.ts";

/** Words about finding a Pay to add, in plain Japanese (やさしい日本語). */
export const easy: Translation<typeof ja> = {
  title: "Payをさがす",
  lead: "つかいたい 地域（ちいき）の Payを えらんで ください。あとから ふやせます。",
  search: "Payや まちの 名前で さがす",
  ofRegion: ({ region }) => `${region}のPay`,
  runBy: ({ name }) => `やっている人：${name}`,
  inTowns: ({ towns }) => `つかえるところ：${towns}`,
  inWholeRegion: ({ region }) => `つかえるところ：${region}の ぜんぶ`,
  andMore: ({ towns, count }) => `${towns}、ほか${count}`,
  ends: "おわり：",
  found: ({ count, more }) => `${count}こ${more ? "より 多く" : ""} 見つかりました。`,
  have: "えらびました",
  none: "今、えらべる Payは ありません。",
  notFound: ({ text }) => `「${text}」の Payは 見つかりませんでした。`,
  tryThis: "こうすると 見つかるかも しれません",
  tryShorter: "ことばを 短く（みじかく）する",
  tryRegion: "県（けん）や まちの 名前で さがす",
  tryKana: "ひらがなで さがす",
  tryScan: "紙クーポンが あれば、QRを 読む。その Payが えらばれます",
  showAll: "ぜんぶのPayを見る",
  scan: "紙クーポンのQRを読む",
};
