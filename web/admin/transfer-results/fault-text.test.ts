import { expect, test } from "vitest";
import { faultText } from "./fault-text.ts";

const said = (path: string, message: string) =>
  faultText({ code: "result-unreadable", fields: [{ path, message }] });

test("STL-11: every way in which a file is no result has words of its own, with the place", () => {
  const all = [
    said("file", "empty"),
    said("file", "no-text"),
    said("line.4", "quote-never-closed"),
    said("line.1", "payer"),
    said("line.4", "total"),
    said("line.4", "length"),
  ];
  expect(new Set(all).size).toBe(all.length);
  for (const [at, words] of all.entries()) if ([2, 4, 5].includes(at)) expect(words).toContain("4");
  expect(faultText({ code: "body-too-large", fields: [] })).toBeUndefined();
});
