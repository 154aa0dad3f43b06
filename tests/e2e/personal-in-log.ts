import { d1FilesWith, withDatabase } from "./sqlite-files.ts";

/*
 * What a log must never hold (SEC-5): telephone numbers, charge codes, passwords, session tokens, sealed handles, names and
 * addresses, and whatever a test knows to be somebody's.
 */

const NEVER: readonly (readonly [string, RegExp])[] = [
  ["a telephone number", /(?<![\w.-])(?:\+81[- ]?|0)[5789]0[- ]?\d{4}[- ]?\d{4}(?![\w-])/],
  ["a charge code", /(?<!\d)\d{20}(?!\d)/],
  ["a mail address", /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
  ["a token or a sealed handle", /\beyJ[\w-]{10,}\.[\w-]*\./],
  ["a sealed text", /\bv[12]\.[\w.+/]{20,}/],
];

/** Names of accounts and addresses of shops, as the system itself holds them in plain; whoever made them up for a test. */
export function peopleIn(stateDir: string): readonly string[] {
  return d1FilesWith(stateDir, "staff").flatMap((file) =>
    withDatabase(file, (db) =>
      db
        .prepare("select name as word from staff union select address from store")
        .all()
        .map((row) => String(row.word)),
    ),
  );
}

/** What a log tells of people, line by line; empty where it tells nothing. */
export function personalIn(log: string, known: readonly string[]): readonly string[] {
  return log
    .split("\n")
    .flatMap((line) => [
      ...NEVER.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${what}: ${line}`),
      ...known.filter((word) => word.length > 3 && line.includes(word)).map((word) => `${word}: ${line}`),
    ]);
}
