import { err, ok, type Result } from "../../../schema/result.ts";
import { addressOf } from "./api.ts";
import { online, sawReply, sawSilence } from "./online.ts";
import { readProblem, silence, type Trouble } from "./trouble.ts";

/** A file takes longer than a question: the slowest line that still works. */
export const FILE_WITHIN_MS = 120_000;

/** Sends a file's bytes; never throws, never waits without end. */
export async function sendFile<Reply>(
  method: "PUT" | "POST",
  path: string,
  file: Blob,
): Promise<Result<Reply, Trouble>> {
  const answer = await exchange(path, { method, headers: { "content-type": file.type }, body: file });
  return answer.ok ? ok((await answer.value.json()) as Reply) : answer;
}

/** Asks for a file with a JSON body: one that is made for this request and kept nowhere else. */
export async function askForFile(path: string, body: unknown): Promise<Result<Blob, Trouble>> {
  const answer = await exchange(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.ok ? ok(await answer.value.blob()) : answer;
}

/** Sends a file and takes the one that is made of it. */
export async function fileMadeOf(path: string, file: Blob): Promise<Result<Blob, Trouble>> {
  const answer = await exchange(path, { method: "POST", headers: { "content-type": file.type }, body: file });
  return answer.ok ? ok(await answer.value.blob()) : answer;
}

/** Fetches a file that the system makes for whoever is signed in. `template` is the path below /api. */
export async function fetchFile(
  template: string,
  path: Readonly<Record<string, string>>,
  query: object,
): Promise<Result<Blob, Trouble>> {
  const answer = await exchange(addressOf(template, path, query).replace("/api/", ""), { method: "GET" });
  return answer.ok ? ok(await answer.value.blob()) : answer;
}

/** The reply with its whole body already here, or why there is none. */
async function exchange(path: string, request: RequestInit): Promise<Result<Response, Trouble>> {
  const ender = new AbortController();
  const timer = setTimeout(() => ender.abort(), FILE_WITHIN_MS);
  try {
    const reply = await fetch(`/api/${path}`, {
      ...request,
      credentials: "same-origin",
      cache: "no-store",
      signal: ender.signal,
    });
    const bytes = await reply.blob();
    sawReply();
    if (reply.ok) return ok(new Response(bytes, reply));
    return err(readProblem(reply.status, parse(await bytes.text())));
  } catch {
    sawSilence();
    return err(silence(online() && navigator.onLine !== false));
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
