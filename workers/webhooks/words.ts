import { formatDateTime } from "../../schema/calendar.ts";

/** The mail that an address was switched off, in Japanese, the language of the back offices' papers. */
export function switchedOffMail(facts: {
  readonly organisationName: string;
  readonly host: string;
  readonly failingSinceMs: number;
  readonly nowMs: number;
  /** The screen where it is switched on again. */
  readonly link: string;
}): { readonly subject: string; readonly text: string } {
  const at = (ms: number) => formatDateTime(ms, "ja").join(" ");
  return {
    subject: `【${facts.organisationName}】レジ連携の通知を止めました（${facts.host}）`,
    text: [
      `${facts.host} に、支払いの通知が届いていません。届かない状態がつづいているため、通知を止めました。`,
      "",
      `届かなくなった日時: ${at(facts.failingSinceMs)}`,
      `止めた日時: ${at(facts.nowMs)}`,
      "",
      "支払いそのものには、影響がありません。",
      "受け取る側を直したら、レジ連携の画面でもう一度はじめてください。届かなかった通知は、その画面から送りなおせます。",
      facts.link,
    ].join("\n"),
  };
}
