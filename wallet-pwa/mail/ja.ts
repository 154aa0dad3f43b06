/** Words of the pages that links in mails open, in Japanese: the source of the keys. */
export const ja = {
  confirmTitle: "お便りの送り先の確認",
  confirmText: "このメールアドレスで、事務局からのお便りを受け取りますか。",
  confirmYes: "受け取る",
  confirmDone: "受け取る設定にしました",
  doneFor: (v: { region: string; office: string }) => `${v.region}の事務局・${v.office}`,
  leaveTitle: "お便りをやめる",
  leaveText: "このメールアドレスへの、事務局からのお便りを止めますか。",
  leaveYes: "やめる",
  leaveDone: "お便りを止めました",
  leaveAgain: "また受け取るときは、事業者の担当の方が、画面からアドレスを足してください。",
  busy: "送っています",
  ended: "このリンクは使えません。期限が過ぎたか、途中で切れています。",
};
