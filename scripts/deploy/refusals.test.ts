import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newSecrets } from "../state-folder.ts";
import type { FakeCloudflare } from "./cloudflare.testing.ts";
import type { Deployment } from "./deploy.ts";
import { Operator, ORIGIN, ROOT } from "./operator.testing.ts";
import { MONEY_CLASSES } from "./refusals.ts";
import { readWanted } from "./wanted.ts";

let operator: Operator;
let cloudflare: FakeCloudflare;

/** What wrangler.toml would be, and what came of it. */
async function refusedWith(
  change: (toml: string) => string,
  changed: Partial<Deployment> = {},
  origin = ORIGIN,
) {
  const root = operator.path("root");
  mkdirSync(root, { recursive: true });
  const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
  expect(change(toml) === toml).toBe(change === asItIs);
  writeFileSync(join(root, "wrangler.toml"), change(toml));
  const { accountId } = cloudflare.access;
  const outcome = await operator.deploy({
    wanted: readWanted(root, { accountId, origin, vars: {} }),
    ...changed,
  });
  return "refusals" in outcome ? outcome.refusals.map(({ code }) => code) : [];
}
const asItIs = (toml: string) => toml;

describe("OPS-2: refused, and nothing is changed", () => {
  let changes = 0;
  beforeAll(async () => {
    operator = await new Operator().begin();
    cloudflare = operator.cloudflare;
    await operator.deploy();
    changes = cloudflare.changes.length;
  });
  afterEach(() => expect(cloudflare.changes).toHaveLength(changes));
  afterAll(() => operator.end());

  test("ACT-1: to delete, rename, leave out or rebind the class of a money actor", async () => {
    const ended = (state: string) => (toml: string) =>
      toml.replace(
        '[exports.FundActor]\ntype = "durable-object"\nstorage = "sqlite"',
        `[exports.FundActor]\n${state}`,
      );
    const deleted = ended('type = "durable-object"\nstate = "deleted"');
    const renamed = ended('type = "durable-object"\nstate = "renamed"\nrenamed_to = "PurseActor"');
    const gone = (toml: string) =>
      toml.replace('[exports.FundActor]\ntype = "durable-object"\nstorage = "sqlite"\n', "");
    const rebound = (toml: string) => toml.replace('class_name = "FundActor"', 'class_name = "FeedActor"');
    const byMigration = (toml: string) =>
      `${toml.replace(/\[exports\.[\s\S]*?sqlite"\n/g, "")}\n[[migrations]]\ntag = "v2"\ndeleted_classes = ["CouponActor"]\n`;
    for (const change of [deleted, renamed, gone]) expect(await refusedWith(change)).toEqual(["money-class"]);
    expect(await refusedWith(rebound)).toContain("money-class");
    expect(await refusedWith(byMigration)).toContain("money-class");
    expect([...cloudflare.namespaces.keys()]).toContain("FundActor");
    expect(await refusedWith(asItIs)).toEqual([]);
  });

  test("CLK-1: a moved clock, and a machine that isn't production", async () => {
    const moved = (toml: string) => toml.replace('CLOCK_OFFSET_MS = "0"', 'CLOCK_OFFSET_MS = "86400000"');
    const local = (toml: string) => toml.replace('ENVIRONMENT = "production"', 'ENVIRONMENT = "local"');
    expect(await refusedWith(moved)).toEqual(["clock-offset"]);
    expect(await refusedWith(local)).toEqual(["environment"]);
  });

  test("OPS-8: a region in a database of its own, as long as not all of it can be there", async () => {
    const pinned = (toml: string) =>
      toml.replace("[vars]", `[vars]\nREGION_DATABASES = '{"7k3m9qxw2p4d":"DB_2"}'`);
    expect(await refusedWith(pinned)).toEqual(["region-database"]);
  });

  test("an address that isn't https to a public host, or not the one that printed QRs lead to", async () => {
    for (const origin of [
      "http://pay.example.jp",
      "https://tegata.invalid",
      "https://localhost",
      "https://10.0.0.1",
    ])
      expect(await refusedWith(asItIs, {}, origin)).toEqual(["origin"]);
    for (const origin of ["https://pay.example.jp/", "https://pay.example.jp:8443"])
      expect(await refusedWith(asItIs, {}, origin)).toEqual(["origin"]);
    expect(await refusedWith(asItIs, {}, "https://other.example.jp")).toEqual(["origin"]);
    cloudflare.domains.set("other.example.jp", "somebody-elses-worker");
    const moves = { movesOrigin: true, dryRun: true };
    expect(await refusedWith(asItIs, moves, "https://other.example.jp")).toEqual(["domain-of-another"]);
    cloudflare.domains.delete("other.example.jp");
    expect(await refusedWith(asItIs, moves, "https://other.example.jp")).toEqual([]);
  });

  test("keys of tests, of a laptop, of one letter, too short, or in the clear", async () => {
    const kept = operator.secrets();
    const tests = readFileSync(join(ROOT, "vitest.config.ts"), "utf8");
    const published = /d: "(nWGx[^"]+)"/.exec(tests)?.[1];
    const good = Object.fromEntries(Object.entries(newSecrets()));
    const ofLaptop = Object.fromEntries(Object.entries(newSecrets()));
    for (const bad of [
      { PEPPERS: JSON.stringify({ "1": btoa("p".repeat(32)) }) },
      { SESSION_KEY: `${good.SESSION_KEY} ${btoa("s".repeat(32))}` },
      { OPERATOR_KEY: "short" },
      { ISSUE_KEYS: ofLaptop.ISSUE_KEYS },
      { ARCHIVE_SIGNING_KEY: JSON.stringify({ kty: "OKP", d: published }) },
    ]) {
      operator.write("secrets.json", JSON.stringify({ ...good, ...bad }));
      expect(await refusedWith(asItIs, { ofLaptop })).toEqual(["unfit-secret"]);
    }
    operator.write("secrets.json", JSON.stringify(good));
    const inTheClear = (toml: string) => toml.replace("[vars]", '[vars]\nPHONE_KEY = "x"');
    expect(await refusedWith(inTheClear, { ofLaptop })).toEqual(["unfit-secret"]);
    operator.write("secrets.json", JSON.stringify(kept));
  });

  test("another database or log than the one that is deployed, and a queue that another Worker reads", async () => {
    cloudflare.databases.set("copy", { id: "another", sqlite: new DatabaseSync(":memory:") });
    const other = (toml: string) => toml.replace('database_name = "tegata"', 'database_name = "copy"');
    const log = (toml: string) => toml.replace('bucket_name = "tegata-log"', 'bucket_name = "tegata-log-2"');
    expect(await refusedWith(other)).toEqual(["other-store"]);
    expect(await refusedWith(log)).toEqual(["other-store"]);
    expect(await refusedWith(log, { movesStore: true, dryRun: true })).toEqual([]);
    cloudflare.queues.get("jobs")?.readers.push({ id: "c", worker: "another" });
    expect(await refusedWith(asItIs)).toEqual(["queue-read-by-another"]);
    cloudflare.queues.get("jobs")?.readers.pop();
  });

  test("OPS-3: a lost secret that something stands on is not made anew", async () => {
    cloudflare.databases
      .get("tegata")
      ?.sqlite.exec("insert into region (id, name, created_at_ms) values ('7k3m9qxw2p4d', 'R', 1)");
    rmSync(operator.path("secrets.json"));
    for (const binding of cloudflare.live?.bindings ?? [])
      if (binding.name === "PEPPERS" || binding.name === "VAPID_KEY") binding.type = "gone";
    expect(await refusedWith(asItIs)).toEqual(["lost-secret"]);
    expect(operator.said.join("\n")).toContain("PEPPERS is neither on Cloudflare nor in the file");
    expect(operator.said.join("\n")).not.toContain("VAPID_KEY is neither");
  });

  test("a token that opens nothing, or another account, is an error and no empty account", async () => {
    await expect(operator.deploy({ access: { ...cloudflare.access, token: "wrong" } })).rejects.toThrow(
      "401",
    );
    await expect(
      operator.deploy({ access: { ...cloudflare.access, accountId: "f".repeat(32) } }),
    ).rejects.toThrow("404");
  });
});

test("OPS-2, ACT-1: what may never be deleted are the actors that keep a journal", () => {
  const keepJournals = globSync("durable-objects/*/actor.ts", { cwd: ROOT }).flatMap((path) =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(/class (\w+) extends DurableObject<MoneyEnv>/g)].map(
      (match) => match[1],
    ),
  );
  expect(keepJournals.sort()).toEqual([...MONEY_CLASSES].sort());
});
