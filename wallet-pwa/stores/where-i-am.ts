import type { Pin } from "../../schema/api/stores.ts";
import { pinAt } from "../../schema/pins.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** Why a phone doesn't say where it is. */
export type NoPlace = "place-denied" | "place-unknown";

const WITHIN_MS = 10_000;
/** A place that was told so lately is told again at once. */
const STILL_GOOD_MS = 60_000;

/** Where the phone is, if its owner lets us know. It stays on the phone (MAP-3). Never waits longer than ten seconds. */
export function whereIAm(): Promise<Result<Pin, NoPlace>> {
  const { geolocation } = navigator;
  if (!geolocation) return Promise.resolve(err("place-unknown"));
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => resolve(ok(pinAt(coords))),
      ({ code }) => resolve(err(code === 1 ? "place-denied" : "place-unknown")),
      { timeout: WITHIN_MS, maximumAge: STILL_GOOD_MS },
    );
  });
}
