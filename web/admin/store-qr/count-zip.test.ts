import fc from "fast-check";
import { expect, test } from "vitest";
import { zipCounter } from "./count-zip.ts";

const BEGIN = "PK\u0003\u0004";

test("SHP-4: the files of a ZIP are counted as they arrive, wherever its bytes are cut", () => {
  // Bytes that are likely to look like a beginning and be none.
  const content = fc
    .array(fc.constantFrom(0x50, 0x4b, 0x03, 0x04, 0x00), { maxLength: 40 })
    .map((bytes) => `.${Buffer.from(bytes).toString("latin1")}.`)
    .filter((text) => !text.includes(BEGIN));
  fc.assert(
    fc.property(fc.array(content, { maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (contents, step) => {
      const whole = Buffer.from(contents.map((text) => `${BEGIN}${text}`).join(""), "latin1");
      const count = zipCounter();
      let files = 0;
      for (let at = 0; at < whole.length; at += step) files = count(whole.subarray(at, at + step));
      expect(files).toBe(contents.length);
    }),
  );
});

test("a beginning that begins within another's is counted", () => {
  expect(zipCounter()(Buffer.from(`P${BEGIN}PKP${BEGIN}`, "latin1"))).toBe(2);
});
