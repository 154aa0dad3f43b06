import fontkit from "@pdf-lib/fontkit";

type Fontkit = typeof fontkit;

/** What of fontkit's TrueType subset is mended here. */
interface TrueTypeSubset {
  /** Where each outline begins; `version` 1 is the format that counts in bytes. */
  loca: { version?: number };
  _addGlyph(glyph: number): number;
}

/**
 * fontkit with a mended subset of TrueType fonts. The original picks the short format for where outlines begin, which counts
 * in twos, and writes outlines of odd length without filling them up: from the first odd one on, every second letter is
 * lost. Here it is told to take the long format, which counts in bytes.
 */
export const fontkitWithWholeGlyphs: Fontkit = {
  create(bytes, name) {
    const font = fontkit.create(bytes, name);
    const original = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = original();
      if ("glyphEncoder" in subset) countInBytes(subset as unknown as TrueTypeSubset);
      return subset;
    };
    return font;
  },
};

function countInBytes(subset: TrueTypeSubset): void {
  const add = subset._addGlyph.bind(subset);
  subset._addGlyph = (glyph) => {
    subset.loca.version = 1;
    return add(glyph);
  };
}
