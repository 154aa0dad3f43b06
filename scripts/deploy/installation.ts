import { resolve } from "node:path";
import { Cloudflare } from "./cloudflare.ts";
import { readSettings } from "./settings.ts";
import { readWanted, type Wanted } from "./wanted.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** An installation on Cloudflare, for a command of its operator. */
export interface Installation {
  readonly folder: string;
  readonly wanted: Wanted;
  readonly cloudflare: Cloudflare;
}

/** Who opens the account, from the environment; throws, saying what is missing. */
export function accessOf(accountId: string) {
  const token = process.env.CLOUDFLARE_API_TOKEN;
  if (!token) throw new Error("CLOUDFLARE_API_TOKEN is not set");
  return { accountId, token, baseUrl: process.env.CLOUDFLARE_API_BASE_URL };
}

/** The installation whose files lie in a folder. */
export function installationOf(folder: string): Installation {
  const settings = readSettings(resolve(folder));
  return {
    folder: resolve(folder),
    wanted: readWanted(ROOT, settings),
    cloudflare: new Cloudflare(accessOf(settings.accountId)),
  };
}
