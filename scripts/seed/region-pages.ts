import type { Contact } from "../../schema/api/regions.ts";

/** What a region of the demo says to everybody (S25). */
export interface SeedPages {
  readonly contact: Contact;
  readonly legalNotice: string;
  readonly privacy: string;
}

/** Stands first on each page: a demo that is found by chance must not be taken for a prefecture's word. */
const INVENTED = "これは見本です。ここに書かれた県、会社、住所、電話番号は、すべて作りごとです。";

const PRIVACY = (region: string, secretariat: string) => `${INVENTED}

# だれが責任をもつか
${secretariat}が、${region}のクーポンのために受け取った個人の情報に責任をもちます。

# 何を、何のために使うか
電話番号：アプリを使う人の本人確認のためだけに使います。暗号にして保管し、お店には見せません。
宿泊した人の名前：発行した宿が、なくした券の問い合わせに答えるために使います。書かなくてもかまいません。
支払いの記録：残高の計算、お店への振り込み、間違いの取り消しに使います。記録に名前と電話番号は入りません。

# ほかの人にわたすか
法律で決められたときのほかは、わたしません。広告には使いません。

# 見たい、直したい、消したいとき
コールセンターに電話してください。本人であることを確かめてから、お答えします。`;

export const SHIOMI_PAGES: SeedPages = {
  contact: { phone: "0990-000-000", hours: "毎日 9:00〜18:00（12月31日から1月3日までは休み）" },
  legalNotice: `${INVENTED}

# 発行者
潮見県旅クーポン事務局
999-0001 白岬市本町1-1 架空ビル2階

# 使える場所
潮見県の、クーポンのしるしがあるお店です。お店の一覧はアプリで見られます。

# 期限
券とアプリに書かれた日の23:59までです。期限が切れた分は使えません。

# 使い方の決まり
おつりは出ません。現金にかえられません。人に売ることはできません。

# 残高の確かめ方
券のQRコードをスマホのカメラで読むか、アプリを開くか、コールセンターに電話してください。

# 困ったとき
券をなくしたとき、身に覚えのない支払いがあるときは、コールセンターに電話してください。`,
  privacy: PRIVACY("潮見県", "潮見県旅クーポン事務局"),
};

export const YAMANAMI_PAGES: SeedPages = {
  contact: { phone: "0990-000-002", hours: "平日 10:00〜17:00（祝日は休み）" },
  legalNotice: `${INVENTED}

# 発行者
山並県ポイント事務局
999-9001 杉谷市役所通り1-1 架空会館

# 使える場所
山並県の、やまなみPayのしるしがあるお店です。お店の一覧はアプリで見られます。

# 単位と期限
1ポイントは1円で、500ポイントずつ使えます。期限は、券とアプリに書かれた日の23:59までです。

# 使い方の決まり
現金にかえられません。人に売ることはできません。

# 残高の確かめ方
券のQRコードをスマホのカメラで読むか、アプリを開くか、コールセンターに電話してください。`,
  privacy: PRIVACY("山並県", "山並県ポイント事務局"),
};
