import { expect, test } from "vitest";
import { FACE_NAMES } from "../../../schema/face.ts";
import { CHIME_MOST_SECONDS, CHIMES } from "./chimes.ts";

test("S4: every face has a chime of its own, none longer than 1.5 seconds", () => {
  const melodies = FACE_NAMES.map((face) => CHIMES[face].notes.map((note) => note.hz).join(" "));
  expect(new Set(melodies).size).toBe(FACE_NAMES.length);
  for (const chime of Object.values(CHIMES)) {
    for (const note of chime.notes) expect(note.at + note.length).toBeLessThanOrEqual(CHIME_MOST_SECONDS);
  }
});
