import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import type { GreyPicture } from "./worn-print.ts";

/** As a browser has it; the decoder takes nothing else. */
class PlainImageData {
  readonly colorSpace = "srgb";
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Where a code lies: nobody asks here. */
class PlainRect {}

let detector: BarcodeDetector | undefined;

/** Reads every QR in a picture with the decoder of our own pages (`web/shared/scanner/decoder.ts`), set up as there. */
export async function readQrs(picture: GreyPicture): Promise<readonly string[]> {
  detector ??= await load();
  const { width, height, pixels } = picture;
  const data = new Uint8ClampedArray(pixels.length * 4);
  for (let i = 0; i < pixels.length; i++)
    data.fill(pixels[i] as number, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4);
  const found = await detector.detect(new PlainImageData(data, width, height) as unknown as ImageData);
  return found.map((one) => one.rawValue);
}

async function load(): Promise<BarcodeDetector> {
  Object.assign(globalThis, { ImageData: PlainImageData, DOMRectReadOnly: PlainRect });
  const wasm = readFileSync(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return new BarcodeDetector({ formats: ["qr_code"] });
}
