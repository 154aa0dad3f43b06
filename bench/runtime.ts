/**
 * A bundled bench Worker on workerd, reached without the proxies of a development server: its socket is workerd's own,
 * and what it stores lies on the disk.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { childrenOf, migrate } from "../scripts/server.ts";
import type { Target } from "./load.ts";

/** Actor classes of the Worker by their binding. */
export type Actors = Readonly<Record<string, string>>;

export interface Runtime {
  readonly target: Target;
  /** Processor time that workerd has taken so far; 0 where the system doesn't tell. */
  cpuMs(): number;
  stop(): Promise<void>;
  /** Ends workerd at once (SIGKILL); what it gave to the system stays, what it only held is gone. What is left of the runtime is taken away by `stop`. */
  kill(): void;
}

/** Bundles a Worker as `npm run build` does, from the top of the tree. */
export async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    define: { __DEV__: "false" },
    minifySyntax: true,
    keepNames: true,
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} made no bundle`);
  return file.text;
}

/** Starts workerd with what `stateDir` holds, the real D1 schema included. Actors are never put to sleep. */
export async function startRuntime(script: string, actors: Actors, stateDir: string): Promise<Runtime> {
  const before = new Set(childrenOf(process.pid));
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      // The only persistence option that reaches the disk in this version.
      resourcePersistencePath: stateDir,
      log: new Log(LogLevel.ERROR),
      workers: [
        {
          name: "bench",
          modules: [{ type: "ESModule", path: "index.js", contents: script }],
          compatibilityDate: "2026-11-01",
          unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
          durableObjects: Object.fromEntries(
            Object.entries(actors).map(([binding, className]) => [
              binding,
              { className, useSQLite: true, unsafePreventEviction: true },
            ]),
          ),
          d1Databases: { DB: "bench" },
          queueProducers: { JOURNAL_QUEUE: "journal-events" },
          bindings: { CLOCK_OFFSET_MS: "0", PEPPERS: "{}", ISSUE_KEYS: "{}" },
        },
      ],
    }),
  );
  await runtime.ready;
  const pids = childrenOf(process.pid).filter((pid) => !before.has(pid));
  await migrate((await runtime.getD1Database("DB")) as unknown as Parameters<typeof migrate>[0]);
  const { hostname: host, port } = await runtime.unsafeGetDirectURL("bench");
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= runtime.dispose();
    return stopped;
  };
  return {
    target: { host, port: Number(port) },
    cpuMs: () => pids.reduce((total, pid) => total + cpuMsOf(pid), 0),
    stop,
    kill: () => {
      for (const pid of pids) process.kill(pid, "SIGKILL");
      // In the same breath, or Miniflare would take it for a crash and start another.
      void stop();
    },
  };
}

/** Linux counts user and system time in hundredths of a second, behind the name that may hold anything. */
function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
