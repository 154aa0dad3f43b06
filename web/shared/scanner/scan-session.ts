import { createEffect, createSignal, onCleanup, onMount } from "solid-js";
import { isDark, meanLuma } from "./brightness.ts";
import { type Camera, type CameraProblem, releaseCamera, useCamera } from "./camera.ts";
import { type Decoder, loadDecoder } from "./decoder.ts";
import { type Seen, see } from "./seen.ts";

/** What the viewfinder shows. */
export type ScanState = "asking" | CameraProblem | "scanner-failed" | "looking" | "dark" | "found";

/** Pause between two looks; the decoder itself takes about 12 ms warm. */
const LOOK_EVERY_MS = 90;
/** Brightness is measured this often, on a picture this small. */
const LIGHT_EVERY_MS = 1_000;
const LIGHT_SIDE_PX = 32;
/** The frame stays closed this long after a find, and the phone shakes this long. */
const FOUND_SHOWN_MS = 700;
const FOUND_SHAKE_MS = 60;

/**
 * Runs the camera for the component it is created in: opens it, looks for QR codes, tells each new text once,
 * stops when the component leaves. `paused` keeps the picture and stops looking.
 */
export function createScanSession(options: {
  readonly video: () => HTMLVideoElement | undefined;
  readonly onText: (text: string) => void;
  readonly paused: () => boolean;
}) {
  const [state, setState] = createSignal<ScanState>("asking");
  const [camera, setCamera] = createSignal<Camera>();
  const [lit, setLit] = createSignal(false);
  let left = false;
  let held = false;
  let running = 0;
  let seen: Seen | null = null;

  // Looking again after a pause is a wish to scan, also the same sheet.
  createEffect(() => {
    if (!options.paused()) seen = null;
  });

  /** @param deliberate a person chose this picture: told even if it was seen a moment ago */
  const report = (text: string, deliberate = false) => {
    const { news, seen: now } = see(seen, text, performance.now());
    seen = now;
    if (!news && !deliberate) return;
    setState("found");
    // Not every browser has it, and none on iOS; the closing frame says the same.
    navigator.vibrate?.(FOUND_SHAKE_MS);
    setTimeout(() => setState((before) => (before === "found" ? "looking" : before)), FOUND_SHOWN_MS);
    options.onText(text);
  };

  const look = async (decoder: Decoder, video: HTMLVideoElement, run: number) => {
    let lightAt = 0;
    while (!left && run === running) {
      await pause(LOOK_EVERY_MS);
      if (left || run !== running) return;
      if (options.paused() || document.hidden || video.readyState < 2) continue;
      const now = performance.now();
      if (now - lightAt > LIGHT_EVERY_MS && state() !== "found") {
        lightAt = now;
        const luma = lumaOf(video);
        if (luma !== undefined) setState((before) => (isDark(luma, before === "dark") ? "dark" : "looking"));
      }
      const texts = await decoder.read(video).catch(() => []);
      const text = texts[0];
      if (text !== undefined && !left && !options.paused()) report(text);
    }
  };

  const start = async () => {
    const run = ++running;
    setState("asking");
    if (!held) held = true;
    else releaseCamera();
    const opened = await useCamera();
    if (left || run !== running) return;
    if (!opened.ok) return setState(opened.error);
    setCamera(opened.value);
    const video = options.video();
    if (!video) return;
    video.srcObject = opened.value.stream;
    await video.play().catch(() => undefined);
    const decoder = await loadDecoder().catch(() => undefined);
    if (left || run !== running) return;
    if (!decoder) return setState("scanner-failed");
    setState("looking");
    // The phone took the camera (a call, another app): say so instead of showing a frozen picture.
    opened.value.stream.getVideoTracks()[0]?.addEventListener("ended", () => {
      if (!left && run === running) setState("camera-busy");
    });
    await look(decoder, video, run);
  };

  onMount(() => void start());
  onCleanup(() => {
    left = true;
    if (lit())
      void camera()
        ?.torch?.(false)
        .catch(() => undefined);
    const video = options.video();
    if (video) video.srcObject = null;
    if (held) releaseCamera();
  });

  return {
    state,
    lit,
    /** Whether there is a light to switch. */
    hasTorch: () => Boolean(camera()?.torch),
    toggleTorch: async () => {
      const next = !lit();
      await camera()
        ?.torch?.(next)
        .then(() => setLit(next))
        .catch(() => undefined);
    },
    retry: () => void start(),
    report,
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let lightCanvas: HTMLCanvasElement | undefined;

function lumaOf(video: HTMLVideoElement): number | undefined {
  lightCanvas ??= document.createElement("canvas");
  lightCanvas.width = LIGHT_SIDE_PX;
  lightCanvas.height = LIGHT_SIDE_PX;
  const context = lightCanvas.getContext("2d", { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(video, 0, 0, LIGHT_SIDE_PX, LIGHT_SIDE_PX);
  return meanLuma(context.getImageData(0, 0, LIGHT_SIDE_PX, LIGHT_SIDE_PX).data);
}
