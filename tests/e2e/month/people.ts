import type { Rate } from "./own-closing.ts";

/** Stores of the month. Those with a story of their own take nothing but what the story says. */
const STORES = [
  "港商店 本店",
  "港商店 北店",
  "港商店 南店",
  "八百新 市場店",
  "八百新 駅前店",
  "浜食堂",
  "だんご 月見",
  "花の店",
  "工芸館",
  "土産 さざなみ",
] as const;
export type StoreName = (typeof STORES)[number];

interface Merchant {
  readonly name: string;
  readonly kana: string;
  readonly loginId: string;
  /** The head office above a branch. */
  readonly parent?: string;
  /** A fee of its own; a head office's holds for its branches. */
  readonly rate?: Rate;
  readonly stores: readonly {
    readonly name: StoreName;
    readonly kana: string;
    readonly takesPaper: boolean;
  }[];
}

const store = (name: StoreName, kana: string, takesPaper = true) => ({ name, kana, takesPaper });
const HEAD_RATE: Rate = { basisPoints: 30, fixedYen: 55 };

export const MERCHANTS: readonly Merchant[] = [
  // 本社一括: one account for a head office and two branches.
  {
    name: "港商店",
    kana: "ミナトショウテン",
    loginId: "minato",
    rate: HEAD_RATE,
    stores: [store("港商店 本店", "ミナトホンテン")],
  },
  {
    name: "港商店 北支社",
    kana: "ミナトキタシシャ",
    loginId: "minato-north",
    parent: "港商店",
    rate: HEAD_RATE,
    stores: [store("港商店 北店", "ミナトキタテン")],
  },
  {
    name: "港商店 南支社",
    kana: "ミナトミナミシシャ",
    loginId: "minato-south",
    parent: "港商店",
    rate: HEAD_RATE,
    stores: [store("港商店 南店", "ミナトミナミテン", false)],
  },
  // One store is paid into an account of its own, the other into its organisation's.
  {
    name: "八百新",
    kana: "ヤオシン",
    loginId: "yaoshin",
    rate: { basisPoints: 80, fixedYen: 0 },
    stores: [store("八百新 市場店", "ヤオシンイチバテン"), store("八百新 駅前店", "ヤオシンエキマエテン")],
  },
  // Has no account until the middle of the month.
  { name: "浜の会", kana: "ハマノカイ", loginId: "hama", stores: [store("浜食堂", "ハマショクドウ")] },
  // Takes less than the minimum at first.
  {
    name: "月見だんご",
    kana: "ツキミダンゴ",
    loginId: "dango",
    stores: [store("だんご 月見", "ダンゴツキミ")],
  },
  // Gives more back than it takes, and makes up for it later.
  { name: "花の会", kana: "ハナノカイ", loginId: "hana", stores: [store("花の店", "ハナノミセ")] },
  // Is suspended on the way.
  { name: "工芸組合", kana: "コウゲイクミアイ", loginId: "kogei", stores: [store("工芸館", "コウゲイカン")] },
  // Gives back what it was paid, and takes nothing any more.
  {
    name: "土産組合",
    kana: "ミヤゲクミアイ",
    loginId: "miyage",
    stores: [store("土産 さざなみ", "ミヤゲサザナミ")],
  },
];

/** An account at the invented bank 9999. */
export interface BankPlace {
  readonly branch: string;
  readonly number: string;
  /** As its owner writes the holder's name. */
  readonly written: string;
  /** As the bank's file must hold it. */
  readonly inFile: string;
}
const place = (branch: string, number: string, written: string, inFile: string): BankPlace => ({
  branch,
  number,
  written,
  inFile,
});

/** Who has an account when the month begins. */
export const ACCOUNTS: { readonly [owner: string]: BankPlace } = {
  港商店: place("002", "0076543", "カ）ミナトショウテン", "ｶ)ﾐﾅﾄｼﾖｳﾃﾝ"),
  "八百新 市場店": place("003", "0000042", "ヤオシン　イチバ", "ﾔｵｼﾝ ｲﾁﾊﾞ"),
  八百新: place("003", "0000043", "ヤオシン", "ﾔｵｼﾝ"),
  月見だんご: place("002", "0555001", "ツキミダンゴ", "ﾂｷﾐﾀﾞﾝｺﾞ"),
  花の会: place("002", "0555002", "ハナノカイ", "ﾊﾅﾉｶｲ"),
  工芸組合: place("003", "0555003", "コウゲイクミアイ", "ｺｳｹﾞｲｸﾐｱｲ"),
  土産組合: place("001", "0555004", "ミヤゲクミアイ", "ﾐﾔｹﾞｸﾐｱｲ"),
};
/** 浜の会's, when it has one; and 八百新's, as its bank knows it. */
export const LATE_ACCOUNT = place("003", "0777001", "ハマノカイ", "ﾊﾏﾉｶｲ");
export const CORRECTED_ACCOUNT = place("003", "0000044", "ユ）ヤオシン", "ﾕ)ﾔｵｼﾝ");
