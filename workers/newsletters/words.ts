import { formatDateTime } from "../../schema/calendar.ts";

/** The mail that asks whether somebody really wants newsletters at this address (NWS-1). */
export function confirmMail(facts: {
  readonly regionName: string;
  readonly organisationName: string;
  readonly link: string;
  readonly untilMs: number;
}): { readonly subject: string; readonly text: string } {
  const [date, time] = formatDateTime(facts.untilMs, "ja");
  return {
    subject: `【${facts.regionName}】お便りの送り先の確認（${facts.organisationName}）`,
    text: [
      `${facts.organisationName}の担当の方が、このアドレスを${facts.regionName}の事務局からのお便りの送り先にしました。`,
      "受け取る場合は、次のページでボタンを押してください。",
      "",
      facts.link,
      "",
      `${date} ${time} まで使えます。押さなければ、お便りは届きません。`,
      "心あたりのないときは、このメールを消してください。",
      "",
      "Press the button on the page above to receive the office's newsletters at this address.",
    ].join("\n"),
  };
}

/** A newsletter as it is sent, with how to leave at its end (NWS-4). */
export function newsletterMail(facts: {
  readonly regionName: string;
  readonly title: string;
  readonly body: string;
  readonly leavePage: string;
}): { readonly subject: string; readonly text: string } {
  return {
    subject: `【${facts.regionName}】${facts.title}`,
    text: [
      facts.body,
      "",
      "――――――",
      `${facts.regionName} 事務局`,
      "お便りの受け取りをやめる（Unsubscribe）:",
      facts.leavePage,
    ].join("\n"),
  };
}

/** RFC 2369 and RFC 8058: one press in the reader's own mail program, without a page. */
export function leaveHeaders(leaveUrl: string): Readonly<Record<string, string>> {
  return { "List-Unsubscribe": `<${leaveUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}
