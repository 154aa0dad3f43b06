import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../../scripts/steps.ts";
import type { GreyPicture } from "./worn-print.ts";

/** The pages of a PDF in greys, at 150 dpi. */
export async function greyPages(pdf: string, workDir: string): Promise<readonly GreyPicture[]> {
  const prefix = `${basename(pdf, ".pdf")}-grey`;
  const { code, output } = await run("pdftoppm", ["-r", "150", "-gray", pdf, join(workDir, prefix)]);
  assert.equal(code, 0, output);
  return readdirSync(workDir)
    .filter((name) => name.startsWith(prefix) && name.endsWith(".pgm"))
    .sort()
    .map((name) => readPgm(readFileSync(join(workDir, name))));
}

/** What pdftotext finds in a PDF, as {@link plainText}. */
export async function wordsOf(pdf: string): Promise<string> {
  const { code, output } = await run("pdftotext", [pdf, "-"]);
  assert.equal(code, 0, output);
  return plainText(output);
}

/** A text without spaces and in the letters that people type: a font's letter 日 may be another sign that looks the same. */
export function plainText(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "");
}

/** The binary form of a portable grey map: a head of four words, then a byte for each pixel. */
function readPgm(file: Buffer): GreyPicture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString("latin1"));
  assert.ok(head, "a grey map as pdftoppm writes it");
  const [width, height] = [Number(head[1]), Number(head[2])];
  return {
    width,
    height,
    pixels: new Uint8Array(file.subarray(head[0].length, head[0].length + width * height)),
  };
}
