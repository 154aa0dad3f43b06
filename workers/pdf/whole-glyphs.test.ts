import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, expect, test, vi } from "vitest";
import { fontkitWithWholeGlyphs } from "./whole-glyphs.ts";

const file = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
  ),
);
const TEXT = "お店のQR 喫茶みなと 0123456789 ¥1,280";

function subsetOfText() {
  const font = fontkitWithWholeGlyphs.create(file);
  const subset = font.createSubset();
  for (const glyph of font.layout(TEXT).glyphs) subset.includeGlyph(glyph);
  return subset;
}

/** What a listener as pdf-lib is has heard by now, and in the end. */
function heard(stream: ReturnType<ReturnType<typeof subsetOfText>["encodeStream"]>) {
  const parts: Uint8Array[] = [];
  const whole = new Promise<Buffer>((resolve) => {
    stream.on("data", (bytes) => parts.push(bytes)).on("end", () => resolve(Buffer.concat(parts)));
  });
  return { now: Buffer.concat(parts), whole };
}

afterEach(() => void vi.useRealTimers());

test("SHP-4: a subset is there at once, whatever became of the clock of a request before it", async () => {
  vi.useFakeTimers();
  const { now, whole } = heard(subsetOfText().encodeStream());
  expect(now.length).toBeGreaterThan(1_000);
  expect((await whole).equals(now)).toBe(true);
});

test("it is to the byte what fontkit's own stream of it brings", async () => {
  const subset = subsetOfText();
  const theirs = Object.getPrototypeOf(subset).encodeStream.call(subset);
  expect(heard(subsetOfText().encodeStream()).now.equals(await heard(theirs).whole)).toBe(true);
});
