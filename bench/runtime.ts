/**
 * A bundled bench Worker on workerd, reached without the proxies of a development server: its socket is workerd's own,
 * and what it stores lies on the disk.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { childrenOf, migrate } from "../scripts/server.ts";
import { secretsOf } from "../scripts/state-folder.ts";
import type { Target } from "./load.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Actor classes of the Worker by their binding. */
export type Actors = Readonly<Record<string, string>>;

export interface Runtime {
  readonly target: Target;
  /** Where V8's debugging protocol is spoken; only of a runtime that was started `inspected`. */
  inspectorUrl(): Promise<string>;
  /** Processor time that workerd has taken so far; 0 where the system doesn't tell. */
  cpuMs(): number;
  stop(): Promise<void>;
  /** Ends workerd at once (SIGKILL); what it gave to the system stays, what it only held is gone. What is left of the runtime is taken away by `stop`. */
  kill(): void;
}

/** Bundles a Worker as `npm run build` does, from the top of the tree. */
export async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    define: { __DEV__: "false", "process.env.NODE_ENV": '"production"' },
    minifySyntax: true,
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} made no bundle`);
  return file.text;
}

/** Starts workerd with what `stateDir` holds, the real D1 schema included. Actors are never put to sleep. */
export function startRuntime(script: string, actors: Actors, stateDir: string): Promise<Runtime> {
  return launch(
    stateDir,
    { port: 0 },
    {
      modules: [{ type: "ESModule", path: "index.js", contents: script }],
      compatibilityDate: "2026-11-01",
      durableObjects: awake(
        Object.fromEntries(
          Object.entries(actors).map(([binding, className]) => [binding, { className, useSQLite: true }]),
        ),
      ),
      d1Databases: { DB: "bench" },
      queueProducers: { JOURNAL_QUEUE: "journal-events" },
      bindings: { CLOCK_OFFSET_MS: "0", PEPPERS: "{}", ISSUE_KEYS: "{}" },
    },
  );
}

/**
 * The same with every binding, queue and consumer that wrangler.toml gives the product, `actors` beside its own, and
 * the secrets of `stateDir`. Pages are left out. `port` 0 takes any; the same one again keeps addresses good over a restart.
 * `hasty` queues wait for no fuller batch: for trying things out, not for measuring. Neither is `inspected`.
 */
export function startProduct(
  script: string,
  actors: Actors,
  stateDir: string,
  { port, hasty = false, inspected = false }: { port: number; hasty?: boolean; inspected?: boolean },
): Promise<Runtime> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, "wrangler.toml"));
  const {
    modulesRules: _,
    assets: __,
    bindings,
    durableObjects,
    queueConsumers,
    ...rest
  } = workerOptions as Record<string, unknown> & {
    bindings: Record<string, string>;
    durableObjects: ActorBindings;
    queueConsumers: Record<string, object>;
  };
  const more = Object.entries(actors).map(([binding, className]) => [
    binding,
    { className, useSQLite: true },
  ]);
  return launch(
    join(stateDir, "data"),
    { port, inspected },
    {
      ...rest,
      queueConsumers: hasty
        ? Object.fromEntries(
            Object.entries(queueConsumers).map(([queue, each]) => [
              queue,
              { ...each, maxBatchTimeout: 0.05 },
            ]),
          )
        : queueConsumers,
      modules: [{ type: "ESModule", path: "index.js", contents: script }],
      durableObjects: awake({ ...durableObjects, ...Object.fromEntries(more) }),
      bindings: { ...bindings, ...secretsOf(stateDir) },
    },
  );
}

type ActorBindings = Readonly<Record<string, { readonly className: string; readonly useSQLite?: boolean }>>;

/** Actors that are never put to sleep: a bench with few requests an actor would else measure how fast they wake. */
function awake(actors: ActorBindings) {
  return Object.fromEntries(
    Object.entries(actors).map(([binding, actor]) => [binding, { ...actor, unsafePreventEviction: true }]),
  );
}

async function launch(
  stateDir: string,
  { port: directPort, inspected = false }: { port: number; inspected?: boolean },
  worker: Record<string, unknown>,
): Promise<Runtime> {
  mkdirSync(stateDir, { recursive: true });
  const before = new Set(childrenOf(process.pid));
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      cf: false,
      ...(inspected ? { inspectorPort: 0 } : {}),
      // The only persistence option that reaches the disk in this version.
      resourcePersistencePath: stateDir,
      log: new Log(LogLevel.ERROR),
      workers: [{ ...worker, name: "bench", unsafeDirectSockets: [{ host: "127.0.0.1", port: directPort }] }],
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  );
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= runtime.dispose();
    return stopped;
  };
  try {
    await runtime.ready;
    const pids = childrenOf(process.pid).filter((pid) => !before.has(pid));
    await migrate((await runtime.getD1Database("DB")) as unknown as Parameters<typeof migrate>[0]);
    const { hostname: host, port } = await runtime.unsafeGetDirectURL("bench");
    return {
      target: { host, port: Number(port) },
      inspectorUrl: async () => {
        const at = await runtime.getInspectorURL();
        const list = (await (await fetch(new URL("/json", at.href.replace(/^ws/, "http")))).json()) as {
          webSocketDebuggerUrl: string;
          title: string;
        }[];
        const target =
          list.find(({ webSocketDebuggerUrl }) => webSocketDebuggerUrl.includes("bench")) ?? list[0];
        if (!target) throw new Error("nothing to inspect");
        return target.webSocketDebuggerUrl;
      },
      cpuMs: () => pids.reduce((total, pid) => total + cpuMsOf(pid), 0),
      stop,
      kill: () => {
        for (const pid of pids) process.kill(pid, "SIGKILL");
        // In the same breath, or Miniflare would take it for a crash and start another.
        void stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Linux counts user and system time in hundredths of a second, behind the name that may hold anything. */
export function cpuMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
