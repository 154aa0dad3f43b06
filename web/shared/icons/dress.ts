import { type Face, faceTints, type OwnFace } from "../../../schema/face.ts";

/** The sheet that takes the rules of the faces seen so far, and which those are. */
let sheet: CSSStyleSheet | undefined;
const written = new Set<string>();

/**
 * The value of `data-face` for a face: a built-in's name, whose colours are in tokens.css, or the key of a region's own,
 * whose rule is written into the page when it is first worn. Every element below it then wears it, on paper too.
 */
export function dress(face: Face | undefined): string | undefined {
  if (face === undefined || typeof face === "string") return face;
  const key = `own-${face.colour.slice(1)}-${face.companion.slice(1)}-${face.pattern}`;
  if (!written.has(key)) {
    written.add(key);
    for (const rule of rulesOf(key, face)) styleSheet().insertRule(rule, styleSheet().cssRules.length);
  }
  return key;
}

/** The rules of a face, by day and by night, as tokens.css has them for the built-in ones. */
function rulesOf(key: string, { colour, companion, pattern }: OwnFace): readonly string[] {
  const { soft, text, nightSoft, nightText } = faceTints(colour);
  const own = `[data-face="${key}"]`;
  const night = `--face-soft:${nightSoft};--face-text:${nightText}`;
  return [
    `@media screen and (prefers-color-scheme: dark){:root:not([data-theme="light"]) ${own}{${night}}}`,
    `@media screen{:root[data-theme="dark"] ${own}{${night}}}`,
    `${own}{--face:${colour};--face-2:${companion};--on-face:#ffffff;--face-soft:${soft};--face-text:${text};` +
      `--face-pattern:var(--pattern-${pattern});--face-tile:var(--tile-${pattern})}`,
  ];
}

/** The page's own first sheet: the policy of our pages takes no style element (workers/http/shells.ts). */
function styleSheet(): CSSStyleSheet {
  sheet ??= [...document.styleSheets].find(({ href }) => href?.startsWith(location.origin));
  if (!sheet) throw new Error("a page of ours has a style sheet");
  return sheet;
}
