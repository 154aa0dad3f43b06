import { err, ok, type Result } from "../../../schema/result.ts";

/** Why there is no picture. */
export type CameraProblem = "no-permission" | "no-camera" | "camera-busy" | "insecure";

/** An open camera. `torch` switches its light; null where it has none. */
export interface Camera {
  readonly stream: MediaStream;
  readonly torch: ((on: boolean) => Promise<void>) | null;
}

/** Between two scanning screens the camera stays open this long, since phones ask again for each opening. */
const KEEP_OPEN_MS = 500;

let open: Promise<Result<Camera, CameraProblem>> | undefined;
let users = 0;
let closing: ReturnType<typeof setTimeout> | undefined;

/**
 * Opens the rear camera, once per visit however many screens ask; asks for permission if it must.
 * Every call, also a failed one, is answered by one `releaseCamera`.
 */
export async function useCamera(): Promise<Result<Camera, CameraProblem>> {
  users++;
  if (closing !== undefined) clearTimeout(closing);
  closing = undefined;
  open ??= openCamera();
  const answer = await open;
  if (!answer.ok || !answer.value.stream.active) {
    open = undefined;
    if (answer.ok) return useAgain();
  }
  return answer;
}

/** Gives the camera back; it is stopped when nobody else wants it shortly after. */
export function releaseCamera(): void {
  users = Math.max(0, users - 1);
  if (users > 0 || closing !== undefined) return;
  closing = setTimeout(() => {
    closing = undefined;
    const was = open;
    open = undefined;
    void was?.then((answer) => {
      if (answer.ok) for (const track of answer.value.stream.getTracks()) track.stop();
    });
  }, KEEP_OPEN_MS);
}

/** The stream had ended (the phone took the camera for a call): opened anew, for the same user. */
async function useAgain(): Promise<Result<Camera, CameraProblem>> {
  open ??= openCamera();
  return open;
}

async function openCamera(): Promise<Result<Camera, CameraProblem>> {
  if (!navigator.mediaDevices?.getUserMedia) return err(isSecureContext ? "no-camera" : "insecure");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    return ok({ stream, torch: torchOf(stream) });
  } catch (error) {
    return err(problemOf(error));
  }
}

/** Reads the name of a getUserMedia failure (W3C Media Capture and Streams). */
export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError" || name === "PermissionDeniedError")
    return "no-permission";
  if (name === "NotReadableError" || name === "TrackStartError" || name === "AbortError")
    return "camera-busy";
  return "no-camera";
}

function torchOf(stream: MediaStream): ((on: boolean) => Promise<void>) | null {
  const track = stream.getVideoTracks()[0];
  const able = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  if (!track || !able?.torch) return null;
  // `torch` is in the Image Capture draft, not yet in TypeScript's DOM types.
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
