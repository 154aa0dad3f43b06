/**
 * `npm start`: builds, migrates, seeds once and serves everything at one address until it is stopped.
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseOffset } from "./clock-offset.ts";
import { type Demo, demoOf } from "./demo.ts";
import { type RunningServer, startServer } from "./server.ts";
import { seconds } from "./steps.ts";

const DEFAULT_PORT = 8787;

const USAGE = `npm start -- [options]

  --port N          http port (${DEFAULT_PORT}); https on the network is the next one
  --state DIR       state folder (.state)
  --origin URL      what QRs and links start with
  --clock-offset D  moves the clock, e.g. +3d, -12h, 90m or milliseconds (CLK-1)
  --no-https        serve http on localhost only
  --no-seed         leave an empty system empty
  --help            this text`;

const values = readOptions();
if (values.help) {
  console.log(USAGE);
  process.exit();
}

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_534) {
  console.error(`"${values.port}" is no port: a whole number up to 65534 is needed.`);
  process.exit(2);
}
const stateDir = resolve(values.state);
let server: RunningServer | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.log("\nstopping …");
  await server?.stop();
  process.exit();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

try {
  const started = performance.now();
  const clockOffsetMs = parseOffset(values["clock-offset"]);
  server = await startServer({
    stateDir,
    port,
    https: !values["no-https"],
    clockOffsetMs,
    ...(values.origin === undefined ? {} : { origin: values.origin }),
  });
  const demo = values["no-seed"] ? undefined : await demoOf(server, stateDir, console.log);
  console.log(`✓ ready ${seconds(started)}\n`);
  announce(server, demo, clockOffsetMs);
} catch (error) {
  console.error((error as Error).message);
  await server?.stop();
  process.exit(1);
}

/** The options, or their list where one is unknown or lacks its value. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: String(DEFAULT_PORT) },
        state: { type: "string", default: ".state" },
        origin: { type: "string" },
        "clock-offset": { type: "string", default: "0" },
        "no-https": { type: "boolean", default: false },
        "no-seed": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function announce(running: RunningServer, demo: Demo | undefined, clockOffsetMs: number): void {
  const pages = [
    ["wallet", "/wallet/"],
    ["counter", "/counter/"],
    ["back offices", "/admin/"],
    ["API reference", "/api/docs"],
    ["dev inbox (SMS)", "/dev/inbox"],
  ] as const;
  for (const [title, path] of pages) {
    const onNetwork = running.httpsUrl === undefined ? "" : `   ${running.httpsUrl}${path}`;
    console.log(`  ${title.padEnd(16)} ${(running.url + path).padEnd(36)}${onNetwork}`);
  }
  if (running.httpsUrl !== undefined) {
    console.log(`\n  On a phone in the same network open ${running.httpsUrl}/wallet/ and accept or install`);
    console.log(`  the certificate ${join(stateDir, "certificate.crt")} (README, "On a phone").`);
  }
  if (demo !== undefined) {
    console.log("\n  Demo accounts");
    for (const each of demo.accounts) {
      console.log(
        `  ${each.app.padEnd(10)} ${each.signIn.padEnd(24)} ${(each.password ?? "code by SMS").padEnd(20)} ${each.who}`,
      );
    }
  }
  if (demo?.accounts.some((each) => each.appSecret !== undefined)) {
    console.log("\n  The secretariat's accounts ask for the code of an authenticator app as well:");
    console.log("  npm run codes says the codes of this moment.");
  }
  if (clockOffsetMs !== 0) {
    console.log(`\n  The clock stands at ${new Date(Date.now() + clockOffsetMs).toISOString()}.`);
  }
  console.log(`\n  Everything is kept in ${stateDir}. Ctrl-C stops.`);
}
