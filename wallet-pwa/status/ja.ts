/** Words about what is disturbed, in Japanese: what doesn't work, then what does. */
export const ja = {
  payments: "いま、お支払いとチャージはできません。",
  paymentsWorks: "残高はそのままで、残高と履歴は見られます。お急ぎのときは、現金などでお支払いください。",
  records: "一部がお使いになれません。",
  recordsWorks:
    "残高を見ることと、お店のQRでのお支払いは、できます。チャージ、コードの表示、ログイン、お店の検索は、できないことがあります。",
  messages: "SMSと電話をお送りできません。",
  messagesWorks:
    "ログインしている方は、いつものとおりお使いになれます。新しいログインと電話番号の変更は、しばらくお待ちください。",
  late: "記録の反映が遅れています。",
  lateWorks:
    "お支払い、チャージ、残高は、いつものとおりです。取り消しや返金のしるしは、遅れて出ることがあります。",
  slow: "混み合っています。",
  slowWorks: "お使いになれますが、時間がかかることがあります。ボタンは1回だけ押して、お待ちください。",
};
