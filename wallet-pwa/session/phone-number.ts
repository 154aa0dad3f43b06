/** Digits below which a number can't be a Japanese mobile number, however it is written. */
export const LEAST_PHONE_DIGITS = 10;

/** Whether enough digits are there to ask the system, which alone decides what is a mobile number. */
export function phoneLooksWhole(typed: string): boolean {
  return typed.normalize("NFKC").replace(/\D/g, "").length >= LEAST_PHONE_DIGITS;
}

/** A number as people read it: 090-0000-0000. Anything else stays as it was typed. */
export function phoneForReading(typed: string): string {
  const digits = typed.normalize("NFKC").replace(/\D/g, "");
  const local = digits.startsWith("81") && digits.length === 12 ? `0${digits.slice(2)}` : digits;
  return /^0\d{10}$/.test(local)
    ? `${local.slice(0, 3)}-${local.slice(3, 7)}-${local.slice(7)}`
    : typed.trim();
}
