import { expect, test } from "vitest";
import { storePictureKey } from "./picture.ts";

test("WHO-1: the same picture in two regions is two objects", () => {
  expect(storePictureKey("a", "00")).not.toBe(storePictureKey("b", "00"));
});
