/**
 * The two invented regions of the demo. No name, address or number here belongs to anybody; municipality codes begin
 * with 99, which no prefecture has.
 */
import { type ApprovalPolicy, DEFAULT_APPROVALS, NO_APPROVALS } from "../../schema/api/approvals.ts";

import type { Role } from "../../schema/api/staff.ts";
import type { StoreDetails } from "../../schema/api/stores.ts";
import { type SeedPages, SHIOMI_PAGES, YAMANAMI_PAGES } from "./region-pages.ts";

export interface SeedStore {
  readonly owner: string;
  readonly name: string;
  readonly kana: string;
  readonly address: string;
  readonly municipality: string;
  /** JSIC: a letter and four digits. */
  readonly industry: string;
  readonly accepts: "mpm" | "mpm+cpm";
  readonly tills: number;
  /** What its visitors read. */
  /** Where it stands: degrees north and east. */
  readonly at: readonly [number, number];
  readonly details?: Omit<StoreDetails, "address" | "pin">;
}

export interface SeedAccount {
  readonly key: string;
  readonly app: "/admin/" | "/counter/";
  readonly who: string;
  readonly name: string;
  readonly loginId: string;
  /** Organisations by name; empty for the secretariat's own. */
  readonly memberships: readonly { readonly organisation: string; readonly role: Role }[];
}

export interface SeedRegion {
  readonly name: string;
  readonly kana: string;
  readonly password: string;
  readonly municipalities: readonly { readonly code: string; readonly name: string; readonly kana: string }[];
  /** What needs a second person (APR-4). */
  readonly approvals: ApprovalPolicy;
  readonly secretariat: { readonly name: string; readonly kana: string };
  readonly pages: SeedPages;
  readonly programme: {
    readonly name: string;
    readonly payName: string;
    readonly face: "shiosai" | "yamanami";
    readonly unitWord: string;
    readonly unitYen: number;
    readonly facesYen: readonly number[];
    readonly facePer: "coupon" | "night";
    readonly payLimitYen: number;
    readonly personCapYen: number | null;
    readonly validDays: number;
    readonly industriesOut: readonly string[];
    /** Null: all of the region's. */
    readonly municipalities: readonly string[] | null;
    readonly perBranchDayYen: number | null;
    readonly depositYen: number;
    /** What people who add the Pay are asked, and why. */
    readonly residentAsks?: {
      readonly attributes: readonly ("municipality" | "birthYear" | "sex")[];
      readonly why: string;
    };
  };
  readonly organisations: readonly {
    readonly name: string;
    readonly kana: string;
    readonly kinds: readonly ("issuer" | "merchant")[];
    readonly allotmentYen?: number;
    readonly branches: readonly { readonly name: string; readonly kana: string }[];
  }[];
  readonly stores: readonly SeedStore[];
  /** What merchants accept; without terms no shop can apply. */
  readonly merchantTerms?: {
    readonly title: string;
    readonly body: string;
    readonly pledges: readonly string[];
  };
  /** The first one is the secretariat's, made with the region. */
  readonly accounts: readonly SeedAccount[];
}

const SHIOMI: SeedRegion = {
  name: "潮見県",
  kana: "シオミケン",
  password: "shiosai-demo-ticket",
  municipalities: [
    { code: "990019", name: "白岬市", kana: "シラサキシ" },
    { code: "990027", name: "浜名瀬町", kana: "ハマナセチョウ" },
    { code: "990035", name: "磯部村", kana: "イソベムラ" },
  ],
  approvals: DEFAULT_APPROVALS,
  secretariat: { name: "潮見県旅クーポン事務局", kana: "シオミケンタビクーポンジムキョク" },
  pages: SHIOMI_PAGES,
  programme: {
    name: "潮見県 旅クーポン",
    payName: "しおさいPay",
    face: "shiosai",
    unitWord: "円",
    unitYen: 1,
    facesYen: [3000, 2000, 1000],
    facePer: "night",
    payLimitYen: 50_000,
    personCapYen: 200_000,
    validDays: 30,
    industriesOut: ["J", "N8064", "I6092"],
    municipalities: ["990019", "990027"],
    perBranchDayYen: 600_000,
    depositYen: 600_000_000,
  },
  organisations: [
    {
      name: "白岬グランドホテル",
      kana: "シラサキグランドホテル",
      kinds: ["issuer", "merchant"],
      allotmentYen: 300_000_000,
      branches: [
        { name: "白岬グランドホテル 本館", kana: "シラサキグランドホテルホンカン" },
        { name: "白岬グランドホテル 別館", kana: "シラサキグランドホテルベッカン" },
      ],
    },
    {
      name: "浜名瀬観光案内所",
      kana: "ハマナセカンコウアンナイジョ",
      kinds: ["issuer"],
      allotmentYen: 100_000_000,
      branches: [{ name: "浜名瀬駅前案内所", kana: "ハマナセエキマエアンナイジョ" }],
    },
    { name: "みなと商店", kana: "ミナトショウテン", kinds: ["merchant"], branches: [] },
    { name: "潮見物産", kana: "シオミブッサン", kinds: ["merchant"], branches: [] },
  ],
  merchantTerms: {
    title: "潮見県旅クーポン 加盟店規約",
    body: `第1条 加盟店は、クーポンでの支払いを、現金での支払いと同じように受けます。
第2条 加盟店は、クーポンを現金に替えません。おつりも出しません。
第3条 加盟店は、実際に品物を売ったとき、またはサービスをしたときだけ、支払いを受けます。
第4条 加盟店は、店舗QR台紙を決められた場所に置き、ほかのものに替えられていないか、毎日たしかめます。
第5条 事務局は、規約に反したと考えるとき、加盟店の利用をすぐに止めることができます。`,
    pledges: [
      "暴力団員など反社会的勢力ではなく、かかわりもありません。",
      "架空の売上をつくるなど、不正な支払いを受けません。",
      "事務局の調べに協力し、記録を5年間のこします。",
    ],
  },
  stores: [
    {
      owner: "みなと商店",
      name: "喫茶 みなと",
      kana: "キッサミナト",
      address: "白岬市本町1-2-3",
      municipality: "990019",
      industry: "M7671",
      accepts: "mpm+cpm",
      at: [34.1451, 141.2569],
      tills: 2,
      details: {
        postalCode: "9990001",
        phone: "0990000001",
        hours: {
          weekly: [
            [{ from: "09:00", to: "17:00" }],
            ...Array.from({ length: 2 }, () => [
              { from: "08:00", to: "11:00" },
              { from: "13:00", to: "18:00" },
            ]),
            [],
            ...Array.from({ length: 3 }, () => [{ from: "08:00", to: "18:00" }]),
          ],
          closedOn: [],
          note: "ラストオーダーは閉店の30分前です。",
        },
        notices: "入口は海がわの通りにあります。\n段差はありません。",
      },
    },
    {
      owner: "みなと商店",
      name: "丸八鮮魚店",
      kana: "マルハチセンギョテン",
      address: "白岬市港通り5",
      municipality: "990019",
      industry: "I5831",
      accepts: "mpm+cpm",
      at: [34.1468, 141.2561],
      tills: 1,
    },
    {
      owner: "潮見物産",
      name: "しおみ土産館",
      kana: "シオミミヤゲカン",
      address: "浜名瀬町駅前1",
      municipality: "990027",
      industry: "I6099",
      accepts: "mpm+cpm",
      at: [34.0468, 141.0262],
      tills: 2,
    },
    {
      owner: "潮見物産",
      name: "朝市の屋台 いそ",
      kana: "アサイチノヤタイイソ",
      address: "白岬市港通り 朝市広場",
      municipality: "990019",
      industry: "M7721",
      accepts: "mpm",
      at: [34.1484, 141.2549],
      tills: 1,
    },
    {
      owner: "白岬グランドホテル 本館",
      name: "白岬グランドホテル 売店",
      kana: "シラサキグランドホテルバイテン",
      address: "白岬市岬1",
      municipality: "990019",
      industry: "I6099",
      accepts: "mpm+cpm",
      at: [34.1748, 141.1734],
      tills: 1,
    },
    {
      owner: "潮見物産",
      name: "岬めぐりタクシー",
      kana: "ミサキメグリタクシー",
      address: "浜名瀬町大通り8",
      municipality: "990027",
      industry: "H4321",
      accepts: "mpm",
      at: [34.0445, 141.0276],
      tills: 1,
    },
    {
      owner: "みなと商店",
      name: "磯部の直売所",
      kana: "イソベノチョクバイジョ",
      address: "磯部村1",
      municipality: "990035",
      industry: "I5811",
      accepts: "mpm+cpm",
      at: [33.8554, 141.3267],
      tills: 1,
    },
  ],
  accounts: [
    {
      key: "secretariat-admin",
      app: "/admin/",
      who: "潮見県 事務局",
      name: "佐々木 事務",
      loginId: "shiomi-admin",
      memberships: [],
    },
    {
      key: "secretariat-second",
      app: "/admin/",
      who: "潮見県 事務局（承認する人）",
      name: "高橋 承認",
      loginId: "shiomi-second",
      memberships: [{ organisation: "", role: "secretariat-admin" }],
    },
    {
      key: "secretariat-accountant",
      app: "/admin/",
      who: "潮見県 事務局の経理",
      name: "小林 経理",
      loginId: "shiomi-accounts",
      memberships: [{ organisation: "", role: "secretariat-accountant" }],
    },
    {
      key: "secretariat-callcentre",
      app: "/admin/",
      who: "潮見県 コールセンター",
      name: "渡辺 受付",
      loginId: "shiomi-calls",
      memberships: [{ organisation: "", role: "secretariat-callcentre" }],
    },
    {
      key: "secretariat-viewer",
      app: "/admin/",
      who: "潮見県 県・監査（見るだけ）",
      name: "監査 見習",
      loginId: "shiomi-viewer",
      memberships: [{ organisation: "", role: "secretariat-viewer" }],
    },
    {
      key: "issuer-head",
      app: "/admin/",
      who: "白岬グランドホテル 本社",
      name: "本社 太郎",
      loginId: "hotel-head",
      memberships: [
        { organisation: "白岬グランドホテル", role: "issuer-head" },
        { organisation: "白岬グランドホテル", role: "merchant-head" },
      ],
    },
    {
      key: "issuer-desk",
      app: "/admin/",
      who: "白岬グランドホテル 本館フロント",
      name: "フロント 田中",
      loginId: "hotel-desk",
      memberships: [{ organisation: "白岬グランドホテル 本館", role: "issuer-desk" }],
    },
    {
      key: "issuer-and-clerk",
      app: "/admin/",
      who: "白岬グランドホテル 本館（発行と売店）",
      name: "兼務 花",
      loginId: "hotel-both",
      memberships: [
        { organisation: "白岬グランドホテル 本館", role: "issuer-desk" },
        { organisation: "白岬グランドホテル 本館", role: "clerk" },
      ],
    },
    {
      key: "merchant-head",
      app: "/admin/",
      who: "みなと商店 本社",
      name: "店主 海",
      loginId: "minato-head",
      memberships: [{ organisation: "みなと商店", role: "merchant-head" }],
    },
    {
      key: "clerk",
      app: "/counter/",
      who: "みなと商店のお店のレジ（喫茶 みなと など）",
      name: "レジ 係",
      loginId: "minato-clerk",
      memberships: [{ organisation: "みなと商店", role: "clerk" }],
    },
    {
      key: "other-clerk",
      app: "/counter/",
      who: "潮見物産のお店のレジ（朝市の屋台はアプリだけ）",
      name: "物産 係",
      loginId: "bussan-clerk",
      memberships: [{ organisation: "潮見物産", role: "clerk" }],
    },
  ],
};

const YAMANAMI: SeedRegion = {
  name: "山並県",
  kana: "ヤマナミケン",
  password: "yamanami-demo-ticket",
  municipalities: [
    { code: "990108", name: "杉谷市", kana: "スギタニシ" },
    { code: "990116", name: "湯ノ沢町", kana: "ユノサワマチ" },
    { code: "990124", name: "霧ヶ原村", kana: "キリガハラムラ" },
  ],
  // One person runs it.
  approvals: NO_APPROVALS,
  secretariat: { name: "山並県ポイント事務局", kana: "ヤマナミケンポイントジムキョク" },
  pages: YAMANAMI_PAGES,
  programme: {
    name: "山並県 めぐりポイント",
    payName: "やまなみPay",
    face: "yamanami",
    unitWord: "ポイント",
    unitYen: 500,
    facesYen: [2000, 1000, 500],
    facePer: "coupon",
    payLimitYen: 30_000,
    personCapYen: null,
    validDays: 90,
    industriesOut: ["J", "N8064"],
    municipalities: null,
    perBranchDayYen: null,
    depositYen: 100_000_000,
    residentAsks: {
      attributes: ["municipality", "birthYear"],
      why: "どの市町村の、どの年代の方に役立ったかを調べ、次の事業を考えるため",
    },
  },
  organisations: [
    {
      name: "湯ノ沢温泉旅館組合",
      kana: "ユノサワオンセンリョカンクミアイ",
      kinds: ["issuer"],
      allotmentYen: 60_000_000,
      branches: [
        { name: "旅館 せせらぎ", kana: "リョカンセセラギ" },
        { name: "旅館 こもれび", kana: "リョカンコモレビ" },
      ],
    },
    { name: "山並食堂", kana: "ヤマナミショクドウ", kinds: ["merchant"], branches: [] },
    { name: "杉谷木工", kana: "スギタニモッコウ", kinds: ["merchant"], branches: [] },
  ],
  stores: [
    {
      owner: "山並食堂",
      name: "山並食堂 杉谷店",
      kana: "ヤマナミショクドウスギタニテン",
      address: "杉谷市駅通り2",
      municipality: "990108",
      industry: "M7611",
      accepts: "mpm+cpm",
      at: [34.9433, 141.0],
      tills: 2,
    },
    {
      owner: "山並食堂",
      name: "そば処 霧",
      kana: "ソバドコロキリ",
      address: "霧ヶ原村10",
      municipality: "990124",
      industry: "M7631",
      accepts: "mpm+cpm",
      at: [34.7818, 141.1144],
      tills: 1,
    },
    {
      owner: "杉谷木工",
      name: "木のおもちゃ すぎたに",
      kana: "キノオモチャスギタニ",
      address: "杉谷市工房町7",
      municipality: "990108",
      industry: "I6071",
      accepts: "mpm",
      at: [34.9469, 140.9978],
      tills: 1,
    },
    {
      owner: "杉谷木工",
      name: "湯ノ沢 足湯カフェ",
      kana: "ユノサワアシユカフェ",
      address: "湯ノ沢町温泉街3",
      municipality: "990116",
      industry: "M7671",
      accepts: "mpm+cpm",
      at: [34.7755, 140.875],
      tills: 1,
    },
    {
      owner: "山並食堂",
      name: "遊技場 やまびこ",
      kana: "ユウギジョウヤマビコ",
      address: "杉谷市中央9",
      municipality: "990108",
      industry: "N8064",
      accepts: "mpm+cpm",
      at: [34.936, 140.9954],
      tills: 1,
    },
  ],
  accounts: [
    {
      key: "yamanami-secretariat-admin",
      app: "/admin/",
      who: "山並県 事務局",
      name: "山並 事務",
      loginId: "yamanami-admin",
      memberships: [],
    },
    {
      key: "yamanami-secretariat-viewer",
      app: "/admin/",
      who: "山並県 県・監査（見るだけ）",
      name: "山並 監査",
      loginId: "yamanami-viewer",
      memberships: [{ organisation: "", role: "secretariat-viewer" }],
    },
    {
      key: "yamanami-issuer-head",
      app: "/admin/",
      who: "湯ノ沢温泉旅館組合 本部",
      name: "組合 長",
      loginId: "yunosawa-head",
      memberships: [{ organisation: "湯ノ沢温泉旅館組合", role: "issuer-head" }],
    },
    {
      key: "yamanami-issuer-desk",
      app: "/admin/",
      who: "旅館 せせらぎ 帳場",
      name: "帳場 係",
      loginId: "seseragi-desk",
      memberships: [{ organisation: "旅館 せせらぎ", role: "issuer-desk" }],
    },
    {
      key: "yamanami-merchant-head",
      app: "/admin/",
      who: "山並食堂 本社",
      name: "食堂 主",
      loginId: "shokudo-head",
      memberships: [{ organisation: "山並食堂", role: "merchant-head" }],
    },
    {
      key: "yamanami-clerk",
      app: "/counter/",
      who: "山並食堂のお店のレジ",
      name: "食堂 係",
      loginId: "shokudo-clerk",
      memberships: [{ organisation: "山並食堂", role: "clerk" }],
    },
    {
      key: "yamanami-other-clerk",
      app: "/counter/",
      who: "杉谷木工のお店のレジ",
      name: "木工 係",
      loginId: "mokko-clerk",
      memberships: [{ organisation: "杉谷木工", role: "clerk" }],
    },
  ],
};

/** In the order in which they are made. */
export const REGIONS: readonly SeedRegion[] = [SHIOMI, YAMANAMI];

/** A number to register a wallet with; its code arrives in the dev inbox and nowhere else. */
export const RESIDENT_PHONE = "090-1234-5678";
