/**
 * The folder that holds one local installation: data, secrets, certificate, lock.
 */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** The secrets of wrangler.toml's head, as the Worker reads them. */
export interface Secrets {
  PEPPERS: string;
  ISSUE_KEYS: string;
  SESSION_KEY: string;
  STORE_QR_KEY: string;
  PHONE_KEY: string;
  OPERATOR_KEY: string;
  ARCHIVE_SIGNING_KEY: string;
  VAPID_KEY: string;
}

const key = () => randomBytes(32).toString("base64");

/** A private Ed25519 key as a JWK; its name is its thumbprint (RFC 7638), so that no two keys ever share one. */
function signingKey(): string {
  const { crv, d, kty, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
  return JSON.stringify({ kty, crv, x, d, kid, alg: "EdDSA", use: "sig" });
}

/** A private P-256 key as a JWK, by which push services know this installation (RFC 8292). */
function pushKey(): string {
  const { crv, d, kty, x, y } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
    format: "jwk",
  });
  return JSON.stringify({ kty, crv, x, y, d });
}

/** A whole set of new secrets, for an installation that has none yet. */
export function newSecrets(): Secrets {
  return {
    PEPPERS: JSON.stringify({ "1": key() }),
    ISSUE_KEYS: JSON.stringify({ "1": key() }),
    SESSION_KEY: key(),
    STORE_QR_KEY: key(),
    PHONE_KEY: key(),
    OPERATOR_KEY: randomBytes(24).toString("base64url"),
    ARCHIVE_SIGNING_KEY: signingKey(),
    VAPID_KEY: pushKey(),
  };
}

/**
 * The secrets of this installation, made on first use and kept: without the same peppers and issue keys
 * no coupon of it could ever be found again. Readable by the owner only.
 */
export function secretsOf(stateDir: string): Secrets {
  const path = join(stateDir, "secrets.json");
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Secrets>) : {};
  const secrets = { ...newSecrets(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
  }
  return secrets;
}

/** How long a killed runtime may take to be gone. */
const ENDED_WITHIN_MS = 10_000;

/** Who has a state folder; kept in it. */
interface Holder {
  pid: number;
  /** Its workerd, which outlives it when it is killed outright. */
  runtimePids: number[];
}

export interface StateLock {
  /** Remembers the runtimes that were started on the folder. */
  holds(runtimePids: number[]): void;
  release(): void;
}

/**
 * Takes the folder for this process; two runtimes on the same SQLite files would tear the books apart.
 * Throws, naming the holder, while another living process has it. What a killed holder left running on it is
 * ended first.
 */
export function lockState(stateDir: string): StateLock {
  mkdirSync(stateDir, { recursive: true });
  const path = join(stateDir, "lock");
  const write = (holder: Holder, flag: "w" | "wx") => writeFileSync(path, JSON.stringify(holder), { flag });
  for (;;) {
    try {
      write({ pid: process.pid, runtimePids: [] }, "wx");
      return {
        holds: (runtimePids) => write({ pid: process.pid, runtimePids }, "w"),
        release: () => rmSync(path, { force: true }),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = readHolder(path);
    if (holder.pid === process.pid || isAlive(holder.pid)) {
      throw new Error(
        `The state folder ${stateDir} is in use by process ${holder.pid}. ` +
          "Stop that one first, or start with another folder: npm start -- --state DIR",
      );
    }
    // A holder that was killed while it started had not yet written down what it had started.
    endRuntimes([...new Set([...holder.runtimePids, ...runtimesOn(stateDir)])]);
    rmSync(path, { force: true });
  }
}

/** Ends what a killed holder left running, and waits until it has let go of its files and its port. */
function endRuntimes(pids: readonly number[]): void {
  const left = pids.filter(isWorkerd);
  for (const pid of left) process.kill(pid, "SIGKILL");
  const endMs = performance.now() + ENDED_WITHIN_MS;
  while (left.some(isRunning)) {
    if (performance.now() > endMs)
      throw new Error(`The runtimes ${left.join(", ")} of a killed start don't end.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}

/** Every workerd that has a file of this folder's data open; none are known where the system doesn't tell. */
export function runtimesOn(stateDir: string): readonly number[] {
  const data = `${join(realpathSync(stateDir), "data")}/`;
  const opens = (pid: string) =>
    namesIn(`/proc/${pid}/fd`).some((fd) => linkAt(`/proc/${pid}/fd/${fd}`)?.startsWith(data) ?? false);
  return namesIn("/proc")
    .filter((name) => /^\d+$/.test(name) && isWorkerd(Number(name)) && opens(name))
    .map(Number);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function readHolder(path: string): Holder {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return { pid: 0, runtimePids: [] };
  }
}

/** Process ids are used again; only a process that still is workerd may be ended. */
function isWorkerd(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]?.endsWith("workerd") ?? false;
  } catch {
    return false;
  }
}

/**
 * Whether a process still has its files and ports: one whose threads are all over, and that only waits to be noticed by
 * its parent, has neither.
 */
export function isRunning(pid: number): boolean {
  try {
    const isOver = /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
    return !isOver || namesIn(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
