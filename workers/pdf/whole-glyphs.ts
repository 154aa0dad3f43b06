import fontkit from "@pdf-lib/fontkit";
import { FontBytes } from "./font-bytes.ts";

type Fontkit = typeof fontkit;
type FontSubset = ReturnType<ReturnType<Fontkit["create"]>["createSubset"]>;

/** What of fontkit's TrueType subset is mended here. */
interface TrueTypeSubset extends FontSubset {
  /** Where each outline begins; `version` 1 is the format that counts in bytes. */
  loca: { version?: number };
  _addGlyph(glyph: number): number;
  encode(bytes: FontBytes): void;
}

/**
 * fontkit with its subset of TrueType fonts mended in two places.
 *
 * The original picks the short format for where outlines begin, which counts in twos, and writes outlines of odd length without
 * filling them up: from the first odd one on, every second letter is lost. Here it is told to take the long format.
 *
 * The original writes a subset at the next tick of a clock of its own, one for everything that an isolate does. Where a request
 * ends before that tick, as a download that somebody stops, its clock stands still, and no PDF is ever finished in that
 * isolate again. Here the subset is written at once.
 */
export const fontkitWithWholeGlyphs: Fontkit = {
  create(bytes, name) {
    const font = fontkit.create(bytes, name);
    const original = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = original();
      if ("glyphEncoder" in subset) mend(subset as unknown as TrueTypeSubset);
      return subset;
    };
    return font;
  },
};

function mend(subset: TrueTypeSubset): void {
  const add = subset._addGlyph.bind(subset);
  subset._addGlyph = (glyph) => {
    subset.loca.version = 1;
    return add(glyph);
  };
  subset.encodeStream = () => writtenAtOnce(subset) as ReturnType<FontSubset["encodeStream"]>;
}

/** As much of a stream as pdf-lib listens to: all of it comes when somebody asks for the data, and the end after that. */
function writtenAtOnce(subset: TrueTypeSubset) {
  const stream = {
    on(event: string, does: (bytes: Uint8Array) => void) {
      if (event === "data" || event === "end") does(event === "data" ? encoded(subset) : new Uint8Array(0));
      return stream;
    },
  };
  return stream;
}

function encoded(subset: TrueTypeSubset): Uint8Array {
  const bytes = new FontBytes();
  subset.encode(bytes);
  return bytes.written();
}
