import type { HistoryRow } from "../../schema/api/history.ts";
import type { Language } from "../../schema/languages.ts";

/** What a file of the history says, in one language. */
interface FileWords {
  /** Date, time, kind, with whom, town, amount, unit, expiry, receipt number, operation number. */
  readonly headings: readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  readonly kinds: Readonly<Record<HistoryRow["kind"] | "expired", string>>;
  readonly paper: string;
  readonly office: string;
}

/** The words of history files; residents take them away in the language they read (HIS-3). */
export const FILE_WORDS: Readonly<Record<Language, FileWords>> = {
  ja: {
    headings: ["日付", "時刻", "種類", "相手", "市町村", "金額", "単位", "期限", "受付番号", "操作番号"],
    kinds: {
      payment: "支払い",
      charge: "チャージ",
      grant: "付与",
      void: "取り消し",
      refund: "返金",
      expired: "期限切れ",
      "expiry-changed": "期限の変更",
      frozen: "利用の停止",
      unfrozen: "利用の再開",
    },
    paper: "紙クーポン",
    office: "事務局",
  },
  easy: {
    headings: [
      "日にち",
      "時間",
      "何をしたか",
      "相手",
      "まち",
      "お金",
      "単位",
      "いつまで",
      "受付番号",
      "操作番号",
    ],
    kinds: {
      payment: "はらった",
      charge: "チャージ",
      grant: "もらった",
      void: "とりけし",
      refund: "へんきん",
      expired: "日がすぎた",
      "expiry-changed": "日をかえた",
      frozen: "止めた",
      unfrozen: "またつかえる",
    },
    paper: "紙クーポン",
    office: "じむきょく",
  },
  en: {
    headings: [
      "Date",
      "Time",
      "Kind",
      "With",
      "Town",
      "Amount",
      "Unit",
      "Good until",
      "Receipt number",
      "Operation number",
    ],
    kinds: {
      payment: "Payment",
      charge: "Charge",
      grant: "Grant",
      void: "Void",
      refund: "Refund",
      expired: "Expired",
      "expiry-changed": "Expiry changed",
      frozen: "Use stopped",
      unfrozen: "Use resumed",
    },
    paper: "Paper coupon",
    office: "Secretariat",
  },
  zh: {
    headings: ["日期", "时间", "类型", "对方", "市町村", "金额", "单位", "有效期至", "受理编号", "操作编号"],
    kinds: {
      payment: "支付",
      charge: "充值",
      grant: "发放",
      void: "撤销",
      refund: "退款",
      expired: "已过期",
      "expiry-changed": "有效期变更",
      frozen: "暂停使用",
      unfrozen: "恢复使用",
    },
    paper: "纸质券",
    office: "事务局",
  },
  ko: {
    headings: ["날짜", "시각", "종류", "상대", "시정촌", "금액", "단위", "유효기한", "접수번호", "처리번호"],
    kinds: {
      payment: "결제",
      charge: "충전",
      grant: "지급",
      void: "취소",
      refund: "환불",
      expired: "기한 만료",
      "expiry-changed": "기한 변경",
      frozen: "이용 정지",
      unfrozen: "이용 재개",
    },
    paper: "종이 쿠폰",
    office: "사무국",
  },
};
