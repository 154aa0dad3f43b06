import { describe, expect, test } from "vitest";
import { encodeCsv } from "./csv.ts";
import { LineParts } from "./line-parts.ts";
import { PART_BYTES } from "./parts.ts";

const start = new TextEncoder().encode("start\r\n");

/** All bytes that come out of lines given in pages, and how many lines each part has taken up to its end. */
function throughParts(pages: readonly (readonly string[])[], encoding: "utf-8" | "shift_jis" = "utf-8") {
  const file = new LineParts(encoding, start);
  const parts: Uint8Array[] = [];
  const takenAt: number[] = [];
  let taken = 0;
  for (const lines of pages) {
    for (let at = 0; at < lines.length; ) {
      const count = file.fill(lines, at);
      at += count;
      taken += count;
      if (!file.isFull) continue;
      parts.push(file.take().slice());
      takenAt.push(taken);
    }
  }
  parts.push(file.rest());
  return { parts, takenAt, bytes: Buffer.concat(parts) };
}

describe("lines becoming parts", () => {
  test.each(["utf-8", "shift_jis"] as const)(
    "S5: %s lines are cut into equal parts and lose nothing",
    (encoding) => {
      const lines = Array.from(
        { length: 90_000 },
        (_, i) => `${i},決済,${"港の食堂".repeat(1 + (i % 30))}\r\n`,
      );
      const pages = Array.from({ length: 18 }, (_, page) => lines.slice(page * 5_000, (page + 1) * 5_000));
      const { parts, bytes } = throughParts(pages, encoding);
      expect(parts.length).toBeGreaterThan(2);
      expect(parts.slice(0, -1).every((part) => part.length === PART_BYTES)).toBe(true);
      expect(bytes.equals(Buffer.concat([start, encodeCsv(lines.join(""), encoding)]))).toBe(true);
    },
  );

  test("S5: a line that ends with the part is taken whole, and nothing of it begins the next", () => {
    const first = "x".repeat(PART_BYTES - start.length);
    const { parts, takenAt } = throughParts([[first, "next"]]);
    expect(takenAt).toEqual([1]);
    expect(new TextDecoder().decode(parts[1])).toBe("next");
  });

  test("S5: a line cut in two counts as taken, its rest begins the next part", () => {
    const first = "x".repeat(PART_BYTES - start.length - 2);
    const { parts, takenAt } = throughParts([[first, "決済\r\n", "next"]]);
    expect(takenAt).toEqual([2]);
    expect(Buffer.concat(parts).toString()).toBe(`start\r\n${first}決済\r\nnext`);
  });
});
