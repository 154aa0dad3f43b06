import type { Random } from "../simulation/random.ts";

/** A picture in greys, row by row, 0 black to 255 white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What paper, copier, light and a hand do to a print before a camera has it. */
export interface Wear {
  /** Went through a copier that knows black and white only. */
  readonly copied: boolean;
  /** Size of the picture that the camera takes, as a part of the print's own. */
  readonly scale: number;
  readonly turnDegrees: number;
  /** How much nearer the lower edge is than the upper one, as a part of the distance. */
  readonly tilt: number;
  /** Standard deviation in pixels of the picture taken. */
  readonly blur: number;
  /** What is left between black and white, of 1. */
  readonly contrast: number;
  /** Of the sensor, in greys. */
  readonly noise: number;
}

/** From and to of each kind of wear. */
export type WearRange = {
  readonly [K in Exclude<keyof Wear, "copied">]: readonly [from: number, to: number];
};

/** What a print has to stand. Of A6 at 150 dpi 0.6 are 90 dpi, and a blur of 1.5 is a quarter of a millimetre. */
export const ORDINARY_WEAR: WearRange = {
  scale: [0.6, 1.1],
  turnDegrees: [-25, 25],
  tilt: [-0.25, 0.25],
  blur: [0, 1.5],
  contrast: [0.3, 1],
  noise: [0, 8],
};

const TABLE_GREY = 120;
const COPIER_THRESHOLD = 150;
const MIDDLE_GREY = 128;
/** As wide as chance between even bounds has to be for a standard deviation of 1. */
const EVEN_SPREAD = Math.sqrt(12);

/** Wear somewhere in a range; every second print was copied. */
export function drawWear(random: Random, range: WearRange): Wear {
  const within = ([from, to]: readonly [number, number]) => from + (to - from) * random.unit();
  return {
    copied: random.unit() < 0.5,
    scale: within(range.scale),
    turnDegrees: within(range.turnDegrees),
    tilt: within(range.tilt),
    blur: within(range.blur),
    contrast: within(range.contrast),
    noise: within(range.noise),
  };
}

/** The print as a camera sees it after all that. */
export function worn(print: GreyPicture, wear: Wear, random: Random): GreyPicture {
  const copy = wear.copied
    ? { ...print, pixels: print.pixels.map((grey) => (grey < COPIER_THRESHOLD ? 0 : 255)) }
    : print;
  const seen = blurred(taken(copy, wear), wear.blur);
  const { pixels } = seen;
  for (let at = 0; at < pixels.length; at++) {
    const chance = (random.unit() - 0.5) * EVEN_SPREAD;
    const grey = MIDDLE_GREY + ((pixels[at] as number) - MIDDLE_GREY) * wear.contrast + chance * wear.noise;
    pixels[at] = Math.max(0, Math.min(255, Math.round(grey)));
  }
  return seen;
}

/** The print on a grey table, turned, tilted and from a distance. */
function taken(print: GreyPicture, { scale, turnDegrees, tilt }: Wear): GreyPicture {
  const turn = (turnDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const stretch = scale / (1 - Math.abs(tilt) / 2);
  const width = Math.ceil(stretch * (Math.abs(cos) * print.width + Math.abs(sin) * print.height));
  const height = Math.ceil(stretch * (Math.abs(sin) * print.width + Math.abs(cos) * print.height));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - width / 2, y - height / 2];
      const depth = scale * (1 + (tilt * v) / height);
      pixels[y * width + x] = between(
        print,
        (cos * u + sin * v) / depth + print.width / 2,
        (cos * v - sin * u) / depth + print.height / 2,
      );
    }
  }
  return { width, height, pixels };
}

/** The grey at a place between four pixels; the table's outside. */
function between({ width, height, pixels }: GreyPicture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return TABLE_GREY;
  const at = top * width + left;
  const [right, down] = [x - left, y - top];
  const upper = (pixels[at] as number) * (1 - right) + (pixels[at + 1] as number) * right;
  const lower = (pixels[at + width] as number) * (1 - right) + (pixels[at + width + 1] as number) * right;
  return upper * (1 - down) + lower * down;
}

/** Gaussian blur, along the rows and then along the columns; may be the picture itself. */
function blurred(picture: GreyPicture, deviation: number): GreyPicture {
  const reach = Math.ceil(deviation * 3);
  if (reach === 0) return picture;
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((all, one) => all + one, 0);
  const { width, height } = picture;
  const rows = along(picture.pixels, weights, { lines: height, line: width, length: width, step: 1 });
  const pixels = along(rows, weights, { lines: width, line: 1, length: height, step: width });
  return { width, height, pixels };

  function along(
    from: Uint8Array,
    by: Float64Array,
    way: { readonly lines: number; readonly line: number; readonly length: number; readonly step: number },
  ): Uint8Array {
    const to = new Uint8Array(from.length);
    for (let line = 0; line < way.lines; line++) {
      const start = line * way.line;
      for (let here = 0; here < way.length; here++) {
        let grey = 0;
        for (let i = -reach; i <= reach; i++) {
          const there = Math.max(0, Math.min(way.length - 1, here + i));
          grey += (from[start + there * way.step] as number) * (by[i + reach] as number);
        }
        to[start + here * way.step] = grey / sum;
      }
    }
    return to;
  }
}

/** One of the sheets that a page is cut into. */
export function cutOut(
  page: GreyPicture,
  cut: { readonly columns: number; readonly rows: number },
  index: number,
): GreyPicture {
  const width = Math.floor(page.width / cut.columns);
  const height = Math.floor(page.height / cut.rows);
  const left = (index % cut.columns) * width;
  const top = Math.floor(index / cut.columns) * height;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * page.width + left;
    pixels.set(page.pixels.subarray(from, from + width), y * width);
  }
  return { width, height, pixels };
}
