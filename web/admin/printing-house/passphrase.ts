/** Letters that nobody mistakes for another on paper or over the telephone; 32 of them, five bits each. */
const LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";
const GROUPS = 5;
const GROUP_LETTERS = 4;
/** Random bytes that {@link passphraseOf} takes: 100 bits of what is made of them can't be guessed. */
export const PASSPHRASE_BYTES = GROUPS * GROUP_LETTERS;

/** A passphrase for a printing house, such as `k7mq-…`, to be written down and told by another way than the file. Pure. */
export function passphraseOf(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, PASSPHRASE_BYTES), (byte) => LETTERS[byte % LETTERS.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LETTERS, (group + 1) * GROUP_LETTERS).join(""),
  ).join("-");
}
