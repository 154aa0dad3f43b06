/**
 * Behind every npm command. Runs on Node 20 with nothing installed: brings `node_modules` in line with the
 * lock file, finds a Node that runs TypeScript, and goes on with it. Plain JavaScript for that reason.
 *
 *   node scripts/bootstrap.mjs NAME [arguments…]   runs scripts/NAME.ts
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, "node_modules", ".bin");
/** The first Node that runs TypeScript without a flag. */
const NEEDED_NODE = [22, 18];

const [name, ...args] = process.argv.slice(2);
const script = join(root, "scripts", `${name}.ts`);
if (name === undefined || !existsSync(script)) {
  stop(`There is no command "${name ?? ""}" (looked for scripts/${name ?? "NAME"}.ts).`);
}

if (!installed()) install();
const node = findNode();
const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: binaries + delimiter + (process.env.PATH ?? "") },
});
// The child decides when it has finished; this process only hands signals on and waits. A terminal sends
// Ctrl-C to both, so the child must take a second one calmly.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => stop(`Could not start ${node}: ${error.message}`));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
});

/**
 * Whether node_modules holds what the lock file asks for, by npm's own record of the last install; a stamp
 * of ours would not notice `npm install` by hand. Packages for other machines are in the lock file only.
 */
function installed() {
  const wanted = readLock(join(root, "package-lock.json"));
  const present = readLock(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined) stop("package-lock.json is missing or broken.");
  if (present === undefined) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "") continue;
    const have = present[path];
    if (have === undefined ? !entry.optional && !entry.devOptional : have.version !== entry.version)
      return false;
  }
  return Object.keys(present).every((path) => wanted[path] !== undefined);
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function install() {
  const started = Date.now();
  process.stdout.write("▸ installing packages (about a minute the first time) …\n");
  // Not `npm ci`: it refuses a lock file without the packages for machines that a registry doesn't carry.
  // `--no-save` keeps the lock file as it is, and what was installed is compared with it below.
  const flags = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm names its own script to the commands it runs; going through it works where `npm` is a .cmd file.
  const npm = process.env.npm_execpath;
  const done = npm?.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [npm, ...flags], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", flags, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) stop("npm install failed; its own words are above.");
  if (!installed())
    stop("What npm installed is not what package-lock.json says. Is it in step with package.json?");
  process.stdout.write(`✓ installed packages ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function findNode() {
  const bundled = join(binaries, "node");
  for (const candidate of [bundled, process.execPath]) {
    if (candidate === bundled && !existsSync(bundled)) continue;
    const reply = spawnSync(candidate, ["-p", "process.versions.node"], { encoding: "utf8" });
    if (reply.status === 0 && isEnough(reply.stdout)) return candidate;
  }
  return stop(
    `This needs Node ${NEEDED_NODE.join(".")} or newer. On Linux (x64, arm64) npm installs one into ` +
      `node_modules; here there is only ${process.versions.node}. Please install a newer Node.`,
  );
}

function isEnough(version) {
  const [major = 0, minor = 0] = version.trim().split(".").map(Number);
  return major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1]);
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
