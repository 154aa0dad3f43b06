/**
 * `npm run screens` first, then `npm run pictures`: takes the README's pictures from the newest run.
 */
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FROM = fileURLToPath(new URL("../dist/screens/", import.meta.url));
const TO = fileURLToPath(new URL("../docs/pictures/", import.meta.url));

/** One picture of each app's heart. */
const PICTURES = [
  "wallet-home",
  "wallet-charge",
  "wallet-paid",
  "counter-home-arrived",
  "counter-confirm",
  "admin-issue-filled",
  "admin-figures",
];

mkdirSync(TO, { recursive: true });
for (const name of PICTURES) {
  const picture = join(FROM, `${name}.png`);
  if (!existsSync(picture)) {
    console.error(`There is no picture of ${name}: run npm run screens first.`);
    process.exit(1);
  }
  copyFileSync(picture, join(TO, `${name}.png`));
}
console.log(`${PICTURES.length} pictures in docs/pictures`);
