/**
 * The whole system on one machine: the bundled Worker on workerd, its bindings as wrangler.toml names them,
 * everything it remembers in one state folder. `npm start` and the browser tests both stand on this.
 */
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { type Build, buildLocal } from "./build.ts";
import { MIGRATIONS_TABLE, migrationSql, unseenMigrations } from "./d1-migrations.ts";
import { certificateFor, lanAddresses, listenHttps } from "./lan-https.ts";
import { lockState, secretsOf } from "./state-folder.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** How many ports after the wanted one are tried. */
const PORT_TRIES = 50;
/** Crons do not run by themselves on Miniflare; as often as wrangler.toml says. */
const SWEEP_EVERY_MS = 5 * 60_000;
/** How long a clean shutdown may take before workerd is killed. */
const STOP_LIMIT_MS = 10_000;

export interface ServerOptions {
  /** Everything remembered lies here; made if missing. */
  stateDir: string;
  /** The port of http; the next free one is taken where it isn't free, and 0 takes any. */
  port: number;
  /** What QRs and links start with; without it the https address on the network, else http on localhost. */
  origin?: string;
  /** Serve HTTPS on the network too, on the port after `port`. Off by default. */
  https?: boolean;
  /** No lines of progress; what the Worker logs goes to `<stateDir>/worker.log` either way. */
  quiet?: boolean;
  /** Moves the clock (CLK-1). */
  clockOffsetMs?: number;
  /** Vars of the Worker over those of wrangler.toml. */
  vars?: Record<string, string>;
  /** A finished build; made from the tree as it is without it. */
  build?: Build;
}

export interface RunningServer {
  /** http://localhost:PORT */
  url: string;
  /** https://ADDRESS:PORT on the local network. */
  httpsUrl: string | undefined;
  /** What the Worker prints into QRs and links. */
  origin: string;
  operatorKey: string;
  /** Migrations that this start applied. */
  migrated: number;
  /** Process ids of workerd. */
  runtimePids: number[];
  /** Runs the Worker's scheduled handler now, as the cron does every five minutes (ALM-2). */
  sweep(): Promise<void>;
  /** Ends the Worker in order and gives the state folder back. */
  stop(): Promise<void>;
  /** Ends workerd as a power cut would (SIGKILL), then gives the state folder back. */
  kill(): Promise<void>;
}

/** What wrangler makes of wrangler.toml; its own type leaves every part open. */
interface Configured {
  modulesRules: unknown;
  assets: Record<string, unknown>;
  bindings: Record<string, string>;
  [binding: string]: unknown;
}

/**
 * Builds what is not built, migrates D1, and serves.
 * Throws if the state folder is in use, the tree does not build or a migration fails.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = options.quiet ? () => {} : (line: string) => console.log(line);
  const stateDir = resolve(options.stateDir);
  const lock = lockState(stateDir);
  // Miniflare ends the process itself on a signal; the folder is given back even then.
  process.once("exit", lock.release);
  const undo: (() => Promise<void> | void)[] = [
    () => {
      process.off("exit", lock.release);
      lock.release();
    },
  ];
  const unwind = async () => {
    for (const each of undo.splice(0).reverse()) await each();
  };

  try {
    const build = options.build ?? (await buildLocal(log));
    const secrets = secretsOf(stateDir);
    const lan = options.https ? lanAddresses() : [];
    const port = await freePort(options.port, options.https ? 2 : 1);
    if (options.port !== 0 && port !== options.port) log(`• port ${options.port} is taken, using ${port}`);
    const url = `http://localhost:${port}`;
    const httpsUrl = lan[0] === undefined ? undefined : `https://${lan[0]}:${port + 1}`;
    const origin = options.origin ?? httpsUrl ?? url;

    const before = new Set(childrenOf(process.pid));
    const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, "wrangler.toml"));
    const { modulesRules: _, assets, bindings: vars, ...bindings } = workerOptions as Configured;
    const workerLog = join(stateDir, "worker.log");
    const runtime = new Miniflare(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port,
        cf: false,
        // The only persistence option that reaches the disk in this version.
        resourcePersistencePath: join(stateDir, "data"),
        log: new Log(LogLevel.ERROR),
        handleStructuredLogs: ({ level, message, timestamp }) => {
          logLine(workerLog, `${new Date(timestamp).toISOString()} ${level} ${message}\n`);
          if (!options.quiet && (level === "error" || level === "warn")) console.error(message);
        },
        workers: [
          {
            ...bindings,
            name: "tegata",
            // Miniflare resolves files against it; its own default is the folder of the config file.
            rootPath: dirname(build.workerFile),
            modules: [
              { type: "ESModule", path: "index.js", contents: readFileSync(build.workerFile, "utf8") },
            ],
            bindings: {
              ...vars,
              ...secrets,
              ENVIRONMENT: "local",
              PUBLIC_ORIGIN: origin,
              CLOCK_OFFSET_MS: String(options.clockOffsetMs ?? 0),
              ...options.vars,
            },
            assets: { ...assets, directory: build.webDir, binding: "ASSETS" },
          },
        ],
      } as Parameters<typeof convertV4MiniflareOptions>[0]),
    );
    let disposed: Promise<void> | undefined;
    const dispose = () => {
      disposed ??= runtime.dispose();
      return disposed;
    };
    undo.push(dispose);
    await runtime.ready;
    const runtimePids = childrenOf(process.pid).filter((pid) => !before.has(pid));
    lock.holds(runtimePids);

    const migrated = await migrate((await runtime.getD1Database("DB")) as unknown as Database);
    if (migrated > 0) log(`✓ database: ${migrated} migration${migrated === 1 ? "" : "s"} applied`);

    if (httpsUrl !== undefined) {
      const certificate = await certificateFor(stateDir, ["localhost", "127.0.0.1", ...lan]);
      undo.push(await listenHttps(certificate, port + 1, port));
    }

    const worker = await runtime.getWorker("tegata");
    const sweep = async () => {
      await worker.scheduled({ cron: "*/5 * * * *" });
    };
    const sweeping = setInterval(() => {
      sweep().catch((error: Error) => log(`• sweep failed: ${error.message}`));
    }, SWEEP_EVERY_MS);
    undo.push(() => clearInterval(sweeping));

    // Where `npm run audit` finds the server of this folder.
    const address = join(stateDir, "server.json");
    writeFileSync(address, `${JSON.stringify({ url, pid: process.pid })}\n`);
    undo.push(() => rmSync(address, { force: true }));

    let ended: Promise<void> | undefined;
    const kill = async () => {
      for (const pid of runtimePids) endProcess(pid);
      // At once, or Miniflare would take it for a crash and start another.
      await dispose();
      await unwind();
    };
    return {
      url,
      httpsUrl,
      origin,
      operatorKey: secrets.OPERATOR_KEY,
      migrated,
      runtimePids,
      sweep,
      stop: () => {
        ended ??= withLimit(unwind(), STOP_LIMIT_MS, () => {
          for (const pid of runtimePids) endProcess(pid);
          lock.release();
        });
        return ended;
      },
      kill: () => {
        ended ??= kill();
        return ended;
      },
    };
  } catch (error) {
    await unwind();
    throw error;
  }
}

/** What is used of D1 here. */
interface Database {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}
interface Statement {
  bind(...values: unknown[]): Statement;
  all<T>(): Promise<{ results: T[] }>;
  run(): Promise<unknown>;
}

/**
 * Applies the SQL files that this database has not seen, in the order of their names, each whole or not at
 * all, in the table that `wrangler d1 migrations` keeps too. Returns how many.
 */
export async function migrate(database: Database): Promise<number> {
  await database.prepare(MIGRATIONS_TABLE).run();
  const { results } = await database.prepare("select name from d1_migrations").all<{ name: string }>();
  const files = unseenMigrations(results.map((row) => row.name));
  for (const name of files) {
    const statements = unstable_splitSqlQuery(migrationSql(name));
    await database.batch([
      ...statements.map((sql) => database.prepare(sql)),
      database.prepare("insert into d1_migrations (name) values (?)").bind(name),
    ]);
  }
  return files.length;
}

function listOrNone(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The first port from `wanted` on that is free together with the `count - 1` after it. */
async function freePort(wanted: number, count: number): Promise<number> {
  if (wanted === 0) {
    const first = await tryPort(0);
    if (first !== undefined && (count === 1 || (await tryPort(first + 1)) !== undefined)) return first;
    return freePort(wanted, count);
  }
  for (let port = wanted; port < wanted + PORT_TRIES; port += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, i) => tryPort(port + i)));
    if (free.every((each) => each !== undefined)) return port;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + PORT_TRIES}.`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      const got = typeof address === "object" && address !== null ? address.port : port;
      probe.close(() => resolve(got));
    });
  });
}

/** Children of a process, where the system tells them as files; elsewhere none are known. */
export function childrenOf(pid: number): number[] {
  const pids: number[] = [];
  for (const task of listOrNone(`/proc/${pid}/task`)) {
    try {
      const text = readFileSync(`/proc/${pid}/task/${task}/children`, "utf8");
      pids.push(...text.split(" ").filter(Boolean).map(Number));
    } catch {
      // The thread has ended.
    }
  }
  return pids;
}

/** A log that can't be written, on a full disk for one, must not end what it tells of. */
function logLine(path: string, line: string): void {
  try {
    appendFileSync(path, line);
  } catch {
    // The line is lost; the Worker goes on.
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}

async function withLimit(work: Promise<void>, limitMs: number, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      late();
      resolve();
    }, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
