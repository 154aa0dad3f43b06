import { QR_COUNT_HEADER, type QrForm } from "../../../schema/api/store-qr.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { online, sawReply, sawSilence } from "../../shared/client/online.ts";
import { readProblem, silence, type Trouble } from "../../shared/client/trouble.ts";
import { zipCounter } from "./count-zip.ts";

/** How many sheets of how many have begun to arrive. */
export interface Come {
  readonly done: number;
  readonly total: number;
}

/** Takes the sheets of every till as one ZIP, telling how far it has come; ends early by the signal. Never throws. */
export async function takeZip(
  question: { readonly form: QrForm; readonly programmeId?: string; readonly text?: string },
  signal: AbortSignal,
  told: (come: Come) => void,
): Promise<Result<Blob, Trouble>> {
  try {
    const reply = await fetch(`/api/store-qrs?${new URLSearchParams({ ...question })}`, {
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    sawReply();
    if (!reply.ok || !reply.body)
      return err(readProblem(reply.status, await reply.json().catch(() => undefined)));
    const total = Number(reply.headers.get(QR_COUNT_HEADER) ?? 0);
    const count = zipCounter();
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const reader = reply.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value);
      told({ done: count(next.value), total });
    }
    return ok(new Blob(pieces, { type: "application/zip" }));
  } catch {
    sawSilence();
    return err(silence(online() && navigator.onLine !== false));
  }
}
