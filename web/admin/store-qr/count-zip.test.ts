import fc from "fast-check";
import { expect, test } from "vitest";
import { zipDirectory, zipStored } from "../../../workers/reports/zip.ts";
import { zipCounter } from "./count-zip.ts";

test("SHP-4: the files of a ZIP are counted as they arrive, wherever its bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      (contents, step) => {
        let offset = 0;
        const parts = contents.map((content, at) => {
          const made = zipStored(`${at}.pdf`, content, offset);
          offset += made.bytes.length;
          return made;
        });
        const directory = zipDirectory(
          parts.map(({ entry }) => entry),
          offset,
        );
        const whole = Buffer.concat([...parts.map(({ bytes }) => bytes), directory]);
        // Contents that happen to look like a beginning would be counted: none of these do.
        fc.pre(contents.every((content) => !Buffer.from(content).includes("PK\u0003\u0004")));
        const count = zipCounter();
        let files = 0;
        for (let at = 0; at < whole.length; at += step) files = count(whole.subarray(at, at + step));
        expect(files).toBe(contents.length);
      },
    ),
  );
});
