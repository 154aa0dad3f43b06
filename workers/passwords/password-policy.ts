import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { MAX_PASSWORD_CHARACTERS } from "../../schema/limits.ts";

/** From this score on a password withstands 10^8 guesses of somebody who knows lists, keyboards and the person. */
const LEAST_SCORE = 3;
/** What everybody would try here besides the lists. */
const OUR_WORDS = ["tegata", "coupon", "ku-pon", "wallet", "jimukyoku", "genshi", "kameiten"];

/**
 * Whether a password is among what is tried first (PWD-1, NIST SP 800-63B-4 3.1.1.2): common ones, keyboard walks, dates,
 * repeats, and the person's own names, alone or joined. Length is judged by the contract; there are no rules of symbols.
 *
 * @param about what a guesser knows of the account: its ID, its owner's name, its region
 */
export function isGuessable(password: string, about: readonly string[]): boolean {
  estimator ??= new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: MAX_PASSWORD_CHARACTERS,
  });
  const parts = about
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((part) => part.length > 2);
  return estimator.check(password.normalize("NFKC"), [...OUR_WORDS, ...parts]).score < LEAST_SCORE;
}

/** Made at the first use: its lists take some fifty milliseconds to read. */
let estimator: ZxcvbnFactory | undefined;
