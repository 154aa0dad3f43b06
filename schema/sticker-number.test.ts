import { expect, test } from "vitest";
import { stickerNumber } from "./sticker-number.ts";

test("a sheet names its store, till and print, so that a swapped or outdated one can be told over the telephone", () => {
  expect(stickerNumber("7k3m9qxw2p4d", { number: 1, rotation: 2 })).toBe("7K3M-9QXW-2P4D-01-2");
});
