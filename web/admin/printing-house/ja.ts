/** Words of the part of an issue's page that is about a printing house, in Japanese: the source of the keys. */
export const ja = {
  heading: "印刷会社にたのむ",
  about: "番号の一覧と台紙のPDFを、合言葉で開くひとつのファイルにします。券は、窓口で渡すまで使えません。",
  seconds: "台紙の言葉",
  onlyJapanese: "日本語だけ",
  withEnglish: "日本語と英語",
  begin: "ファイルを作る",
  locking: "鍵を作っています",
  passphrase: "合言葉",
  passphraseOnce:
    "この合言葉は、いまだけ表示されます。書きとめて、ファイルとは別の方法で印刷会社に伝えてください。",
  writtenDown: "合言葉を書きとめました",
  tickFirst: "書きとめたら、印をつけてください",
  send: "この合言葉で作る",
  sending: "始めています",
  cancel: "やめる",
  queued: "順番を待っています",
  drawing: "台紙を作っています",
  packing: "まとめています",
  failed: "作れませんでした。もう一度お試しください。",
  madeBy: (v: { name: string }) => `作った人　${v.name}`,
  download: "受け取る",
  size: (v: { size: string; count: string }) => `${v.count}枚分・${v.size} MB`,
  keptUntil: (v: { date: string }) => `${v.date}まで受け取れます`,
  gone: "保存期間が過ぎ、消えました",
  linkHint:
    "押すと受け取り用のアドレスができます。10分で使えなくなります。だれがいつ受け取ったかが記録されます。",
} as const;
