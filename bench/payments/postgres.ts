/**
 * A PostgreSQL server of the bench's own: its data beside everything else that is measured, durable as it comes (fsync
 * and synchronous_commit on), reached over a socket, gone afterwards.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const START_LIMIT_MS = 30_000;
const DEBIAN_ROOT = "/usr/lib/postgresql";

export interface Postgres {
  /** The folder of its socket; what `pg` takes as a host. */
  readonly socketDir: string;
  readonly user: string;
  readonly version: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The folder with `initdb` and `postgres`, or null where they are not installed. */
export function findPostgres(): string | null {
  const folders = [
    ...(existsSync(DEBIAN_ROOT)
      ? readdirSync(DEBIAN_ROOT)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => join(DEBIAN_ROOT, version, "bin"))
      : []),
    ...(process.env.PATH ?? "").split(":"),
  ];
  return (
    folders.find((folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb"))) ??
    null
  );
}

/** Installs it from the system's packages where it is missing and that can be done; null where it can't. */
export function ensurePostgres(): string | null {
  const found = findPostgres();
  if (found !== null || userInfo().uid !== 0 || !existsSync("/usr/bin/apt-get")) return found;
  process.stderr.write("• PostgreSQL is missing: apt-get install postgresql\n");
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], {
      env,
      stdio: "ignore",
    });
  } catch {
    return null;
  }
  return findPostgres();
}

/** Starts one in a folder that must not exist yet. */
export async function startPostgres(bin: string, dataDir: string, connections: number): Promise<Postgres> {
  mkdirSync(dataDir, { recursive: true });
  // A socket's path may have 107 letters at most.
  const socketDir = mkdtempSync(join(tmpdir(), "bench-pg-"));
  // It refuses to run as root; its packages bring a user for it.
  const owner = userInfo().uid === 0 ? ownerOf("postgres") : null;
  const user = owner === null ? userInfo().username : "postgres";
  for (const folder of [dataDir, socketDir]) {
    chmodSync(folder, 0o700);
    if (owner) chownSync(folder, owner.uid, owner.gid);
  }
  const as = owner ?? {};
  execFileSync(
    join(bin, "initdb"),
    ["-D", dataDir, "-U", user, "--auth=trust", "--encoding=UTF8", "--no-locale"],
    { ...as, stdio: "ignore", cwd: socketDir },
  );
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketDir,
    fsync: "on",
    synchronous_commit: "on",
    max_connections: String(connections + 10),
    // What anybody tunes first on such a machine.
    shared_buffers: "256MB",
    max_wal_size: "2GB",
  };
  const child = spawn(
    join(bin, "postgres"),
    ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...as, stdio: ["ignore", "ignore", "pipe"], cwd: socketDir },
  );
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-10_000);
  });
  const stop = async () => {
    await ended(child, "SIGINT");
    rmSync(socketDir, { recursive: true, force: true });
  };
  const untilMs = Date.now() + START_LIMIT_MS;
  while (!existsSync(join(socketDir, ".s.PGSQL.5432")) || !said.includes("ready to accept connections")) {
    if (child.exitCode !== null || Date.now() > untilMs) {
      await stop();
      throw new Error(`PostgreSQL does not start:\n${said}`);
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const version = execFileSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" }).trim();
  return { socketDir, user, version, pid: child.pid ?? 0, stop };
}

function ownerOf(user: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Ends a process by its own id and waits for it. */
export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
