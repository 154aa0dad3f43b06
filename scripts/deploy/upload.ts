/**
 * Sends the Worker with its pages. Wrangler does it: it knows how pages are uploaded, and which parts of wrangler.toml are
 * settings of the Worker, of its queues and of its clock.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Build } from "../build.ts";
import { run } from "../steps.ts";
import type { Access } from "./cloudflare.ts";
import type { Wanted } from "./wanted.ts";

/** A mark of everything that is sent but the secrets: the same tree and settings, the same mark. */
export function codeMark(wanted: Wanted, build: Build): string {
  const hash = createHash("sha256").update(JSON.stringify(wanted.config));
  for (const path of [build.workerFile, ...filesIn(build.webDir)]) {
    hash.update(`\0${relative(build.webDir, path)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Uploads; throws with wrangler's words where it failed. `secretsFile` is read by wrangler and never copied. */
export async function upload(
  wanted: Wanted,
  build: Build,
  access: Access,
  {
    databaseIds,
    tag,
    secretsFile,
  }: {
    readonly databaseIds: ReadonlyMap<string, string>;
    readonly tag: string;
    readonly secretsFile: string | null;
  },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tegata-deploy-"));
  try {
    const config = join(folder, "wrangler.json");
    writeFileSync(config, JSON.stringify(configFor(wanted, build, databaseIds)));
    const secrets = secretsFile === null ? [] : ["--secrets-file", secretsFile];
    const { code, output } = await run(
      "wrangler",
      ["deploy", "--config", config, "--tag", tag, "--strict", ...secrets],
      {
        cwd: folder,
        env: {
          CLOUDFLARE_API_TOKEN: access.token,
          CLOUDFLARE_ACCOUNT_ID: access.accountId,
          ...(access.baseUrl === undefined ? {} : { CLOUDFLARE_API_BASE_URL: access.baseUrl }),
          // Nobody is asked anything, nothing is told to anybody, and no log lies around afterwards.
          CI: "1",
          NO_COLOR: "1",
          FORCE_COLOR: "0",
          WRANGLER_SEND_METRICS: "false",
          WRANGLER_SEND_ERROR_REPORTS: "false",
          WRANGLER_WRITE_LOGS: "false",
          WRANGLER_HIDE_BANNER: "true",
          WRANGLER_LOG: "log",
        },
      },
    );
    if (code !== 0) throw new Error(`wrangler could not upload:\n${output.trim()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configFor(wanted: Wanted, build: Build, ids: ReadonlyMap<string, string>): unknown {
  // Already in the bundle.
  const { define: _, ...config } = wanted.config;
  return {
    ...config,
    main: build.workerFile,
    // The bundle that `npm run check` has looked into, and nothing beside it.
    no_bundle: true,
    find_additional_modules: false,
    assets: { ...(config.assets as object), directory: build.webDir },
    d1_databases: wanted.databases.map(({ binding, name }) => ({
      binding,
      database_name: name,
      database_id: ids.get(name),
    })),
  };
}
