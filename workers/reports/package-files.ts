import { AUDIT_PACKAGE, REPORT_KINDS } from "../../schema/report-columns.ts";
import type { ReportParams } from "./kinds.ts";

/** One report in an audit package. */
export interface PackagedReport {
  /** Where it stands in the ZIP. */
  readonly name: string;
  readonly params: Pick<ReportParams, "kind" | "from" | "to" | "asOf" | "format" | "account">;
}

/** What a packaged report says of itself once it is made. */
export interface PackagedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
  readonly sums: { readonly [column: string]: number };
}

/** The sealed date a package is of, and what proves it. */
export interface PackagedSeal {
  readonly programmeId: string;
  readonly programme: string;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  /** SHA-256 of the sealed date's day file (ASOF-1). */
  readonly sealedRowsHash: string | null;
}

/** Every report of a package: all kinds, of the fund one statement for each account. Pure. */
export function packagedReports(
  { from, to, asOf }: Pick<ReportParams, "from" | "to" | "asOf">,
  accounts: readonly string[],
): readonly PackagedReport[] {
  const period = { from, to, asOf, format: "csv" as const };
  return REPORT_KINDS.flatMap((kind): readonly PackagedReport[] =>
    kind === "fund-statement"
      ? accounts.map((account) => ({
          name: `reports/${kind}-${account.replace(":", "-")}.csv`,
          params: { ...period, kind, account },
        }))
      : [{ name: `reports/${kind}.csv`, params: { ...period, kind, account: undefined } }],
  );
}

/** The manifest of a package: what it is of and each file with its hash. The same in, the same out. Pure. */
export function packageManifest(seal: PackagedSeal, files: readonly PackagedFile[]): string {
  return `${JSON.stringify({ v: 1, format: `tegata-${AUDIT_PACKAGE}`, ...seal, files }, null, 2)}\n`;
}

/** Hashes as `sha256sum -c` reads them. Pure. */
export function hashList(files: readonly Pick<PackagedFile, "name" | "sha256">[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
}

/** What whoever opens the package reads first, in Japanese and English: files go to people, not to programs only. */
export const PACKAGE_README = `監査用のまとめ / Audit package

reports/        帳票（CSV、UTF-8）。journal.csv は、すべての台帳の記録とハッシュの連なりです。
                Reports as CSV in UTF-8. journal.csv holds every entry of every ledger with its chain of hashes.
manifest.json   ファイルの一覧（大きさ、SHA-256、行数、列の合計）と、確定日。
                Every file with size, SHA-256, rows and sums, and the sealed date they are as of.
manifest.jws    manifest.json の SHA-256 への署名（Ed25519、RFC 7515・8037）。
                The signature over the SHA-256 of manifest.json.
SHA256SUMS      sha256sum -c SHA256SUMS で確かめられます。
                Checked with: sha256sum -c SHA256SUMS
archive/        確定日ごとの署名された値（1行に1つ）と、署名を確かめる公開鍵。
                The signed root of every sealed date, one a line, and the public keys.

同じ確定日で作りなおすと、同じファイルになります。
Made again as of the same sealed date it is the same file.
`;
