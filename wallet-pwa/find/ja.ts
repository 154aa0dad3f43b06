/** Words about finding a Pay to add. */
export const ja = {
  title: "Payをさがす",
  lead: "使いたい地域のPayを選んでください。あとから増やせます。",
  search: "Payの名前・地域・市町村でさがす",
  ofRegion: ({ region }: { region: string }) => `${region}のPay`,
  runBy: ({ name }: { name: string }) => `運営：${name}`,
  inTowns: ({ towns }: { towns: string }) => `使えるところ：${towns}`,
  inWholeRegion: ({ region }: { region: string }) => `使えるところ：${region}全域`,
  andMore: ({ towns, count }: { towns: string; count: number }) => `${towns}、ほか${count}`,
  ends: "終わり：",
  found: ({ count, more }: { count: number; more: boolean }) =>
    `${count}件${more ? "より多く" : ""}見つかりました。`,
  have: "選んでいます",
  none: "いま選べるPayはありません。",
  notFound: ({ text }: { text: string }) => `「${text}」のPayは見つかりませんでした。`,
  tryThis: "こうすると見つかることがあります",
  tryShorter: "ことばを短くする（例：「市」や「県」をとる）",
  tryRegion: "県や市町村の名前でさがす",
  tryKana: "ひらがなでさがす",
  tryScan: "紙クーポンがあれば、QRを読み取る。そのPayが自動で選ばれます",
  showAll: "すべてのPayを見る",
  scan: "紙クーポンのQRを読み取る",
};
