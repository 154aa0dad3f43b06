import type { ProblemDictionary } from "./problem-words.ts";

/** Refusals and troubles in Japanese. */
export const problemsJa: ProblemDictionary = {
  "insufficient-balance": {
    what: "残高が足りません。",
    next: "金額を減らすか、足りない分を現金などでお支払いください。",
  },
  "outside-unit": {
    what: "この金額では使えません。",
    next: "使える単位に合わせて、金額を入れなおしてください。",
  },
  "outside-scope": {
    what: "このお店では使えません。",
    next: "使える地域や業種に入っていないお店です。使えるお店は、お店の一覧で見られます。",
  },
  expired: { what: "使える期限が過ぎています。", next: "この残高は使えません。" },
  frozen: { what: "利用を止めています。", next: "事務局に電話でお問い合わせください。" },
  "not-yet-valid": {
    what: "まだ使えません。",
    next: "使える日の前か、お渡しの手続きの前です。発行したところに、たしかめてください。",
  },
  "charge-in-progress": {
    what: "アプリへのチャージの途中です。",
    next: "少し待ってから、もう一度お試しください。",
  },
  charged: { what: "このクーポンは、アプリにチャージ済みです。", next: "残高はアプリでお使いください。" },
  cancelled: { what: "このクーポンは取り消されています。", next: "発行したところにお問い合わせください。" },
  "over-limit": { what: "決められた上限を超えています。", next: "金額を減らして、もう一度お試しください。" },
  "confirmation-needed": {
    what: "指紋・顔での確認が必要です。",
    next: "確かめると、先に進みます。",
  },
  "wallet-full": {
    what: "このウォレットには、これ以上入れられません。",
    next: "残高を使ってから、もう一度お試しください。",
  },
  "cpm-not-accepted": {
    what: "このお店では、紙クーポンとコードの読み取りを使えません。",
    next: "アプリでお店のQRを読み取って、お支払いください。",
  },
  "store-suspended": {
    what: "このお店は、いま取り扱いを止めています。",
    next: "事務局にお問い合わせください。",
  },
  "signature-invalid": { what: "このQRは使えません。", next: "お店の方に、正しいQRか確かめてください。" },
  "handle-expired": { what: "読み取ってから時間がたちました。", next: "もう一度、読み取ってください。" },
  "programme-closed": { what: "この事業は、いまお使いになれません。", next: "お知らせを確かめてください。" },
  "other-programme": { what: "別の事業のものです。", next: "対象のPayかクーポンを選びなおしてください。" },
  "nothing-left": { what: "残高がありません。", next: "ほかのクーポンかPayをお使いください。" },
  "payment-not-found": { what: "そのお支払いが見つかりません。", next: "受付番号を確かめてください。" },
  "reversal-exceeds-payment": {
    what: "お支払いの金額より多くは返せません。",
    next: "返す金額を確かめてください。",
  },
  "return-exceeds-payout": {
    what: "振り込んだ金額より多くはもどせません。",
    next: "もどった金額を確かめてください。",
  },
  "void-window-closed": {
    what: "取り消せる時間を過ぎています。",
    next: "返金は、本社か事務局にお申し出ください。",
  },
  "other-store": { what: "ほかのお店のお支払いです。", next: "お支払いを受けたお店で手続きしてください。" },
  "expiry-not-allowed": {
    what: "この日まで、期限をのばすことはできません。",
    next: "きょうから、事業の最後の日までの日を選んでください。",
  },
  "insufficient-allotment": {
    what: "発行できる配分が足りません。",
    next: "枚数を減らすか、事務局に配分を頼んでください。",
  },
  "insufficient-fund": { what: "原資が足りません。", next: "入金を確かめてから、もう一度お試しください。" },
  "issue-not-found": { what: "その発行が見つかりません。", next: "発行番号を確かめてください。" },
  "issue-state": {
    what: "いまの状態では、この手続きができません。",
    next: "画面を更新して、状態を確かめてください。",
  },
  "issue-mismatch": { what: "発行の内容が合いません。", next: "事務局にお知らせください。" },
  "operation-abandoned": {
    what: "この操作は取りやめになりました。",
    next: "お金は動いていません。もう一度はじめからお試しください。",
  },
  "operation-conflict": {
    what: "同じ操作が別の内容で届いています。",
    next: "履歴を確かめてから、もう一度はじめからお試しください。",
  },
  "wrong-holder": {
    what: "この操作は別の残高のものです。",
    next: "もう一度、読み取るところからお試しください。",
  },
  "try-again": { what: "混み合っています。", next: "少し待ってから、もう一度お試しください。" },
  "coupon-state-lost": {
    what: "このクーポンの状態を確かめています。",
    next: "しばらくしてから、もう一度お試しください。",
  },
  "coupon-unknown": {
    what: "このコードのクーポンは見つかりません。",
    next: "20けたの番号を確かめてください。",
  },
  "invalid-request": { what: "入力に直すところがあります。", next: "しるしのある欄を確かめてください。" },
  "malformed-json": { what: "うまく送れませんでした。", next: "画面を更新して、もう一度お試しください。" },
  "body-too-large": { what: "送るデータが大きすぎます。", next: "分けて送ってください。" },
  "unsupported-media-type": {
    what: "この形式は受け付けていません。",
    next: "ファイルの種類を確かめてください。",
  },
  "not-found": { what: "見つかりません。", next: "前の画面にもどって、選びなおしてください。" },
  "method-not-allowed": {
    what: "この操作は受け付けていません。",
    next: "画面を更新して、もう一度お試しください。",
  },
  "not-signed-in": { what: "サインインしていません。", next: "サインインしてから、もう一度お試しください。" },
  "session-expired": {
    what: "時間がたったので、サインアウトしました。",
    next: "もう一度サインインしてください。",
  },
  forbidden: { what: "この操作はできません。", next: "権限のある方にお願いしてください。" },
  csrf: { what: "安全のため、受け付けませんでした。", next: "画面を更新して、もう一度お試しください。" },
  "credentials-wrong": { what: "IDかパスワードがちがいます。", next: "確かめて、もう一度入れてください。" },
  "account-stopped": {
    what: "このアカウントは止められています。",
    next: "管理する方にお問い合わせください。",
  },
  "password-common": {
    what: "このパスワードは、人に当てられやすいものです。",
    next: "関係のないことばを3つか4つ、続けてみてください。",
  },
  "factor-required": {
    what: "確認コードがまだ入っていません。",
    next: "アプリに出ている6けたの数字を入れてください。",
  },
  "factor-set-up-required": {
    what: "このアカウントには、確認コードの準備がいります。",
    next: "画面の順にアプリを登録してください。",
  },
  "factor-wrong": {
    what: "確認コードがちがいます。",
    next: "アプリの表示を見て、もう一度入れてください。",
  },
  "factor-used": {
    what: "この確認コードは、もう使いました。",
    next: "アプリの数字が変わったら、新しい数字を入れてください。",
  },
  "factor-ticket-ended": {
    what: "時間がたったので、はじめからやりなおします。",
    next: "新しいQRコードを読みとってください。",
  },
  "proof-needed": {
    what: "もう一度パスワードを入れてください。",
    next: "サインインの方法を変えるときは、あらためてお聞きします。",
  },
  "key-refused": {
    what: "このキーは使えません。",
    next: "お店の管理画面で、レジ連携のキーを確かめるか、新しくつくってください。",
  },
  "till-locked": {
    what: "この端末はロックされています。",
    next: "暗証番号かパスワードで、ロックをはずしてください。",
  },
  "pin-wrong": {
    what: "暗証番号がちがいます。",
    next: "もう一度、ゆっくり入れてください。忘れたときは、パスワードではずせます。",
  },
  "pin-obvious": {
    what: "その番号は、ほかの人に当てられやすい番号です。",
    next: "おなじ数字の並び、続き番号、生まれた年などはさけて、別の4けたにしてください。",
  },
  "invitation-ended": {
    what: "このリンクは、もう使えません。",
    next: "招待した人に、もう一度送ってもらってください。",
  },
  "password-change-required": {
    what: "はじめのパスワードのままです。",
    next: "自分だけのパスワードに変えてください。",
  },
  "away-too-long": {
    what: "しばらくお使いでなかったので、番号を確かめます。",
    next: "SMSでお送りする6けたの番号を入れると、続けられます。",
  },
  "terms-not-accepted": {
    what: "規約への同意がまだです。",
    next: "規約を読んで、同意してください。",
  },
  "picture-not-readable": {
    what: "写真として読めません。",
    next: "JPEG、PNG、WebP の写真を選んでください。",
  },
  "already-decided": {
    what: "もう決まっています。",
    next: "画面を新しくして、確かめてください。",
  },
  "changed-meanwhile": {
    what: "ほかの方が先に変えました。",
    next: "書いたものを控えてから、画面を新しくしてください。",
  },
  "code-wrong": { what: "番号がちがいます。", next: "SMSの6けたの番号を確かめてください。" },
  "code-expired": { what: "番号の期限が切れました。", next: "新しい番号を送ってください。" },
  "move-ended": {
    what: "この番号では引きつげません。",
    next: "前のスマホで、新しいQRを出してください。番号は5分間、1回だけ使えます。",
  },
  "number-check-ended": {
    what: "このリンクは、もう使えません。",
    next: "期限が切れたか、取りやめになりました。続けるには、事務局へお電話ください。",
  },
  "number-silent": {
    what: "この番号のウォレットは、1年以上使われていません。",
    next: "ご自分のウォレットなら、事務局へお電話ください。ご本人と確かめてから、使えるようにします。",
  },
  "number-in-use": {
    what: "この番号は、別のウォレットで使われています。",
    next: "この番号でログインすると、そちらを使えます。二つを一つにまとめることはできません。",
  },
  "code-locked": {
    what: "番号のまちがいが続いたので、しばらく止めています。",
    next: "時間をおいて、もう一度お試しください。",
  },
  "code-needed": {
    what: "ご本人であることを、新しい番号で確かめさせてください。",
    next: "電話に6けたの番号を送ります。届いた番号を入れてください。",
  },
  "passkey-not-accepted": {
    what: "指紋・顔で確かめられませんでした。",
    next: "もう一度お試しください。できないときは、ほかの方法でサインインしてください。",
  },
  "messages-stopped": {
    what: "いま、番号をお送りできません。",
    next: "時間をおいて、もう一度お試しください。紙クーポンはそのまま使えます。",
  },
  "phone-not-mobile": { what: "この電話番号にはSMSを送れません。", next: "携帯電話の番号を入れてください。" },
  "too-many-requests": {
    what: "短い時間に何度も操作がありました。",
    next: "少し待ってから、もう一度お試しください。",
  },
  "code-incomplete": { what: "番号が20けたありません。", next: "20けたすべてを入れてください。" },
  "code-check-digit": {
    what: "番号のどこかがちがいます。",
    next: "券を見ながら、もう一度確かめてください。",
  },
  "payment-code-unknown": {
    what: "このコードは見つかりません。",
    next: "お客さまのアプリで、コードを出しなおしてもらってください。",
  },
  "payment-code-over": {
    what: "このコードは、もう使えません。",
    next: "お客さまのアプリで、新しいコードを出してもらってください。",
  },
  "coupon-not-found": {
    what: "このコードのクーポンは見つかりません。",
    next: "20けたの番号を確かめてください。",
  },
  "store-not-found": { what: "お店が見つかりません。", next: "お店のQRを、もう一度読み取ってください。" },
  conflict: { what: "ほかの人の変更と重なりました。", next: "画面を更新して、もう一度お試しください。" },
  "history-too-long": {
    what: "この期間の履歴は、1つのファイルには多すぎます。",
    next: "期間を短くして、もう一度お試しください。",
  },
  "push-refused": {
    what: "このブラウザでは通知を受け取れません。",
    next: "ブラウザを新しくするか、別のブラウザでお試しください。お知らせは「お知らせ」の画面で見られます。",
  },
  "too-many-follows": {
    what: "フォローできるお店の数を超えています。",
    next: "ほかのお店のフォローをやめてから、もう一度お試しください。",
  },
  "limit-exceeded": {
    what: "一度に扱える数を超えています。",
    next: "数を減らして、もう一度お試しください。",
  },
  "file-not-ready": {
    what: "ファイルはまだ作っている途中です。",
    next: "でき上がるまで、少しお待ちください。",
  },
  "report-too-long-for-xlsx": {
    what: "行が多すぎて、Excelの1枚のシートに入りません。",
    next: "CSVを選ぶか、期間を短くしてください。",
  },
  "report-file-gone": {
    what: "ファイルの保存期間が過ぎました。",
    next: "同じ期間と確定日でもう一度作ると、同じファイルになります。",
  },
  "download-link-over": {
    what: "ダウンロード用のリンクの期限が切れました。",
    next: "帳票の画面から、もう一度ダウンロードしてください。",
  },
  "issue-not-ready": { what: "発行はまだ途中です。", next: "でき上がるまで、少しお待ちください。" },
  "programme-state": {
    what: "事業の今の状態では、できません。",
    next: "画面を読み直して、状態を確かめてください。",
  },
  "programme-incomplete": {
    what: "まだ足りないものがあります。",
    next: "「足りないもの」の一覧を見てください。",
  },
  "picture-unreadable": {
    what: "このファイルは、画像として使えません。",
    next: "PNG・JPEG・WebP の画像を選んでください。",
  },
  "sound-unreadable": {
    what: "このファイルは、音として使えません。",
    next: "音の入った MP3・M4A・WAV・OGG のファイルを選んでください。",
  },
  "notice-state": {
    what: "このお知らせは、もう書きかえられません。",
    next: "取り下げて、新しく書いてください。",
  },
  "file-unreadable": {
    what: "このファイルは読み取れません。",
    next: "表計算ソフトで「CSV」として保存しなおして、もう一度選んでください。",
  },
  "import-busy": {
    what: "ほかの取り込みが、まだ途中です。",
    next: "それが終わってから、もう一度お試しください。",
  },
  "import-state": {
    what: "この取り込みは、いまはその段階ではありません。",
    next: "画面を更新して、いまの状態を確かめてください。",
  },
  "no-payout-rule": {
    what: "締めと振込の決まりが、まだありません。",
    next: "先に、締めと振込の設定をしてください。",
  },
  "dates-not-sealed": {
    what: "締める期間の記録が、まだ確定していません。",
    next: "期間が終わって記録が確定してから、もう一度お試しください。",
  },
  "closing-state": {
    what: "この締めでは、いまこの操作はできません。",
    next: "画面を更新して、状態を確かめてください。",
  },
  "payout-state": {
    what: "この振込では、いまこの操作はできません。",
    next: "画面を更新して、状態を確かめてください。",
  },
  "approval-state": { what: "すでに決まったか、期限が過ぎています。", next: "一覧を読み直してください。" },
  "approval-not-yours": {
    what: "この申請を決める役割ではありません。",
    next: "その仕事の担当者に頼んでください。",
  },
  "approval-ended": {
    what: "この申請は承認されませんでした。",
    next: "金額は動いていません。もう一度、新しく申請してください。",
  },
  "result-unreadable": {
    what: "銀行の結果ファイルとして読み取れません。",
    next: "銀行から受け取ったファイルを、そのまま選んでください。",
  },
  "same-person": {
    what: "確認した人とは、別の人の承認がいります。",
    next: "ほかの担当者に承認を頼んでください。",
  },
  "nothing-to-pay": {
    what: "振り込むものがありません。",
    next: "口座の登録と、締めの承認を確かめてください。",
  },
  "not-a-bank-day": { what: "この日は、銀行の休みです。", next: "銀行の営業日を選んでください。" },
  "bank-unknown": {
    what: "この銀行または支店は見つかりません。",
    next: "銀行名と支店名を、もう一度選んでください。",
  },
  "kana-refused": {
    what: "銀行のデータに使えない文字があります。",
    next: "通帳のカナのとおりに、カタカナで入れてください。",
  },
  "https-only": {
    what: "安全な通信（https）でだけ使えます。",
    next: "https で始まるアドレスを開いてください。",
  },
  "dev-only": { what: "この画面は、ここでは使えません。", next: "前の画面にもどってください。" },
  internal: { what: "こちらで問題が起きました。", next: "少し待ってから、もう一度お試しください。" },
  offline: { what: "インターネットにつながっていません。", next: "つながってから、もう一度お試しください。" },
  "passkey-cancelled": {
    what: "指紋・顔の確認が、とちゅうで終わりました。",
    next: "もう一度お試しください。",
  },
  "passkey-exists": { what: "この電話は、もう登録されています。", next: "このままお使いになれます。" },
  "passkey-impossible": {
    what: "この電話では、指紋・顔を使えません。",
    next: "電話の設定で画面ロックをつけるか、いままでの方法をお使いください。",
  },
  "lost-reply": { what: "返事が届きませんでした。", next: "結果を確かめています。" },
  "unreadable-reply": {
    what: "返事を読み取れませんでした。",
    next: "少し待ってから、もう一度お試しください。",
  },
};
