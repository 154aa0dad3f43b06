/** Words about one's own data and about leaving. */
export const ja = {
  title: "わたしのデータ・退会",
  dataTitle: "わたしのデータ",
  dataText: "おあずかりしている内容と、すべてのPayの履歴を、ひとつのファイルで受け取れます。",
  take: "ファイルを受け取る",
  taking: ({ count }: { count: number }) => `集めています… ${count}件`,
  taken: "ファイルを受け取りました。",
  cutOff: ({ count }: { count: number }) => `履歴は、ひとつのPayにつき新しい${count}件までです。`,
  closeTitle: "退会する",
  closeText:
    "電話番号・お答え・端末・指紋や顔の登録を、すぐに消します。支払いの記録は、番号だけで残ります（お店やお金の帳簿のため）。元にはもどせません。",
  moneyLeft: ({ amount }: { amount: string }) => `まだ${amount}使えます。退会すると、使えなくなります。`,
  giveUp: ({ amount }: { amount: string }) => `${amount}を使えなくなってもかまいません`,
  begin: "退会に進む",
  sure: "もう一度、電話番号を確かめます。番号が合うと、すぐに退会します。",
  close: "退会する",
  closed: "退会しました。ご利用ありがとうございました。",
  back: "やめる",
};
