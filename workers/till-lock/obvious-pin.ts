/** Down the middle of a keypad, its corners, and what lists of stolen PINs begin with besides the rules below. */
const TRIED_FIRST: ReadonlySet<string> = new Set(["2580", "0852", "1379", "7931", "1004", "0007"]);

/**
 * Whether a PIN is among what somebody at the till tries first (PIN-1): one digit or one pair repeated, a run up or down,
 * a year that people are born in.
 */
export function isObviousPin(pin: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = [...pin].map(Number);
  const step = (b - a + 10) % 10;
  const even = (c - b + 10) % 10 === step && (d - c + 10) % 10 === step;
  // Steps of 0, 1 and 9: the same digit, up and down; 7890 and 0987 go round the end.
  if (even && [0, 1, 9].includes(step)) return true;
  if (a === c && b === d) return true;
  if (a === b && c === d) return true;
  const year = Number(pin);
  return (year >= 1920 && year <= 2029) || TRIED_FIRST.has(pin);
}
