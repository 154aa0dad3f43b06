import type { FaceName } from "./face.ts";

/** A tile of a face's pattern, in its own units. */
export interface PatternTile {
  readonly width: number;
  readonly height: number;
  /** As the little of SVG that printed sheets draw; `--pattern` is the colour. */
  readonly art: string;
}

const lines = (d: string) => `<g fill="none" stroke="var(--pattern)" stroke-width="1.5"><path d="${d}"/></g>`;

/** The patterns of faces for what isn't drawn by a browser; browsers have the same tiles in tokens.css, where a mask needs them. */
export const PATTERNS: { readonly [Name in FaceName]: PatternTile } = {
  shiosai: {
    width: 64,
    height: 20,
    art: lines("M0 3c16 0 16 4 32 4s16-4 32-4M0 13c16 0 16 4 32 4s16-4 32-4"),
  },
  yamanami: {
    width: 48,
    height: 24,
    art: lines("M0 22 12 6l12 16L36 6l12 16M6 22l6-8 6 8M30 22l6-8 6 8"),
  },
  kakisaka: {
    width: 32,
    height: 32,
    art: lines("M16 2c0 8-6 14-14 14 8 0 14 6 14 14 0-8 6-14 14-14-8 0-14-6-14-14z"),
  },
  fujino: {
    width: 28,
    height: 28,
    art: '<g fill="var(--pattern)"><circle cx="7" cy="7" r="2"/><circle cx="21" cy="21" r="2"/></g>',
  },
};
