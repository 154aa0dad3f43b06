import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { FACE_NAMES } from "../../schema/face.ts";
import { qrFileName } from "./file-name.ts";
import type { Poster } from "./poster.ts";
import { posterMaker } from "./poster-pdf.ts";
import { posterSvg } from "./poster-svg.ts";

const font = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
  ),
);
const poster: Poster = {
  payName: "しおさいPay",
  face: "shiosai",
  emblemPicture: null,
  storeName: "喫茶 みなと",
  town: "潮見市",
  tillNumber: 1,
  takesPaper: true,
  sticker: "7K3M-9QXW-2P4D-01-1",
  qrText: "https://tegata.example/s/7k3m9qxw2p4d/8k3m9qxw2p4d.AAAAAAAAAAAAAAAAAAAA",
};

describe("a till's sheet (SHP-1)", () => {
  test.each(["a4", "a5", "stand"] as const)("%s: the same facts give the same bytes", async (form) => {
    const [one, other] = await Promise.all([
      posterMaker(font)(poster, form),
      posterMaker(font)(poster, form),
    ]);
    expect(new TextDecoder().decode(one.subarray(0, 5))).toBe("%PDF-");
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    expect(one.length).toBeLessThan(200_000);
  });

  test("every face, own colours and a name that is far too long can be drawn", async () => {
    const make = posterMaker(font);
    const own = {
      colour: "#123456",
      companion: "#fedcba",
      pattern: "fujino",
      emblem: "kakisaka",
      picture: null,
      sound: "plain",
    } as const;
    for (const face of [...FACE_NAMES, own])
      await make({ ...poster, face, storeName: "とても長い名前のお店".repeat(6), takesPaper: false }, "a4");
  });

  test("the code alone is a drawing with its quiet zone, and nothing that runs", () => {
    const svg = posterSvg(poster.qrText);
    const [, size] = /viewBox="-4 -4 (\d+) \1"/.exec(svg) ?? [];
    expect(Number(size)).toBeGreaterThan(40);
    expect(svg).not.toMatch(/script|href|on\w+=/);
  });

  test("a file's name is one that every system takes, and in the order of the list", () => {
    const name = (storeName: string) => qrFileName(7, { storeName, tillNumber: 2 }, "pdf");
    expect(name("喫茶 みなと")).toBe("007-喫茶 みなと-2.pdf");
    expect(name("../../etc/passwd")).toBe("007-.. .. etc passwd-2.pdf");
    expect(name("\u0000:")).toBe("007-store-2.pdf");
    expect(name("長".repeat(200)).length).toBeLessThan(80);
  });
});
