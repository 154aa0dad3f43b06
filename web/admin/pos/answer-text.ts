import { t } from "./words.ts";

const WORDS = ["timeout", "unreachable", "address", "no-secret"] as const;

/** What an address answered the last time, in words (POS-7). */
export function answerText(answer: string | null): string {
  if (answer === null) return t("noAnswer");
  const word = WORDS.find((one) => one === answer);
  return word ? t(`answer_${word}`) : t("answer_status", { status: answer });
}
