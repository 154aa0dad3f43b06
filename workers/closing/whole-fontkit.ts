import fontkit from "@pdf-lib/fontkit";

/** What of a TrueType subset must be put right; fontkit's own names. */
interface Subset {
  readonly loca: { version?: number };
  _addGlyph(glyph: number): number;
}

type Fontkit = typeof fontkit;
type Font = ReturnType<Fontkit["create"]>;

/**
 * fontkit whose subsets keep every glyph. fontkit 1.1.1 writes the places of a small subset's glyphs in units of two bytes
 * and so loses the odd byte of each glyph of odd length: everything after one is read from the wrong place and vanishes.
 * The long form of the table, which fontkit takes for large subsets, holds every place.
 */
export const wholeFontkit: Fontkit = {
  create: (bytes: Uint8Array, name?: string): Font => {
    const font = fontkit.create(bytes, name);
    const make = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = make();
      const own = subset as unknown as Subset;
      const add = own._addGlyph.bind(own);
      own._addGlyph = (glyph) => {
        own.loca.version = 1;
        return add(glyph);
      };
      return subset;
    };
    return font;
  },
};
