/** Words of the screens about fraud signals. */
export const ja = {
  cases: "不正のしるし",
  lead: "不正かもしれない動きです。しるしだけで不正とは決まりません。話を聞いてから判断してください。",
  empty: "いまは、確認の必要な動きはありません。",
  emptyFiltered: "この条件に合うものはありません。",
  state: "状態",
  stateOpen: "確認待ち",
  stateDecided: "判断ずみ",
  all: "すべて",
  rule: "内容",
  level: "重さ",
  levelSerious: "急ぎ",
  levelNotice: "注意",
  programme: "事業",
  wholeRegion: "地域全体",
  date: "日付",
  about: "だれ・どこ",
  openedAt: "届いた時刻",
  reopened: "新しい動きあり",
  person: "利用者",
  network: (v: { shown: string }) => `回線 ${v.shown}`,
  gone: "（名前なし）",

  guesses: "コードのあて打ち",
  "quick-spending": "渡してすぐの利用",
  "over-capacity": "受け入れ人数を超える発行",
  "swapped-tills": "店舗QRの入れかわり",
  "wallet-velocity": "続けざまの支払い",
  "clerk-voids": "取消の多い担当者",

  whatHappened: "見つけたこと",
  guessesSaid: (v: { most: string; misses: string }) =>
    `けた数と検査番号の正しい、存在しないコードが、1時間に最大${v.most}回入力されました。この日は合わせて${v.misses}回です。`,
  guessesRule: (v: { perHour: string }) => `1時間に${v.perHour}回から知らせます。`,
  quickSaid: (v: { other: string; minutes: string; quick: string; payments: string }) =>
    `「${v.other}」のクーポンが、渡してから${v.minutes}分以内に${v.quick}件使われました。この店がこの日に受け取った紙クーポンは${v.payments}件です。`,
  quickRule: (v: { count: string; share: string }) =>
    `${v.count}件以上、かつその店の紙クーポンの${v.share}%以上で知らせます。`,
  capacitySaid: (v: { guests: string; capacity: string; issues: string }) =>
    `1日に受け入れられる${v.capacity}人に対して、${v.guests}人分が発行されました（${v.issues}回の発行）。`,
  capacityRule: (v: { percent: string }) => `受け入れ人数の${v.percent}%を超えると知らせます。`,
  swappedSaid: (v: {
    lost: string;
    lostUsual: string;
    lostToday: string;
    gained: string;
    gainedUsual: string;
    gainedToday: string;
  }) =>
    `「${v.lost}」のアプリの支払いが、ふだんの1日${v.lostUsual}件から${v.lostToday}件に減り、「${v.gained}」では${v.gainedUsual}件から${v.gainedToday}件に増えました。`,
  swappedBoth: "ふたつの店の件数が、ちょうど入れかわっています。",
  swappedRule: (v: { fell: string; least: string }) =>
    `ふだん1日${v.least}件以上の店で${v.fell}%以上減り、同じ市町村の店で増えると知らせます。`,
  velocitySaid: (v: { minutes: string; most: string; yen: string; payments: string }) =>
    `${v.minutes}分のうちに、最大${v.most}回、合わせて${v.yen}の支払いがありました。しるしになった支払いは${v.payments}件です。`,
  velocityRule: (v: { payments: string; yen: string }) => `${v.payments}回、または${v.yen}から知らせます。`,
  voidsSaid: (v: { voids: string; taken: string; late: string; minutes: string; yen: string }) =>
    `この日に${v.voids}件、合わせて${v.yen}を取り消しました。受け取った支払いは${v.taken}件、支払いから${v.minutes}分以上たった取消は${v.late}件です。`,
  voidsRule: (v: { count: string; share: string; late: string }) =>
    `${v.count}件以上で受け取った件数の${v.share}%以上、または時間のたった取消${v.late}件から知らせます。`,

  evidence: "もとになった記録",
  evidenceLead: "多いときは、はじめの200件までを残します。",
  evidenceEmpty: "記録はありません。",
  when: "時刻",
  what: "記録",
  hourMisses: (v: { count: string }) => `存在しないコード ${v.count}回（この時刻から1時間）`,
  paid: "支払い",
  voided: "取消",
  issued: (v: { guests: string }) => `発行 ${v.guests}人分`,
  storeDay: (v: { count: string; usual: string }) => `アプリの支払い ${v.count}件（ふだん${v.usual}件）`,
  amount: "金額",
  minutes: "あいだ",
  minutesAfter: (v: { minutes: string }) => `${v.minutes}分`,
  place: "店",
  toTrace: (v: { name: string }) => `${v.name}の足どりをたどる`,
  toCoupon: "クーポン",
  toPerson: "利用者",
  toIssue: "発行",
  toPayment: "くわしく",
  links: "くわしく",

  decide: "判断する",
  decideLead: "判断はあとから見直せます。新しい動きがあると、もう一度ここに並びます。",
  outcome: "結果",
  choose: "選んでください",
  unfounded: "問題なし",
  watch: "様子を見る",
  acted: "対応した",
  reason: "理由",
  reasonHint: "だれに何を聞いて、どう考えたか",
  reasonMissing: "理由を書いてください",
  done: "したこと",
  doneHint: "例: QRを新しくした、店に電話した",
  doneMissing: "対応した内容を書いてください",
  outcomeMissing: "結果を選んでください",
  save: "この判断にする",
  saving: "記録しています",
  saved: "判断を記録しました。",
  conflict: "ほかの人が判断したか、新しい動きがありました。もう一度読んでから判断してください。",
  reload: "もう一度読む",
  decisions: "これまでの判断",
  by: (v: { name: string }) => `${v.name}さん`,
  nobody: "（もういない人）",

  refusals: "ことわった操作",
  refusalsLead:
    "担当者がしようとして、ことわられた操作です。1時間ごとに数え、90日のあいだ残します。押しまちがいのこともあります。",
  refusalsEmpty: "ことわった操作はありません。",
  refusedLast: "最後の時刻",
  refusedWho: "だれが",
  refusedWhat: "内容",
  refusedTimes: "回数",

  mails: "急ぎのしるしを知らせるメール",
  mailsLead: "急ぎのしるしが見つかると、このあて先に知らせます。名前や金額はメールに書きません。",
  recipients: "あて先",
  recipientsHint: "1行に1つ、5つまで。空にすると、メールは送りません。",
  recipientsMany: "5つまでにしてください",
  recipientsWrong: (v: { address: string }) => `「${v.address}」は正しいあて先ではありません`,
  mailsSave: "あて先を決める",
  mailsSaved: "あて先を決めました。",
};
