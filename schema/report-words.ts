import type { CaseOutcome, FraudRule } from "./api/cases.ts";
import type { FundKind } from "./events.ts";
import type { FUND_ACCOUNTS } from "./fund-account.ts";
import type { ReportColumn } from "./report-columns.ts";
import { actionsJa } from "./staff-action-words.ts";
import type { StaffAction } from "./staff-actions.ts";

/**
 * Words of report files, and of the same on screen. Files go to secretariats, prefectures and auditors in Japan, in
 * Japanese whoever asks for them; screens have the other languages in dictionaries of their own.
 */
export const COLUMN_WORDS = {
  bookDate: "営業日",
  date: "日付",
  time: "時刻",
  kind: "種別",
  programme: "事業",
  medium: "媒体",
  serial: "発行番号",
  store: "店舗",
  storeId: "店舗ID",
  till: "レジ",
  amount: "金額",
  unit: "通貨単位",
  receipt: "受付番号",
  operationId: "操作ID",
  line: "行",
  ofOperationId: "元の操作ID",
  expiresOn: "有効期限",
  issuer: "発行事業者",
  account: "科目",
  movement: "内容",
  counterAccount: "相手科目",
  counterIssuer: "相手の発行事業者",
  in: "入",
  out: "出",
  balance: "残高",
  issueId: "発行ID",
  issuedCount: "発行枚数",
  issuedYen: "発行額",
  cancelledCount: "発行取消の枚数",
  cancelledYen: "発行取消の額",
  grantedYen: "付与額",
  chargedCount: "チャージ件数",
  chargedYen: "チャージ額",
  usedCount: "利用件数",
  usedYen: "利用額",
  reversedCount: "取消・返金の件数",
  reversedYen: "取消・返金の額",
  netYen: "差引額",
  expiredYen: "失効額",
  liveYen: "未使用残高",
  transitYen: "移動中",
  differenceYen: "差額",
  branch: "支店",
  branchId: "支店ID",
  issues: "発行回数",
  replacedCount: "再発行の枚数",
  replacedYen: "再発行の額",
  withdrawnCount: "引渡し前取消の枚数",
  withdrawnYen: "引渡し前取消の額",
  guestsPerDay: "1日の受入人数",
  capacityPercent: "受入人数に対する割合（%）",
  merchant: "加盟店本社",
  merchantId: "加盟店本社ID",
  municipality: "市区町村コード",
  town: "市区町村",
  industry: "産業分類",
  stores: "店舗数",
  paperCount: "紙の利用件数",
  paperYen: "紙の額",
  appCount: "アプリの利用件数",
  appYen: "アプリの額",
  receivedYen: "入った額",
  sharePercent: "構成比（%）",
  opening: "期首",
  closing: "期末",
  runOutOn: "なくなる見込みの日",
  runOutEarliestOn: "早ければ",
  runOutLatestOn: "遅ければ",
  payoutNumber: "振込ファイル番号",
  payOn: "振込指定日",
  transfers: "振込件数",
  fileYen: "全銀ファイルの合計額",
  sentOn: "送った日",
  bookedYen: "帳簿の振込額",
  returnedCount: "組戻し件数",
  returnedYen: "戻った額",
  settledOn: "確認した日",
  fileSha256: "ファイルのSHA-256",
  dueYen: "これから返す額",
  returnedOn: "最後に返した日",
  group: "区分",
  part: "内訳",
  people: "人数",
  payments: "決済件数",
  entryId: "記録番号",
  person: "担当者",
  personId: "担当者ID",
  action: "操作",
  subjectKind: "対象の種類",
  subjectId: "対象ID",
  before: "変更前",
  after: "変更後",
  reason: "理由",
  requestId: "要求ID",
  rule: "しるし",
  subject: "対象",
  outcome: "判断",
  caseId: "案件ID",
} as const satisfies { readonly [C in ReportColumn]: string };

/** What fraud signals are called where they are told by one word. */
export const RULE_WORDS = {
  guesses: "チャージコードをためし入力した疑い",
  "quick-spending": "配布してすぐの利用が集中",
  "over-capacity": "受け入れ人数を超える発行",
  "swapped-tills": "店舗QRの取りちがえ・すりかえの疑い",
  "wallet-velocity": "短い時間の連続した支払い",
  "clerk-voids": "取消の多いレジ担当者",
} as const satisfies { readonly [R in FraudRule]: string };

/** Words of the codes that stand in columns of the type `word`. */
const KINDS = {
  pay: "決済",
  void: "取消",
  refund: "返金",
  charge: "チャージ",
  "charge-voided": "チャージ取消",
  cancel: "クーポン取消",
  grant: "付与",
} as const;

const MEDIA = { paper: "紙", app: "アプリ", wallet: "ウォレット" } as const;

/** The accounts of the fund's book (FND-1); an issuer's share stands as 配分 beside the issuer's name. */
const ACCOUNTS = {
  available: "未配分",
  allotted: "配分",
  cash: "手元の原資",
  writing: "発行の途中",
  issued: "発行",
  cancelled: "取消",
  granting: "付与の途中",
  granted: "付与",
  returned: "失効の返還",
  "paid-out": "振込済み",
  fees: "手数料",
  "fees-held": "手数料の預かり",
} as const satisfies { readonly [A in (typeof FUND_ACCOUNTS)[number] | "allotted"]: string };

/** What the accounts come to, as a secretariat answers for it. */
const FUND_LINES = {
  budget: "予算（入金の合計）",
  committed: "約束した額（発行と付与、取消を引く）",
  spent: "使われた額",
  released: "返した額（失効）",
  left: "残り（これから発行できる額）",
} as const;

/** What moved an account of the fund. */
const FUND_KINDS = {
  deposit: "入金",
  allot: "配分",
  move: "配分の移動",
  issue: "発行",
  "issue-ready": "発行の完了",
  "issue-failed": "発行の中止",
  withdraw: "発行の取り下げ",
  "cancel-return": "クーポンの取消",
  replace: "差しかえ",
  "grant-pending": "付与",
  "grant-posted": "付与の完了",
  "grant-voided": "付与の中止",
  "return-expired": "失効の返還",
  "pay-out": "振込",
  "pay-out-returned": "振込の組戻し",
  "fee-kept": "精算の手数料",
  "fee-taken": "手数料の引き出し",
} as const satisfies { readonly [Kind in FundKind]?: string };

const OUTCOMES = {
  unfounded: "問題なし",
  watch: "見守る",
  acted: "対応した",
} as const satisfies { readonly [O in CaseOutcome]: string };

export const CODE_WORDS = {
  ...KINDS,
  ...MEDIA,
  ...ACCOUNTS,
  ...FUND_LINES,
  ...OUTCOMES,
  ...RULE_WORDS,
  ...FUND_KINDS,
  ...(actionsJa as { readonly [A in StaffAction]: string }),
  /** The line before the first entry of a statement. */
  opening: "繰越",
  /** What bookkeepers write where the other side is more than one account. */
  several: "諸口",
  "case-found": "しるしが見つかった",
  "case-decided": "判断した",
  frozen: "止めた",
  unfrozen: "止めるのをやめた",
  resident: "利用者",
  coupon: "紙クーポン",
  staff: "担当者",
  network: "ネットワーク",
  organisation: "事業者",
  "subject-store": "店舗",
  everybody: "全体",
  "by-payments": "決済の回数別",
  "by-municipality": "使った市区町村別",
  "payments-0": "0回",
  "payments-1": "1回",
  "payments-2-5": "2〜5回",
  "payments-6-10": "6〜10回",
  "payments-11": "11回以上",
  few: "その他（人数の少ない区分の合計）",
} as const;
export type ReportCode = keyof typeof CODE_WORDS;
