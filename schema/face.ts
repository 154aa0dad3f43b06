/**
 * The look of a Pay (S4): colours, pattern, emblem, picture and sound. Pure, and the same in the designer's browser, which
 * shows what is wrong while somebody chooses, and in the Worker, which refuses it.
 */

/** The faces the product brings along: colours, emblem and chime under one name. */
export const FACE_NAMES = ["shiosai", "yamanami", "fujino", "kakisaka"] as const;
export type FaceName = (typeof FACE_NAMES)[number];

/** Ground and companion of the built-in faces, as tokens.css has them: for what is drawn without a style sheet. */
const FACE_COLOURS: {
  readonly [N in FaceName]: { readonly colour: string; readonly companion: string };
} = {
  shiosai: { colour: "#0a4a63", companion: "#f0cb79" },
  yamanami: { colour: "#365420", companion: "#e6dca4" },
  fujino: { colour: "#533878", companion: "#e3d3f2" },
  kakisaka: { colour: "#963611", companion: "#f6cfa6" },
};

/** The chimes the product brings along: one per built-in face, and one for everybody else. */
export const CHIME_NAMES = [...FACE_NAMES, "plain"] as const;
export type ChimeName = (typeof CHIME_NAMES)[number];

/** A face that a secretariat made. Colours are `#rrggbb` in lower case. */
export interface OwnFace {
  /** The ground; white text stands on it. */
  readonly colour: string;
  /** Emblem and thin band on the ground. */
  readonly companion: string;
  readonly pattern: FaceName;
  /** A built-in emblem, or the name of an uploaded picture (`/pictures/<name>`). */
  readonly emblem: string;
  /** Shown as a strip on the card and the sheet; text never stands on it. */
  readonly picture: string | null;
  /** A built-in chime (`CHIME_NAMES`), or the name of an uploaded sound (`/sounds/<name>`). */
  readonly sound: string;
}
export type Face = FaceName | OwnFace;

/** Narrows the name of a face or of an emblem; any other is a newer server's, or an uploaded picture's. */
export function isFaceName(name: string): name is FaceName {
  return FACE_NAMES.some((one) => one === name);
}

/** Whether a face wears an emblem that PDFs can't hold: a WebP, as they were taken once. Screens show it. */
export function lacksPdfEmblem(face: Face): boolean {
  return typeof face !== "string" && face.emblem.endsWith(".webp");
}

/** Ground and companion of any face. */
export function faceColours(face: Face): Pick<OwnFace, "colour" | "companion"> {
  return typeof face === "string" ? FACE_COLOURS[face] : face;
}

/** README of the design system, "A new face needs": white text on the ground, and the companion on it. */
export const LEAST_TEXT_CONTRAST = 7;
export const LEAST_COMPANION_CONTRAST = 3;

/** Surfaces that a face's tints stand on, as in tokens.css. */
const PAPER = "#fffefb";
const INK = "#1d2429";
const NIGHT = "#1d2327";
const NIGHT_INK = "#f2efe7";

export type FaceFault = "white-on-colour" | "companion-on-colour";

/** What of a face can't be read, with the contrast it has and the one it needs; empty for a good one. */
export function faceFaults(
  face: Pick<OwnFace, "colour" | "companion">,
): readonly { readonly fault: FaceFault; readonly contrast: number; readonly least: number }[] {
  const text = contrast("#ffffff", face.colour);
  const companion = contrast(face.companion, face.colour);
  return [
    { fault: "white-on-colour" as const, contrast: text, least: LEAST_TEXT_CONTRAST },
    { fault: "companion-on-colour" as const, contrast: companion, least: LEAST_COMPANION_CONTRAST },
  ].filter((each) => each.contrast < each.least);
}

/** The tints that a face needs beside its two colours: a soft ground and the face as text, by day and by night. */
export interface FaceTints {
  readonly soft: string;
  readonly text: string;
  readonly nightSoft: string;
  readonly nightText: string;
}

/**
 * Tints made from the ground colour alone. Text tints reach 7:1 on the surface and 4.5:1 on the soft ground of their
 * theme, soft grounds leave 7:1 to the ink, whatever the colour is.
 */
export function faceTints(colour: string): FaceTints {
  const soft = firstMix(PAPER, colour, [0.15, 0.12, 0.08, 0.04], (tint) => contrast(INK, tint) >= 7);
  const nightSoft = firstMix(NIGHT, colour, [0.5, 0.35, 0.2, 0.1], (tint) => contrast(NIGHT_INK, tint) >= 7);
  const steps = Array.from({ length: 21 }, (_, i) => i / 20);
  return {
    soft,
    text: firstMix(
      colour,
      "#000000",
      steps,
      (tint) => contrast(tint, PAPER) >= 7 && contrast(tint, soft) >= 4.5,
    ),
    nightSoft,
    nightText: firstMix(
      colour,
      "#ffffff",
      steps,
      (tint) => contrast(tint, NIGHT) >= 7 && contrast(tint, nightSoft) >= 4.5,
    ),
  };
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The first mix of `share` of the other colour that serves, or the last one. */
function firstMix(
  colour: string,
  other: string,
  shares: readonly number[],
  serves: (mixed: string) => boolean,
): string {
  const mixes = shares.map((share) => mix(colour, other, share));
  return mixes.find(serves) ?? (mixes.at(-1) as string);
}

function mix(colour: string, other: string, share: number): string {
  const [from, to] = [channels(colour), channels(other)];
  const mixed = from.map((channel, i) => Math.round(channel + ((to[i] as number) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
