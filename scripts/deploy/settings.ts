/**
 * What is told of an installation by whoever runs it: `<folder>/settings.json`. Nothing in it is secret.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const settingsSchema = z.strictObject({
  /** The account on Cloudflare: 32 hex digits. */
  accountId: z.string().regex(/^[0-9a-f]{32}$/, "32 hex digits"),
  /** Scheme and host that people reach; printed into every QR, so it is set once. */
  origin: z.url(),
  /** Over the vars of wrangler.toml that are this installation's own. */
  vars: z
    .strictObject({
      SECURITY_CONTACT: z.string().optional(),
      MAP_TILES: z.string().optional(),
      PHONE_PROVIDERS: z.string().optional(),
    })
    .default({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The settings of a folder; throws with words for whoever wrote them. */
export function readSettings(folder: string): Settings {
  const path = join(folder, "settings.json");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(
      `${path} is missing. Write {"accountId": "…", "origin": "https://…"}; docs/operations.md says more.`,
    );
  }
  const read = settingsSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  return read.data;
}
