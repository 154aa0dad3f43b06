/** A part of a picture, in its own pixels. */
export interface CropArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What somebody chose: how near, and where between the edges; each of 0 to 1. */
export interface CropChoice {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture as far as the shape allows, from its middle. */
export const MIDDLE: CropChoice = { zoom: 0, x: 0.5, y: 0.5 };
/** Visitors see a picture three wide and two high. */
export const CROP_RATIO = 3 / 2;
/** At its nearest this share of the greatest area's width is left. */
const NEAREST = 1 / 4;

/** The part that is kept: always of the ratio, always within the picture, at least one pixel. */
export function cropArea(
  size: { readonly width: number; readonly height: number },
  choice: CropChoice,
): CropArea {
  const between = (value: number) => Math.min(1, Math.max(0, value));
  const greatest = Math.min(size.width, size.height * CROP_RATIO);
  const width = greatest * (1 - between(choice.zoom) * (1 - NEAREST));
  const height = width / CROP_RATIO;
  return {
    x: (size.width - width) * between(choice.x),
    y: (size.height - height) * between(choice.y),
    width: Math.max(1, width),
    height: Math.max(1, height),
  };
}

/** A choice after the picture was dragged by so many of the area's own pixels. */
export function dragged(
  size: { readonly width: number; readonly height: number },
  choice: CropChoice,
  by: { readonly x: number; readonly y: number },
): CropChoice {
  const area = cropArea(size, choice);
  const moved = (at: number, room: number, delta: number) =>
    room < 1 ? at : Math.min(1, Math.max(0, at - delta / room));
  return {
    ...choice,
    x: moved(choice.x, size.width - area.width, by.x),
    y: moved(choice.y, size.height - area.height, by.y),
  };
}
