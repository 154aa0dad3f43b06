/** Keys that move a pin. */
export type ArrowKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** A step is across a street; with Shift it is along a block. */
export const STEP_METRES = 5;
export const FAR_STEP_METRES = 50;

const WAYS: Readonly<Record<ArrowKey, readonly [north: number, east: number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where an arrow key moves a pin, in metres; up is north, as on the map. */
export function arrowStep(key: ArrowKey, far: boolean): { readonly north: number; readonly east: number } {
  const metres = far ? FAR_STEP_METRES : STEP_METRES;
  const [north, east] = WAYS[key];
  // Not −0, which a map library prints as it is.
  return { north: north * metres || 0, east: east * metres || 0 };
}

/** The arrow key of that name; undefined for every other key. */
export function arrowOf(key: string): ArrowKey | undefined {
  return Object.hasOwn(WAYS, key) ? (key as ArrowKey) : undefined;
}
