/**
 * Kinds of business as a shop would name them, each with its code in the Japanese industry classification (JSIC, 14th
 * revision). What an applicant chooses from; the secretariat may write a finer code. Plain names: the dictionaries.
 */
export const COMMON_INDUSTRIES = [
  "M76",
  "M761",
  "M763",
  "M764",
  "M765",
  "M767",
  "M77",
  "M75",
  "I56",
  "I57",
  "I58",
  "I59",
  "I60",
  "N78",
  "N79",
  "N80",
  "H43",
  "K70",
  "O82",
  "R95",
] as const;
export type CommonIndustry = (typeof COMMON_INDUSTRIES)[number];
