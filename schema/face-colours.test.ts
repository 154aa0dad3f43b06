import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FACE_NAMES, faceColours } from "./face.ts";

const tokens = readFileSync(new URL("../web/shared/styles/tokens.css", import.meta.url), "utf8");

test.each(FACE_NAMES)("S4: %s has the same colours on paper as on the screen", (name) => {
  const rule = new RegExp(`^\\[data-face="${name}"\\] \\{([^}]*)\\}`, "m").exec(tokens)?.[1] ?? "";
  const { colour, companion } = faceColours(name);
  expect(rule).toContain(`--face: ${colour};`);
  expect(rule).toContain(`--face-2: ${companion};`);
});
