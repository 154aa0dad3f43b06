/**
 * The page that `scan.ts` opens: the product's own camera and decoder, timed. Built and served by the bench only.
 */
import { useCamera } from "../../web/shared/scanner/camera.ts";
import { loadDecoder } from "../../web/shared/scanner/decoder.ts";

export interface Scanned {
  readonly decoder: string;
  /** From asking for the reader to the first frame's text: loading, compiling and looking once. */
  readonly coldMs: number;
  /** From a frame on the screen to the texts in it. */
  readonly frameMs: readonly number[];
  readonly text: string | null;
}

/** Looks after which the reader's code has been compiled as well as it will be. */
const LEAD_IN_FRAMES = 10;

/** Opens the camera and looks at so many frames, each a new one. */
async function scan(frames: number): Promise<Scanned> {
  const camera = await useCamera();
  if (!camera.ok) throw new Error(`no picture: ${camera.error}`);
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  document.body.append(video);
  video.srcObject = camera.value.stream;
  await video.play();
  const nextFrame = () => new Promise((resolve) => video.requestVideoFrameCallback(resolve));

  await nextFrame();
  const started = performance.now();
  const decoder = await loadDecoder();
  let [text = null] = await decoder.read(video);
  const coldMs = performance.now() - started;
  const frameMs: number[] = [];
  for (let frame = -LEAD_IN_FRAMES; frame < frames; frame++) {
    await nextFrame();
    const shown = performance.now();
    const [read = null] = await decoder.read(video);
    if (frame >= 0) frameMs.push(performance.now() - shown);
    if (read === null) throw new Error("a frame in which nothing was found");
    text = read;
  }
  return { decoder: decoder.kind, coldMs, frameMs, text };
}

Object.assign(globalThis, { scan });
