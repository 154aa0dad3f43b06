/**
 * Demo data: filled in once per state folder, through the API, by scripts/seed/seed.ts.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RunningServer } from "./server.ts";

const SEED = fileURLToPath(new URL("./seed/seed.ts", import.meta.url));

/** What seeding leaves behind for whoever wants to sign in; kept in `<state>/demo.json`. */
export interface Demo {
  accounts: DemoAccount[];
}

export interface DemoAccount {
  /** Path of the app this account signs in at, e.g. `/admin/`. */
  app: string;
  /** Stable name for tests, e.g. `issuer-desk`. */
  key: string;
  /** Who it is, for people. */
  who: string;
  /** Sign-in ID; a telephone number for a resident. */
  signIn: string;
  /** Without one, a code comes by SMS (dev inbox). */
  password?: string;
  /** Of the authenticator app, where a role asks for one. */
  appSecret?: string;
}

/** What scripts/seed/seed.ts exports as `seed`: fills an empty system through its API. */
export type Seed = (options: {
  /** Where the API answers, e.g. http://localhost:8787. */
  origin: string;
  operatorKey: string;
  log: (line: string) => void;
}) => Promise<Demo>;

/**
 * Seeds a state folder that was never seeded and returns what there is to sign in with; undefined where the
 * tree has no seed. Seeding that breaks off leaves no mark, so that the next start says so again.
 */
export async function demoOf(
  server: RunningServer,
  stateDir: string,
  log: (line: string) => void,
): Promise<Demo | undefined> {
  const path = join(stateDir, "demo.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Demo;
  if (!existsSync(SEED)) {
    log("• no demo data: scripts/seed/seed.ts is not there");
    return undefined;
  }
  const started = performance.now();
  const { seed } = (await import(pathToFileURL(SEED).href)) as { seed: Seed };
  const demo = await seed({
    origin: server.url,
    operatorKey: server.operatorKey,
    log: (line) => log(`  ${line}`),
  });
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  log(`✓ demo data ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return demo;
}
