/** The texts we send to phones. One language: who asks has told us nothing but a number yet. */

/**
 * The message with a 6-digit code: whose it is and how long it is good, the code, and the last line by which phones
 * fill it in by themselves (`@host #code`, alone on its line). Within two parts of 70 letters for any sensible host.
 */
export function verificationText(code: string, host: string, validForMs: number): string {
  const minutes = Math.floor(validForMs / 60_000);
  return `Tegata（テガタ）の確認コードです。${minutes}分以内に入力してください。だれにも教えないでください。\n${code}\n\n@${host} #${code}`;
}
