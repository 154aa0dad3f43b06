/** A text to be found anywhere in a column, for `like … escape '\\'`; null for a blank one, which would find everything. */
export function likePattern(text: string): string | null {
  const wanted = text.trim();
  return wanted === "" ? null : `%${wanted.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}
