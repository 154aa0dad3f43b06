import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { READER_TEST } from "../../web/shared/scanner/reader-profile.ts";
import { issueCodes, staffClient } from "../demo-people.ts";
import { openTill } from "./at-the-till.ts";
import { TABLET, type TestContext } from "./harness.ts";

/**
 * RDR-1 to RDR-3, S12: four hand-held readers that don't type as the till expects are each learnt from one scan of the test
 * code and then take a coupon; what can't be learnt is said, and leaves what was known.
 */
export const name = "reader-set-up";

const STORE = "喫茶 みなと";

/** What a reader makes of a text, as the keys that the page sees. */
interface Reader {
  readonly what: string;
  readonly gapMs: number;
  readonly keys: (text: string) => readonly { readonly key: string; readonly code: string }[];
}

const plain = (text: string) => Array.from(text, (key) => ({ key, code: codeOf(key) }));
const ENTER = { key: "Enter", code: "Enter" };
/** A US reader on a machine with a Japanese layout. */
const ON_JIS: Readonly<Record<string, string>> = { ":": "+", _: "=", "=": "^", "&": "'" };

const READERS: readonly Reader[] = [
  { what: "it pauses for 150 ms", gapMs: 150, keys: (text) => [...plain(text), ENTER] },
  {
    what: "it sends something before and after, and ends with Tab",
    gapMs: 4,
    keys: (text) => [...plain(`#A${text}!!`), { key: "Tab", code: "Tab" }],
  },
  {
    what: "its layout isn't the machine's",
    gapMs: 4,
    keys: (text) => [...plain(text).map(({ key, code }) => ({ key: ON_JIS[key] ?? key, code })), ENTER],
  },
  {
    what: "the input method is on, and nothing ends a scan",
    gapMs: 4,
    keys: (text) => plain(text).map(({ key, code }) => ({ key: /\d/.test(key) ? "Process" : key, code })),
  },
];

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const codes = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), READERS.length, 3_000);
  const { page, ...device } = await ctx.device("till", { viewport: TABLET });
  device.allow(/status of 401/);
  await openTill(ctx, page, STORE);
  await page.goto(`${ctx.url}/counter/settings`);
  await page.getByRole("link", { name: "読み取り機を設定する" }).click();
  await page.getByText("読み取るのを待っています").waitFor();

  for (const [i, reader] of READERS.entries()) {
    await page.goto(`${ctx.url}/counter/settings/reader`);
    await page.getByRole("img", { name: "ためしのQR" }).waitFor();
    await send(page, reader, READER_TEST);
    await page.getByText("おぼえました").waitFor();
    await send(page, reader, READER_TEST);
    await page.getByText("2回、正しく読めました。").waitFor();
    await page.getByRole("link", { name: "もどる" }).click();
    await page.getByText("この端末は、読み取り機をおぼえています。").waitFor();
    await send(page, reader, `${ctx.url}/c/${codes[i]}`);
    await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
    ctx.log(`${reader.what}: learnt, and it takes a coupon`);
  }

  await page.goto(`${ctx.url}/counter/settings/reader`);
  await page.getByRole("img", { name: "ためしのQR" }).waitFor();
  const known = await page.evaluate(() => localStorage.getItem("tegata.counter.reader"));
  await send(page, { what: "", gapMs: 4, keys: plain }, READER_TEST.slice(0, 20));
  await page.getByText("文字が足りません").waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("tegata.counter.reader")), known);
  await page.getByRole("button", { name: "はじめの設定にもどす" }).click();
  await page.getByText("読み取るのを待っています").waitFor();
  ctx.log("what can't be learnt is said; a reader can be forgotten");
}

/** Types as the reader does. Each key says itself when it was pressed: a busy machine is no slow reader. */
async function send(page: Page, reader: Reader, text: string): Promise<void> {
  await page.evaluate(
    ({ keys, gapMs }) => {
      const startMs = performance.now();
      for (const [i, { key, code }] of keys.entries()) {
        const shiftKey = /^[A-Z?_:&%]$/.test(key);
        const press = new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true });
        Object.defineProperty(press, "timeStamp", { value: startMs + i * gapMs });
        document.body.dispatchEvent(press);
      }
    },
    { keys: reader.keys(text), gapMs: reader.gapMs },
  );
}

function codeOf(char: string): string {
  if (/\d/.test(char)) return `Digit${char}`;
  if (/[A-Za-z]/.test(char)) return `Key${char.toUpperCase()}`;
  return { "/": "Slash", ".": "Period", ":": "Semicolon", "-": "Minus" }[char] ?? "";
}
