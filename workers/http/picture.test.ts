import { expect, test } from "vitest";
import { pictureKey, pictureType } from "./picture.ts";

const bytes = (...values: number[]) => new Uint8Array([...values, ...new Array(16).fill(0)]);
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

test("ORG-1: a picture is what its first bytes say, whatever it is called", () => {
  expect(pictureType(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  expect(pictureType(bytes(0x89, ...letters("PNG"), 0x0d, 0x0a, 0x1a, 0x0a))).toBe("image/png");
  expect(pictureType(bytes(...letters("RIFF"), 1, 2, 3, 4, ...letters("WEBP")))).toBe("image/webp");
});

test("ORG-1: a page, a drawing with scripts, a sound and nothing at all are no pictures", () => {
  for (const text of ["<!doctype html>", "<svg xmlns=", "RIFF1234WAVE", "GIF89a", ""])
    expect([text, pictureType(bytes(...letters(text)))]).toEqual([text, null]);
  expect(pictureType(new Uint8Array())).toBe(null);
});

test("WHO-1: the same picture in two regions is two objects", () => {
  expect(pictureKey("a", "00")).not.toBe(pictureKey("b", "00"));
});
