import type { Language } from "../../schema/languages.ts";

/** What a notification says: texts are made from what the push carries. */
interface NotificationWords {
  /** Of each kind, with its amount. */
  readonly payment: (yen: string) => string;
  readonly charge: (yen: string) => string;
  readonly grant: (yen: string) => string;
  readonly reversal: (yen: string) => string;
  readonly expiry: (yen: string, day: string) => string;
  /** Where details are hidden, and where a push can't be read. */
  readonly hidden: string;
  readonly open: string;
}

/** The service worker's words: it has no screen, and loads none of the screens' dictionaries. */
export const WORDS: Readonly<Record<Language, NotificationWords>> = {
  ja: {
    payment: (yen) => `${yen}を支払いました`,
    charge: (yen) => `${yen}をチャージしました`,
    grant: (yen) => `${yen}を受け取りました`,
    reversal: (yen) => `${yen}が戻りました`,
    expiry: (yen, day) => `${yen}の期限は${day}です`,
    hidden: "お知らせがあります",
    open: "ウォレットを開いてご確認ください",
  },
  easy: {
    payment: (yen) => `${yen}を はらいました`,
    charge: (yen) => `${yen}を チャージしました`,
    grant: (yen) => `${yen}を もらいました`,
    reversal: (yen) => `${yen}が もどりました`,
    expiry: (yen, day) => `${yen}は ${day}まで つかえます`,
    hidden: "お知らせが あります",
    open: "ウォレットを ひらいて 見て ください",
  },
  en: {
    payment: (yen) => `You paid ${yen}`,
    charge: (yen) => `You charged ${yen}`,
    grant: (yen) => `You received ${yen}`,
    reversal: (yen) => `${yen} came back to you`,
    expiry: (yen, day) => `${yen} expires on ${day}`,
    hidden: "You have news",
    open: "Open the wallet to read it",
  },
  zh: {
    payment: (yen) => `已支付${yen}`,
    charge: (yen) => `已充值${yen}`,
    grant: (yen) => `已收到${yen}`,
    reversal: (yen) => `已退回${yen}`,
    expiry: (yen, day) => `${yen}的有效期至${day}`,
    hidden: "您有新通知",
    open: "请打开钱包查看",
  },
  ko: {
    payment: (yen) => `${yen} 결제했습니다`,
    charge: (yen) => `${yen} 충전했습니다`,
    grant: (yen) => `${yen} 받았습니다`,
    reversal: (yen) => `${yen} 환불되었습니다`,
    expiry: (yen, day) => `${yen} 사용 기한: ${day}`,
    hidden: "새 소식이 있습니다",
    open: "지갑을 열어 확인해 주세요",
  },
};
