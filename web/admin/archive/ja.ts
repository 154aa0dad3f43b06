/** Words of the archive and the proof of the books, in Japanese: the source of the keys. */
export const ja = {
  archive: "記録の保管",
  archiveLead:
    "確定した日の記録は、だれにも変えられない形で保管しています。ここでは見ることと、保存することだけができます。",
  tabs: "記録の保管と帳簿の確認",
  tabDays: "確定した日",
  tabVerification: "帳簿の確認",
  howTitle: "自分で確かめるには",
  howKeys: "1. 公開鍵を、早いうちに保存して、手元に置きます。",
  howRoots:
    "2. 署名つきルートを、ときどき保存して、手元に置きます。あとから変えられていないことの証拠になります。",
  howPackage: "3. 帳票の画面で、監査用のまとめを保存します。期間の帳票、記録とハッシュ、署名が入っています。",
  howVerify:
    "4. 運用者に保管庫の書き出し（npm run archive -- export）を頼み、scripts/verify-archive.ts で確かめます。このシステムを使わずに、別のコンピューターで動きます。",
  saveKeys: "公開鍵を保存",
  saveRoots: "署名つきルートを保存",
  savingRoots: "集めています",
  toPackage: "監査用のまとめへ",
  keysFile: "tegata-archive-keys.json",
  rootsFile: "tegata-archive-roots.txt",
  daysTitle: "確定した日",
  noDays: "確定した日は、まだありません。",
  dateCol: "日付",
  sealedCol: "確定した日時",
  archivedCol: "保管",
  witnessCol: "外部への送付",
  archivedAt: "保管ずみ",
  notArchived: "保管の順番を待っています",
  sent: "送付ずみ",
  notSent: "まだ",
  back: "記録の保管へ",
  dayTitle: (v: { date: string }) => `${v.date} の記録`,
  intact: "保管庫のマニフェストは、署名されたハッシュと同じです",
  notIntact: "保管庫のマニフェストが、署名されたハッシュと合いません。運用の担当に知らせてください",
  madeAt: "保管した日時",
  sentAt: "外部に送った日時",
  rootHash: "ルート（マニフェストのSHA-256）",
  previousRoot: "前の日のルート",
  firstDay: "はじめの日です",
  saveRoot: "この日の署名つきルートを保存",
  sumsTitle: "この地域の記録の合計",
  sumsLead: "マニフェストから読みました。ほかの地域の分は出ません。",
  noSums: "この日、この地域の記録はありません。",
  programmeCol: "事業",
  bookCol: "帳簿",
  kindCol: "種類",
  rowsCol: "行数",
  plusCol: "増えた額",
  minusCol: "減った額",
  bookCoupon: "紙クーポン",
  bookWallet: "ウォレット",
  bookFund: "原資",
  verification: "帳簿の確認",
  verificationLead:
    "すべての帳簿を、はじめから足しなおして確かめた結果です。日を確定する前に、かならず行います。",
  noRuns: "まだ確かめていません。",
  endedCol: "終わった日時",
  resultCol: "結果",
  holds: "ちがいはありません",
  broken: "ちがいが見つかりました",
  figuresOf: (v: { programme: string }) => `${v.programme} の等式`,
  equation: (v: {
    issued: string;
    granted: string;
    cancelled: string;
    paid: string;
    reversed: string;
    expired: string;
    held: string;
  }) =>
    `発行 ${v.issued} ＋ 付与 ${v.granted} ＝ 決済 ${v.paid} − 取消・返金 ${v.reversed} ＋ 失効 ${v.expired} ＋ 残り ${v.held} ＋ 発行取消 ${v.cancelled}`,
  difference: (v: { amount: string }) => `差 ${v.amount}`,
} as const;
