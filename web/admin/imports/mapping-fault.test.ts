import { expect, test } from "vitest";
import { mappingFault } from "./mapping-fault.ts";

const fields = [
  { name: "name", required: true },
  { name: "kana", required: true },
  { name: "kinds", required: false },
] as const;

test("IMP-2: a needed field without a column and a column chosen twice are named", () => {
  expect(mappingFault([...fields], { name: 0, kana: 1 })).toEqual({});
  expect(mappingFault([...fields], { name: null, kana: 1, kinds: 1 })).toEqual({
    name: "missing",
    kinds: "twice",
  });
});
