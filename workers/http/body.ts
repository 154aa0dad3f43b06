import type { Context, MiddlewareHandler, ValidationTargets } from "hono";
import { validator } from "hono-openapi";
import type { ZodType } from "zod";
import { MAX_BODY_BYTES } from "../../schema/limits.ts";
import type { ApiContext } from "./context.ts";
import { problem } from "./problem.ts";

/** Routes that take a file instead of JSON; each reads it by {@link bytesAtMost} with a limit of its own. */
const FILE_ROUTES: readonly RegExp[] = [
  /^\/api\/stores\/[^/]+\/picture$/,
  /^\/api\/notices\/[^/]+\/attachments$/,
  /^\/api\/issues\/[^/]+\/evidence$/,
];

/**
 * Reads the body of every request that may carry one: JSON only, at most {@link MAX_BODY_BYTES}, and well formed.
 * Answers `unsupported-media-type`, `body-too-large` or `malformed-json` by itself.
 */
export const jsonBody: MiddlewareHandler<ApiContext> = async (c, next) => {
  const { method } = c.req;
  if (method === "GET" || method === "HEAD" || method === "DELETE" || method === "OPTIONS") return next();
  // A file comes as it is; its route counts its bytes and looks at the first of them.
  if (FILE_ROUTES.some((route) => route.test(c.req.path))) return next();
  // A command without a body has no type either; where one is needed, its validator says so.
  // Behind a proxy an empty body may be a stream of nothing, which its length tells.
  const isEmpty = c.req.raw.body === null || c.req.header("content-length") === "0";
  if (isEmpty && !c.req.header("content-type")) return next();
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return problem(c, "unsupported-media-type");
  const announced = Number(c.req.header("content-length") ?? "0");
  if (announced > MAX_BODY_BYTES) return problem(c, "body-too-large");
  // An announced length is kept by HTTP itself; only what comes without one has to be counted.
  const text = announced > 0 ? await c.req.text() : await readAtMost(c.req.raw.body, MAX_BODY_BYTES);
  if (text === null) return problem(c, "body-too-large");
  try {
    JSON.parse(text);
  } catch {
    return problem(c, "malformed-json");
  }
  if (announced > 0) return next();
  // Hono and its validators read from here; the stream itself is used up.
  (c.req.bodyCache as unknown as { text: Promise<string> }).text = Promise.resolve(text);
  return next();
};

/** The text of a stream, or null where it is longer. */
async function readAtMost(stream: ReadableStream<Uint8Array> | null, limit: number): Promise<string | null> {
  const bytes = await bytesAtMost(stream, limit);
  return bytes && new TextDecoder().decode(bytes);
}

/** The bytes of a stream, or null where there are more; reads no further than it must. */
export async function bytesAtMost(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

/** Validates one part of a request at the edge (STYLE 9); `invalid-request` names the fields that don't fit. */
export function valid<Target extends keyof ValidationTargets, Schema extends ZodType>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result, c) => {
    if (result.success) return;
    const context = c as unknown as Context<ApiContext>;
    if (target === "param") return problem(context, "not-found");
    return problem(context, "invalid-request", {
      fields: result.error.slice(0, 20).map((issue) => ({
        path: (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join("."),
        message: issue.message,
      })),
    });
  });
}
