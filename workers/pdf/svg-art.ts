import { LineCapStyle, type PDFPage, rgb } from "pdf-lib";

/** Colours that a drawing leaves to whoever shows it, as `#rrggbb`. */
export type ArtColours = Readonly<Record<string, string>>;

/** A figure of a drawing, with what it is painted in. */
interface Shape {
  readonly d: string;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly round: boolean;
}

const TAG = /<(\/?)(circle|ellipse|path|g)\b([^>]*)>/g;
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;

/**
 * Draws the little of SVG that our own emblems are made of (circles, ellipses, paths, groups that pass their paint on) on a
 * page, its upper left corner at a point.
 *
 * @param scale points for one unit of the drawing
 */
export function drawArt(
  page: PDFPage,
  svg: string,
  at: { readonly x: number; readonly y: number; readonly scale: number },
  colours: ArtColours,
): void {
  const colour = (paint: string) => {
    const named = /^var\(--(.+)\)$/.exec(paint)?.[1];
    return hexColour(named === undefined ? paint : (colours[named] ?? "#000000"));
  };
  for (const { d, fill, stroke, strokeWidth, round } of shapesOf(svg)) {
    page.drawSvgPath(d, {
      ...at,
      ...(fill === "none" ? {} : { color: colour(fill) }),
      ...(stroke === "none"
        ? {}
        : {
            borderColor: colour(stroke),
            borderWidth: strokeWidth,
            ...(round ? { borderLineCap: LineCapStyle.Round } : {}),
          }),
    });
  }
}

/** `#rgb` or `#rrggbb` as pdf-lib has it. */
export function hexColour(hex: string) {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16) / 255;
  return rgb(part(1), part(3), part(5));
}

function shapesOf(svg: string): readonly Shape[] {
  const shapes: Shape[] = [];
  const groups: Readonly<Record<string, string>>[] = [{}];
  for (const [, end, tag, text = ""] of svg.matchAll(TAG)) {
    if (end === "/") {
      if (tag === "g") groups.pop();
      continue;
    }
    const own = Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]));
    const all: Readonly<Record<string, string>> = { ...groups.at(-1), ...own };
    if (tag === "g") groups.push(all);
    else shapes.push(shapeOf(tag as string, all));
  }
  return shapes;
}

function shapeOf(tag: string, all: Readonly<Record<string, string>>): Shape {
  const number = (name: string) => Number(all[name] ?? 0);
  const d =
    tag === "path"
      ? (all.d ?? "")
      : ellipsePath(
          number("cx"),
          number("cy"),
          tag === "circle" ? number("r") : number("rx"),
          tag === "circle" ? number("r") : number("ry"),
        );
  return {
    d,
    fill: all.fill ?? "#000000",
    stroke: all.stroke ?? "none",
    strokeWidth: Number(all["stroke-width"] ?? 1),
    round: all["stroke-linecap"] === "round",
  };
}

function ellipsePath(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}
