/**
 * `npm run secrets`: the secrets of an installation, how many keys each holds, and another key for one of them (OPS-7).
 *
 *   npm run secrets                        what there is; never a value
 *   npm run secrets -- rotate NAME         a new key in use; what the old ones made stays good
 *   npm run secrets -- retire NAME         takes the oldest key out of a ring; what only that one sealed or signed is no good then
 *   --folder DIR                           the operator's files, .deploy without it
 *
 * The file alone is changed; `npm run deploy` sends it. Exit code 0, or 2 where nothing was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSecrets, secretsPath, writeSecrets } from "./deploy/secrets.ts";
import { isRotated, retired, rotated, standingOf } from "./rotation/rotate.ts";
import { newSecrets } from "./state-folder.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: "string", default: ".deploy" } },
});

try {
  const folder = resolve(values.folder);
  const secrets = readSecrets(folder);
  if (Object.keys(secrets).length === 0) throw new Error(`${secretsPath(folder)} is missing or empty`);
  const [command, name, ...more] = positionals;
  if (command === undefined) list(secrets);
  else if ((command === "rotate" || command === "retire") && isRotated(name) && more.length === 0) {
    const before = secrets[name];
    if (before === undefined) throw new Error(`${name} is not in ${secretsPath(folder)}`);
    const after = command === "rotate" ? rotated(name, before, newSecrets()) : retired(name, before);
    if (!after.ok) throw new Error(after.error);
    writeSecrets(folder, { ...secrets, [name]: after.value });
    const { way, keys } = standingOf(name, after.value);
    console.log(`✓ ${name} (${way}) holds ${keys} key${keys === 1 ? "" : "s"} now; npm run deploy sends it`);
    console.log(JSON.stringify({ name, keys }));
  } else throw new Error("usage: npm run secrets [-- rotate NAME | retire NAME] [--folder DIR]");
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function list(secrets: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(secrets)) {
    if (!isRotated(name)) console.log(`• ${name}: given by somebody else`);
    else {
      const { way, keys } = standingOf(name, value);
      console.log(`• ${name}: ${way}, ${keys} key${keys === 1 ? "" : "s"}`);
    }
  }
  console.log(JSON.stringify(Object.keys(secrets)));
}
