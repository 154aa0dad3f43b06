import type { Answers } from "../../schema/api/consents.ts";

/** Answers as they are being entered; an empty text is none. */
export interface EnteredAnswers {
  readonly municipality: string;
  readonly birthYear: string;
  readonly sex: string;
}

export const NOTHING_ENTERED: EnteredAnswers = { municipality: "", birthYear: "", sex: "" };

/** What was told before, to be changed. Pure. */
export function enteredOf(answers: Answers | null): EnteredAnswers {
  return {
    municipality: answers?.municipality ?? "",
    birthYear: answers?.birthYear ? String(answers.birthYear) : "",
    sex: answers?.sex ?? "",
  };
}

/** The answers to be sent: null where nothing is told, undefined where the year can't be one. Pure. */
export function answersOf(entered: EnteredAnswers, thisYear: number): Answers | null | undefined {
  const year = entered.birthYear.normalize("NFKC").trim();
  if (year !== "" && !(/^\d{4}$/.test(year) && Number(year) >= 1900 && Number(year) <= thisYear))
    return undefined;
  const answers = {
    municipality: entered.municipality || null,
    birthYear: year === "" ? null : Number(year),
    sex: (entered.sex || null) as Answers["sex"],
  };
  return Object.values(answers).some((value) => value !== null) ? answers : null;
}
