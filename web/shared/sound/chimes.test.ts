import { expect, test } from "vitest";
import { FACES } from "../icons/emblems.ts";
import { CHIME_MOST_SECONDS, CHIMES } from "./chimes.ts";

test("S4: every face has a chime of its own, none longer than 1.5 seconds", () => {
  const melodies = FACES.map((face) => CHIMES[face].notes.map((note) => note.hz).join(" "));
  expect(new Set(melodies).size).toBe(FACES.length);
  for (const chime of Object.values(CHIMES)) {
    for (const note of chime.notes) expect(note.at + note.length).toBeLessThanOrEqual(CHIME_MOST_SECONDS);
  }
});
