import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

test("a QR is one path whose area is the number of dark modules, with its three finders", () => {
  const { size, d } = qrPath("https://example.jp/c/48271590633820745106", "M");
  expect((size - 17) % 4).toBe(0);
  const runs = Array.from(d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g), ([, x, y, width]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
  }));
  expect(runs.map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`).join("")).toBe(d);
  const top = runs.filter((run) => run.y === 0);
  expect(top[0]).toEqual({ x: 0, y: 0, width: 7 });
  expect(top.at(-1)).toEqual({ x: size - 7, y: 0, width: 7 });
  expect(runs.some((run) => run.y === size - 1 && run.x === 0 && run.width === 7)).toBe(true);
});

test("level Q carries more than level M and is at least as large", () => {
  const text = "https://example.jp/s/7k3m9qxw2p4d/8k3m9qxw2p4d.AAAAAAAAAAAAAAAAAAAA";
  expect(qrPath(text, "Q").size).toBeGreaterThan(qrPath(text, "M").size);
});
