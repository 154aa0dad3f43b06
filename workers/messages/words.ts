/** What whoever runs Tegata is told by mail, in plain Japanese. */

const foot = (link: string) => `\n\n確認と操作：npm run messages\n${link}\n\nこのメールには返信できません。`;

export function stoppedPrefixMail(
  facts: {
    readonly prefix: string;
    readonly asked: number;
    readonly verified: number;
    readonly hours: number;
  },
  origin: string,
) {
  const { prefix, asked, verified, hours } = facts;
  return {
    subject: `【Tegata】${prefix} で始まる番号へのSMSを止めました`,
    text: `1時間に${asked}件の番号へ確認コードを送り、入力されたのは${verified}件でした。SMSの不正な送信がうたがわれます。
${prefix} で始まる番号への送信を${hours}時間止めました。
正しい利用のときは、npm run messages -- open ${prefix} で再開できます。${foot(origin)}`,
  };
}

export function spentMail(facts: { readonly day: string; readonly limitYen: number }, origin: string) {
  return {
    subject: "【Tegata】SMSと電話の1日の上限に達しました",
    text: `${facts.day} の費用が上限の${facts.limitYen.toLocaleString("ja-JP")}円に達し、確認コードの送信を止めました。
日付が変わると再開します。上限は npm run messages -- set --limit で変えられます。${foot(origin)}`,
  };
}

export function failingMail(facts: { readonly failed: number; readonly failure: string }, origin: string) {
  return {
    subject: "【Tegata】SMSと電話を送れていません",
    text: `この10分に${facts.failed}件の確認コードを、どの事業者からも送れませんでした。
最後の理由：${facts.failure}${foot(origin)}`,
  };
}
