import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, faceFaults, faceTints, lacksPdfEmblem } from "./face.ts";

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, "0")}`);

test("contrast is WCAG's: black on white 21, a colour on itself 1, grey #767676 on white just 4.5", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#123456", "#123456")).toBe(1);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

test("PRG-6: the four built-in pairs can be read", () => {
  for (const [ground, companion] of [
    ["#0a4a63", "#f0cb79"],
    ["#365420", "#e6dca4"],
    ["#963611", "#f6cfa6"],
    ["#533878", "#e3d3f2"],
  ] as const)
    expect(faceFaults({ colour: ground, companion })).toEqual([]);
});

test("PRG-6: a light ground and a companion that drowns in it are named with what they reach", () => {
  expect(faceFaults({ colour: "#e07040", companion: "#e08050" }).map((each) => each.fault)).toEqual([
    "white-on-colour",
    "companion-on-colour",
  ]);
  expect(faceFaults({ colour: "#0a4a63", companion: "#10506a" }).map((each) => each.fault)).toEqual([
    "companion-on-colour",
  ]);
});

test("PRG-6: whatever colour somebody takes, the tints made of it can be read by day and by night", () => {
  fc.assert(
    fc.property(colour, (ground) => {
      const { soft, text, nightSoft, nightText } = faceTints(ground);
      expect(contrast("#1d2429", soft)).toBeGreaterThanOrEqual(7);
      expect(contrast(text, "#fffefb")).toBeGreaterThanOrEqual(7);
      expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
      expect(contrast("#f2efe7", nightSoft)).toBeGreaterThanOrEqual(7);
      expect(contrast(nightText, "#1d2327")).toBeGreaterThanOrEqual(7);
      expect(contrast(nightText, nightSoft)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test("PRG-7: an emblem that was kept as a WebP is known to be missing on PDFs", () => {
  const own = (emblem: string) => ({
    colour: "#0a4a63",
    companion: "#f0cb79",
    pattern: "shiosai" as const,
    emblem,
    picture: null,
    sound: "plain",
  });
  expect(lacksPdfEmblem(own(`${"a".repeat(64)}.webp`))).toBe(true);
  expect(lacksPdfEmblem(own(`${"a".repeat(64)}.png`))).toBe(false);
  expect(lacksPdfEmblem(own("fujino"))).toBe(false);
  expect(lacksPdfEmblem("shiosai")).toBe(false);
});
