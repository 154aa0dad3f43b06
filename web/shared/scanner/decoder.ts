import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Finds the texts of QR codes in a picture. */
export interface Decoder {
  readonly kind: "native" | "wasm";
  read(picture: HTMLVideoElement | HTMLCanvasElement): Promise<readonly string[]>;
}

interface Detector {
  detect(picture: HTMLVideoElement | HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface NativeDetector {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

let loading: Promise<Decoder> | undefined;

/**
 * The browser's own detector where it really reads QR codes, else ZXing from our own server (about 1 MB, fetched
 * at the first scan only). A failed load is tried again at the next call.
 */
export function loadDecoder(): Promise<Decoder> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Decoder> {
  const native = await nativeDetector();
  if (!native) return wasmDecoder();
  let own: Decoder | undefined;
  return {
    kind: "native",
    async read(picture) {
      if (own) return own.read(picture);
      try {
        return textsOf(await native.detect(picture));
      } catch {
        // Some browsers promise QR codes and then fail at each picture (no platform service).
        own = await wasmDecoder();
        return own.read(picture);
      }
    },
  };
}

async function nativeDetector(): Promise<Detector | undefined> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector;
  if (!Native) return undefined;
  try {
    const formats = await Native.getSupportedFormats();
    return formats.includes("qr_code") ? new Native({ formats: ["qr_code"] }) : undefined;
  } catch {
    return undefined;
  }
}

async function wasmDecoder(): Promise<Decoder> {
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  await prepareZXingModule({
    overrides: {
      locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path),
    },
    fireImmediately: true,
  });
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return {
    kind: "wasm",
    async read(picture) {
      return textsOf(await detector.detect(picture));
    },
  };
}

function textsOf(found: readonly { readonly rawValue: string }[]): readonly string[] {
  return found.map((one) => one.rawValue).filter((text) => text !== "");
}
