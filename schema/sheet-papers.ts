/** What coupon sheets are printed on, and how many lie on a page: A6 as it is, or A4 with one, two or four to cut apart (PRN-4). */
export const SHEETS_ON = { a6: 1, "a4-one": 1, "a4-two": 2, "a4-four": 4 } as const;
export type Paper = keyof typeof SHEETS_ON;

/** In the order they are offered. */
export const PAPERS = ["a6", "a4-one", "a4-two", "a4-four"] as const satisfies readonly Paper[];
