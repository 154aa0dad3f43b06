/**
 * docs/operations.md, line by line: every command of it is run as it stands, those for Cloudflare against its API on loopback, the
 * others against a running system. Then the worst of it in earnest: D1 is lost and an older copy put in its place, and all keys are
 * replaced. Through the API and the shell only; no browser. (OPS-1 to OPS-7, BAK-1, BAK-2, PRJ-2)
 */
import { strict as assert } from "node:assert";
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { loadDump } from "../../scripts/backup/sql-dump.ts";
import { FakeCloudflare } from "../../scripts/deploy/cloudflare.testing.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { run as runProgram } from "../../scripts/steps.ts";
import { auditBooks } from "./audit-books.ts";
import { type TestContext, until } from "./harness.ts";
import { rebuild } from "./rebuilt.ts";
import { paidBooks, paidCoupon, type SmallRegion, signedIn } from "./small-region.ts";
import { d1File } from "./sqlite-files.ts";

export const name = "operations";
export const unseeded = true;
export const limitMs = 15 * 60_000;

const ROOT = resolve(import.meta.dirname, "../..");
const FACE = 3_000;
const HOUR_MS = 3_600_000;

export async function run(ctx: TestContext): Promise<void> {
  const cloudflare = await new FakeCloudflare().start();
  try {
    const region = await paidBooks(ctx.server, FACE);
    const guide = new Guide(ctx, cloudflare);
    await guide.walk();
    const copy = await guide.copyOfBooks();
    await restored(ctx, region, copy);
    await rotated(ctx, region);
    assert.deepEqual(cloudflare.unknown, []);
  } finally {
    await cloudflare.stop();
  }
}

/** The guide's command lines, and what its names stand for here. */
class Guide {
  readonly #ctx: TestContext;
  readonly #cloudflare: FakeCloudflare;
  readonly #folder: string;

  constructor(ctx: TestContext, cloudflare: FakeCloudflare) {
    this.#ctx = ctx;
    this.#cloudflare = cloudflare;
    this.#folder = join(ctx.workDir, "deploy");
    mkdirSync(this.#folder, { recursive: true });
    const { accountId } = cloudflare.access;
    writeFileSync(
      join(this.#folder, "settings.json"),
      JSON.stringify({ accountId, origin: "https://pay.example.jp" }),
    );
    writeFileSync(join(ctx.workDir, "towns.csv"), "990027,潮見市,シオミシ\n");
  }

  /** Runs every line, in order. */
  async walk(): Promise<void> {
    const text = readFileSync(join(ROOT, "docs/operations.md"), "utf8");
    const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? "");
    const lines = blocks.flatMap((block) => block.trim().split("\n"));
    assert.ok(lines.length > 25, "the guide's commands are found");
    for (const line of lines) {
      if (line.startsWith("export ")) continue;
      if (line.includes("$COPY ") || line.endsWith("$COPY")) this.#found("COPY", "copies/*.sql");
      if (line.includes("archive -- export")) continue;
      await this.#do(line);
    }
    this.#ctx.log(`${lines.length} lines of the guide, as they stand there`);
  }

  /** What `backup take` makes of the running system's own D1. */
  async copyOfBooks(): Promise<string> {
    const file = join(this.#ctx.workDir, "d1.sqlite");
    await this.#ctx.restart({
      meanwhile: async () => {
        for (const end of ["", "-wal"])
          if (existsSync(d1File(this.#ctx.stateDir) + end))
            copyFileSync(d1File(this.#ctx.stateDir) + end, file + end);
      },
    });
    const database = this.#cloudflare.databases.get("tegata");
    assert.ok(database);
    database.sqlite.close();
    database.sqlite = new DatabaseSync(file);
    await this.#do("npm run backup -- take $BOOKS");
    return globSync(join(this.#ctx.workDir, "books/*.sql"))[0] ?? "";
  }

  async #do(line: string): Promise<void> {
    const [npm, runs, name = "", ...rest] = words(line).map((word) => this.#meant(word));
    assert.deepEqual([npm, runs], ["npm", "run"], line);
    const args = rest[0] === "--" ? rest.slice(1) : rest;
    const forCloudflare = ["deploy", "backup", "secrets"].includes(name);
    const where = forCloudflare ? ["--folder", this.#folder] : [];
    // Built once: a build takes longer than everything else here.
    const built = name === "deploy" && this.#built ? ["--skip-build"] : [];
    const { access } = this.#cloudflare;
    const { code, output } = await runProgram(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        join(ROOT, "scripts", `${name}.ts`),
        ...args,
        ...where,
        ...built,
      ],
      {
        cwd: ROOT,
        env: { CLOUDFLARE_API_TOKEN: access.token, CLOUDFLARE_API_BASE_URL: access.baseUrl },
      },
    );
    assert.equal(code, 0, `${line}\n${output}`);
    this.#built ||= name === "deploy";
    if (name === "region") this.#regionId = JSON.parse(output.trim().split("\n").at(-1) ?? "").regionId;
  }

  #built = false;
  #regionId = "";

  #meant(word: string): string {
    const { workDir, stateDir } = this.#ctx;
    const at = (ms: number) => new Date(ms + 9 * HOUR_MS).toISOString().slice(0, 19);
    const names: Readonly<Record<string, string>> = {
      ".deploy": stateDir,
      $MUNICIPALITIES: join(workDir, "towns.csv"),
      $COPIES: join(workDir, "copies"),
      $BOOKS: join(workDir, "books"),
      $COPY: globSync(join(workDir, "copies/*.sql"))[0] ?? "",
      $MOMENT: at(Date.now() - HOUR_MS),
      $REGION: this.#regionId,
      $FROM: at(Date.now() - HOUR_MS),
      $UNTIL: at(Date.now() + HOUR_MS),
      $TOUCHED: join(workDir, "touched.csv"),
    };
    return names[word] ?? word;
  }

  #found(what: string, pattern: string): void {
    assert.ok(globSync(join(this.#ctx.workDir, pattern)).length > 0, `${what} was made before`);
  }
}

/** A line's words, as a shell takes them apart. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
}

/**
 * BAK-1, PRJ-2: D1 is lost, a copy from before the last payments takes its place, and the books are made again. What was paid since
 * is there; no money moved, and the audit holds.
 */
async function restored(ctx: TestContext, region: SmallRegion, copy: string): Promise<void> {
  const house = await signedIn(ctx.server, "house");
  await paidCoupon({ ...region, house }, FACE, [700]);
  const secretariat = await signedIn(ctx.server, "secretariat");
  await paid(secretariat, region.programmeId, 1_950);
  const rows = (await auditBooks(ctx.stateDir)).journalRows;
  await ctx.restart({
    kill: true,
    meanwhile: async () => {
      const file = d1File(ctx.stateDir);
      for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
      mkdirSync(dirname(file), { recursive: true });
      const db = new DatabaseSync(file);
      await loadDump(copy, db);
      db.close();
    },
  });
  const before = await signedIn(ctx.server, "secretariat");
  assert.equal(await paidYen(before, region.programmeId), 1_250, "the copy knows of no later payment");
  const made = await rebuild(ctx);
  assert.deepEqual([made.journalRows, made.coupons, made.problems], [rows, 2, 0]);
  await paid(before, region.programmeId, 1_950);
  const audit = await auditBooks(ctx.stateDir);
  assert.deepEqual([audit.holds, audit.journalRows], [true, rows], JSON.stringify(audit));
  ctx.log("D1 was lost: a copy in its place, the books made again with what was paid since, the audit holds");
}

/** OPS-7: every key is replaced; who is signed in stays so, a coupon of the old pepper pays, a new one is born in the new. */
async function rotated(ctx: TestContext, region: SmallRegion & { readonly code?: string }): Promise<void> {
  const house = await signedIn(ctx.server, "house");
  const code = await paidCoupon({ ...region, house }, FACE, []);
  await ctx.restart({
    meanwhile: async () => {
      for (const secret of [
        "SESSION_KEY",
        "STORE_QR_KEY",
        "PHONE_KEY",
        "PEPPERS",
        "ISSUE_KEYS",
        "ARCHIVE_SIGNING_KEY",
      ]) {
        const { code: ended, output } = await runProgram(process.execPath, [
          join(ROOT, "scripts/secrets.ts"),
          ...["rotate", secret, "--folder", ctx.stateDir],
        ]);
        assert.equal(ended, 0, output);
      }
    },
  });
  const till = { storeId: region.storeId, tillId: region.tillId };
  const { coupon } = await house.done<{ coupon: { spendableYen: number } }>("POST", "counter/inspect", {
    ...till,
    code,
  });
  assert.equal(coupon.spendableYen, FACE, "signed in as before, and the old coupon is found");
  const secretariat = await signedIn(ctx.server, "secretariat");
  const until = await paidYen(secretariat, region.programmeId);
  await paidCoupon({ ...region, house }, FACE, [400]);
  await paid(secretariat, region.programmeId, until + 400);
  const { keys } = (await (await fetch(`${ctx.url}/api/archive/keys`)).json()) as { keys: unknown[] };
  assert.equal(keys.length, 2, "the archive's old key stays published");
  assert.equal((await auditBooks(ctx.stateDir)).holds, true);
  ctx.log("every key replaced: signed in as before, old and new coupons pay, the audit holds");
}

async function paidYen(secretariat: SeedClient, programmeId: string): Promise<number> {
  return (await secretariat.done<{ paidYen: number }>("GET", `programmes/${programmeId}/figures`)).paidYen;
}

async function paid(secretariat: SeedClient, programmeId: string, yen: number): Promise<void> {
  await until("the payments to be projected", async () => (await paidYen(secretariat, programmeId)) === yen);
}
