import type { Speech } from "../gateways/phone.ts";

/** The texts we send to phones. One language: who asks has told us nothing but a number yet. */

/**
 * The message with a 6-digit code: whose it is and how long it is good, the code, and the last line by which phones
 * fill it in by themselves (`@host #code`, alone on its line). Within two parts of 70 letters for any sensible host.
 */
export function verificationText(code: string, host: string, validForMs: number): string {
  const minutes = Math.floor(validForMs / 60_000);
  return `Tegata（テガタ）の確認コードです。${minutes}分以内に入力してください。だれにも教えないでください。\n${code}\n\n@${host} #${code}`;
}

/** The same where the wallet moves to this number: whoever is talked into reading it out would give their number away. */
export function newNumberText(code: string, host: string, validForMs: number): string {
  const minutes = Math.floor(validForMs / 60_000);
  return `Tegata（テガタ）の電話番号をこの番号に変えるコードです。${minutes}分以内に入力してください。だれにも教えないでください。\n${code}\n\n@${host} #${code}`;
}

/** What the old number is told once the wallet has moved to another one, by its last four digits. */
export function numberMovedText(digits: string): string {
  return `Tegata（テガタ）の電話番号が、下4けた${digits}の番号に変わりました。心当たりがないときは、すぐに事務局へお電話ください。`;
}

/** What the number is asked that the call centre is to make the wallet's. */
export function numberLinkText(link: string): string {
  return `Tegata（テガタ）の電話番号を、この番号に変える手続きです。事務局に頼んだ方は、24時間以内に開いてください。心当たりがないときは、開かないでください。\n${link}`;
}

/** What the old number is told while there is time to stop it. */
export function numberWaitsText(digits: string, link: string): string {
  return `Tegata（テガタ）の電話番号が、24時間後に下4けた${digits}の番号に変わります。心当たりがないときは、ここから止めてください。\n${link}`;
}

/** How digits are said so that none is heard for another: なな and よん, never しち and し. */
const SPOKEN = ["ゼロ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう"] as const;

/** What a call with a code says. */
export function codeSpeech(code: string): Speech {
  return {
    before: "テガタの確認コードをお知らせします。だれにも教えないでください。コードは、",
    digits: [...code].map((digit) => SPOKEN[Number(digit)] as string),
    after: "です。",
  };
}

/** Letters of one SMS, and of each part of a longer one (UCS-2, as Japanese needs). */
const ONE_PART = 70;
const OF_SEVERAL = 67;

/** As how many messages an SMS is charged. */
export function smsParts(text: string): number {
  return text.length <= ONE_PART ? 1 : Math.ceil(text.length / OF_SEVERAL);
}
