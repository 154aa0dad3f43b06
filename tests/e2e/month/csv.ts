/** The rows of a CSV file by its headings. */
export function readTable(text: string): readonly ReadonlyMap<string, string>[] {
  const [headings = [], ...rows] = readCsv(text);
  return rows.map((row) => new Map(headings.map((heading, at) => [heading, row[at] ?? ""])));
}

/** Fields of RFC 4180, without its line breaks inside quotes: no file of ours has any. */
export function readCsv(text: string): readonly (readonly string[])[] {
  return text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
      ),
    );
}
