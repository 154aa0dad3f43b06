import { expect, test } from "vitest";
import { mediaTypeOf, safeName } from "./media-type.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

test("NOT-3: a file is what its first bytes say", () => {
  expect(mediaTypeOf(bytes("%PDF-1.7\n…"))).toBe("application/pdf");
  expect(mediaTypeOf(bytes("\x89PNG\r\n\x1a\n…"))).toBe("image/png");
  expect(mediaTypeOf(bytes("\xff\xd8\xff\xe0…"))).toBe("image/jpeg");
});

test("NOT-3: a page, a script, a drawing, a cut off beginning and nothing at all are none of them", () => {
  for (const text of ["<html>", "<svg xmlns", "#!/bin/sh", "GIF89a", "%PD", " %PDF-1.7", ""])
    expect([text, mediaTypeOf(bytes(text))]).toEqual([text, null]);
});

test("NOT-3: a name leads into no folder and ends as what it is", () => {
  expect(safeName("案内.pdf", "application/pdf")).toBe("案内.pdf");
  expect(safeName("photo.JPEG", "image/jpeg")).toBe("photo.JPEG");
  expect(safeName("../../a\u202e/run.exe", "application/pdf")).toBe(".._.._a_run.exe.pdf");
});
