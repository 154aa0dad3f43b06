/**
 * The third party's case: three dates of traffic are sealed and archived by the running product, the archive is
 * exported, and the verifier, alone in a folder, accepts it and rejects what was done to it (AUD-7). Then somebody
 * alters the archive where it lies, and the audit names it (AUD-5). Through the API and the shell only; no browser.
 */
import { strict as assert } from "node:assert";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArchiveStatus } from "../../schema/api/archive.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { IdTail } from "../../schema/ids.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { run as runProgram } from "../../scripts/steps.ts";
import { auditBooks } from "./audit-books.ts";
import { type TestContext, until } from "./harness.ts";
import { freshOperation, paidBooks, paidCoupon, signedIn } from "./small-region.ts";

export const name = "archive";
export const unseeded = true;
export const limitMs = 10 * 60_000;

const FACE = 3_000;
const DAY_MS = 86_400_000;
const PHONE = "09012345678";
const script = (file: string) => fileURLToPath(new URL(`../../scripts/${file}`, import.meta.url));

export async function run(ctx: TestContext): Promise<void> {
  const first = businessDate(Date.now());
  const last = addDays(first, 2);
  const region = await paidBooks(ctx.server, FACE);
  await chargeRest(ctx, region.programmeId, region.code);
  // Nothing happens on the second date.
  await ctx.restart({ clockOffsetMs: 2 * DAY_MS });
  const house = await signedIn(ctx.server, "house");
  await paidCoupon({ ...region, house }, FACE, [700]);

  await ctx.restart({ clockOffsetMs: 3 * DAY_MS });
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  await operator.done("POST", "operator/seals", { through: last });
  const status = await until(
    "three dates to be archived",
    async () => {
      await ctx.server.sweep();
      const now = await operator.done<ArchiveStatus>("GET", "operator/archive");
      return now.archivedDays >= 3 && now.unsentDays === 0 && now;
    },
    240_000,
  );
  assert.deepEqual([status.lastDate, status.witness, status.problem], [last, "inbox", null]);
  ctx.log(`${status.archivedDays} dates archived, up to ${status.lastDate}`);

  // Another machine: the verifier alone, the keys and the roots from outside.
  const away = join(ctx.workDir, "away");
  mkdirSync(away, { recursive: true });
  copyFileSync(script("verify-archive.ts"), join(away, "verify-archive.ts"));
  const keys = join(away, "keys.json");
  writeFileSync(keys, await (await fetch(`${ctx.url}/api/archive/keys`)).text());
  const roots = join(away, "roots.json");
  writeFileSync(roots, await (await fetch(`${ctx.url}/api/archive/roots`)).text());
  const inbox = join(away, "inbox.json");
  writeFileSync(inbox, await (await fetch(`${ctx.url}/dev/inbox.json?to=witness`)).text());
  const folder = join(ctx.workDir, "archive");
  const exported = await runProgram(process.execPath, [
    script("archive.ts"),
    "export",
    folder,
    "--state",
    ctx.stateDir,
  ]);
  assert.equal(exported.code, 0, exported.output);
  const shown = await runProgram(process.execPath, [script("archive.ts"), "--state", ctx.stateDir]);
  assert.match(shown.output, new RegExp(`✓ 3 days are archived, up to ${last}`));
  const verified = async (what: string, ...more: string[]) => {
    const program = [join(away, "verify-archive.ts"), what, "--keys", keys, ...more];
    const { code, output } = await runProgram(process.execPath, program, { cwd: away });
    return { code, output, verdict: JSON.parse(output.trimEnd().split("\n").at(-1) ?? "") as Verdict };
  };
  for (const witness of [roots, inbox]) {
    const good = await verified(folder, "--witness", witness);
    assert.equal(good.code, 0, good.output);
    assert.deepEqual([good.verdict.holds, good.verdict.days, good.verdict.witnessed], [true, 3, last]);
  }
  const audit = await auditBooks(ctx.stateDir);
  assert.equal(audit.holds, true, JSON.stringify(audit));
  assert.deepEqual(Object.keys(audit), ["programmes", "actors", "journalRows", "holds", "firstBreak"]);
  const whole = (await verified(folder)).verdict;
  assert.deepEqual([whole.entries, whole.actors], [audit.journalRows, audit.actors]);
  ctx.log(`verified: ${whole.entries} entries of ${whole.actors} actors`);

  const altered = join(ctx.workDir, "altered");
  for (const [title, alter] of alterations(first, last)) {
    cpSync(folder, altered, { recursive: true });
    alter(altered);
    const bad = await verified(altered, "--witness", roots);
    assert.equal(bad.code, 1, `${title}: ${bad.output}`);
    ctx.log(`${title}: ${bad.verdict.firstBreak?.file}: ${bad.verdict.firstBreak?.what}`);
    rmSync(altered, { recursive: true });
  }

  // The same file where the product keeps it.
  const bytes = readFileSync(join(folder, first, "manifest.json"));
  await ctx.restart({
    clockOffsetMs: 3 * DAY_MS,
    meanwhile: async () => {
      const blob = blobOf(join(ctx.stateDir, "data"), bytes);
      writeFileSync(blob, readFileSync(blob, "utf8").replace('"newActors": ', '"newActors":1'));
    },
  });
  const broken = await auditBooks(ctx.stateDir);
  assert.deepEqual([broken.holds, broken.firstBreak?.place], [false, "archive"], JSON.stringify(broken));
}

interface Verdict {
  readonly days: number;
  readonly entries: number;
  readonly actors: number;
  readonly witnessed: string | null;
  readonly holds: boolean;
  readonly firstBreak: { readonly file: string; readonly what: string } | null;
}

function alterations(
  first: string,
  last: string,
): readonly [title: string, alter: (folder: string) => void][] {
  const entries = (folder: string) => join(folder, first, "entries-0001.ndjson.gz");
  return [
    [
      "one changed byte",
      (folder) => {
        const bytes = readFileSync(entries(folder));
        const at = Math.floor(bytes.length / 2);
        bytes[at] = (bytes[at] as number) ^ 1;
        writeFileSync(entries(folder), bytes);
      },
    ],
    ["one removed file", (folder) => rmSync(entries(folder))],
    ["a removed last day", (folder) => rmSync(join(folder, last), { recursive: true })],
    [
      "a removed last day, latest rolled back",
      (folder) => {
        rmSync(join(folder, last), { recursive: true });
        const before = addDays(last as never, -1);
        copyFileSync(join(folder, before, "root.jws"), join(folder, "latest.jws"));
        const [, body = ""] = readFileSync(join(folder, "latest.jws"), "utf8").split(".");
        writeFileSync(join(folder, "latest.json"), Buffer.from(body, "base64url"));
      },
    ],
  ];
}

/** A resident takes what is left of a coupon into a wallet, and pays nothing. */
async function chargeRest(ctx: TestContext, programmeId: string, code: string): Promise<void> {
  const resident = new SeedClient(ctx.url);
  await resident.done("POST", "residents/verification", { phone: PHONE });
  const inbox = await fetch(`${ctx.url}/dev/inbox.json?to=${encodeURIComponent(`+81${PHONE.slice(1)}`)}`);
  const { messages } = (await inbox.json()) as { messages: readonly { text: string }[] };
  const sms = /\d{6}/.exec(messages[0]?.text ?? "")?.[0];
  await resident.done("POST", "residents/session", { phone: PHONE, code: sms });
  const { coupon } = await resident.done<{ coupon: { idTail: IdTail; handle: string } }>(
    "POST",
    "charges/inspect",
    { code },
  );
  const operationId = freshOperation(coupon.idTail);
  await until("the charge to be posted", async () => {
    const body = { operationId, handle: coupon.handle, programmeId };
    return (await resident.done<{ outcome: string }>("POST", "charges", body)).outcome === "done";
  });
}

/** The file in which the local R2 keeps these bytes. */
function blobOf(folder: string, bytes: Buffer): string {
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name);
    if (each.isFile() && !each.name.includes(".sqlite") && readFileSync(path).equals(bytes)) return path;
  }
  throw new Error("the local R2 holds no such object");
}
