import type { Env } from "../env.ts";

/**
 * Where the build puts BIZ UDPGothic (vite.config.ts): among the pages' files and not in the Worker, which would read
 * four megabytes at every start for what is printed now and then.
 */
const SHEET_FONT_PATH = "/fonts/BIZUDPGothic-Regular.ttf";

/** The font of printed sheets; null where it can't be read now. */
export async function sheetFont(env: Pick<Env, "ASSETS" | "PUBLIC_ORIGIN">): Promise<Uint8Array | null> {
  const reply = await env.ASSETS.fetch(new URL(SHEET_FONT_PATH, env.PUBLIC_ORIGIN));
  return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null;
}
