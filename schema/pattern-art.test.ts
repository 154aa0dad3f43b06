import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FACE_NAMES } from "./face.ts";
import { PATTERNS } from "./pattern-art.ts";

const tokens = readFileSync(new URL("../web/shared/styles/tokens.css", import.meta.url), "utf8");

test.each(FACE_NAMES)(
  "PRN-5: the pattern %s is drawn by a printing house's sheets as screens draw it",
  (name) => {
    const uri = new RegExp(`--pattern-${name}: url\\("data:image/svg\\+xml,([^"]+)"\\)`).exec(tokens)?.[1];
    const svg = decodeURIComponent(uri ?? "").replaceAll("'", '"');
    const { width, height, art } = PATTERNS[name];
    expect(svg).toContain(`width="${width}" height="${height}"`);
    const figures = (text: string) => text.match(/<(?:path|circle)[^>]*\/>/g);
    expect(figures(art)).toEqual(figures(svg));
  },
);
