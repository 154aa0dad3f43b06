/** What a person types into a field of digits: wide digits and hyphens are theirs to use, ours to take out. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "");
}
