import { formatDateTime } from "../../schema/calendar.ts";

/** What a mail with an invitation tells. */
export interface InvitationFacts {
  readonly regionName: string;
  readonly organisationName: string;
  readonly name: string;
  readonly loginId: string;
  readonly invitedByName: string;
  readonly link: string;
  readonly expiresAtMs: number;
}

/** The mail that invites somebody to set their password; Japanese, with what matters once more in English. */
export function invitationMail(facts: InvitationFacts): { readonly subject: string; readonly text: string } {
  const [date, time] = formatDateTime(facts.expiresAtMs, "ja");
  return {
    subject: `【${facts.regionName}】アカウントのご案内（${facts.organisationName}）`,
    text: [
      `${facts.name} 様`,
      "",
      `${facts.invitedByName} さんが、${facts.organisationName}のアカウントを用意しました。`,
      "次のページで、自分だけのパスワードを決めてください。",
      "",
      facts.link,
      "",
      `ID: ${facts.loginId}`,
      `${date} ${time} まで、1回だけ使えます。ほかの人に渡さないでください。`,
      "心あたりのないときは、このメールを消してください。",
      "",
      "Please set your password on the page above. The link works once, until the time given.",
    ].join("\n"),
  };
}
