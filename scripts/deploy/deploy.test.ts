import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { unseenMigrations } from "../d1-migrations.ts";
import type { FakeCloudflare } from "./cloudflare.testing.ts";
import { Operator, ORIGIN, ROOT } from "./operator.testing.ts";
import { MADE_SECRETS } from "./secrets.ts";
import { readWanted } from "./wanted.ts";

const MIGRATIONS = unseenMigrations([]);

let operator: Operator;
let cloudflare: FakeCloudflare;

beforeEach(async () => {
  operator = await new Operator().begin();
  cloudflare = operator.cloudflare;
});
afterEach(async () => {
  expect(cloudflare.unknown).toEqual([]);
  await operator.end();
});

test("OPS-1, OPS-3: from nothing, everything stands; a second run changes nothing", async () => {
  const first = await operator.deploy();
  expect(first).toMatchObject({ done: true });
  expect([...cloudflare.databases.keys()]).toEqual(["tegata"]);
  expect([...cloudflare.buckets].sort()).toEqual(["tegata-files", "tegata-log"]);
  expect([...cloudflare.queues.values()].map(({ readers }) => readers.map((one) => one.worker))).toEqual([
    ["tegata"],
    ["tegata"],
  ]);
  expect(cloudflare.crons).toEqual(["*/5 * * * *"]);
  expect(cloudflare.domains.get("pay.example.jp")).toBe("tegata");
  const seen = cloudflare.databases
    .get("tegata")
    ?.sqlite.prepare("select name from d1_migrations order by id")
    .all()
    .map((row) => row.name);
  expect(seen).toEqual(MIGRATIONS);
  const live = cloudflare.live;
  expect(live?.bindings.find(({ name }) => name === "PUBLIC_ORIGIN")?.text).toBe(ORIGIN);
  expect(live?.files).toHaveLength(1);

  // The secrets that were made are the operator's and Cloudflare's, and nobody else's.
  expect(Object.keys(operator.secrets()).sort()).toEqual([...MADE_SECRETS].sort());
  expect(statSync(operator.path("secrets.json")).mode & 0o777).toBe(0o600);
  expect(operator.sentSecrets()).toEqual(operator.secrets());
  for (const value of Object.values(operator.secrets()))
    expect(operator.said.join("\n")).not.toContain(value);

  const changes = cloudflare.changes.length;
  expect(await operator.deploy()).toEqual({ steps: [], done: true });
  expect(cloudflare.changes).toHaveLength(changes);
});

test("OPS-1: a dry run says the same steps and changes nothing, here or there", async () => {
  const would = await operator.deploy({ dryRun: true });
  expect(cloudflare.changes).toEqual([]);
  expect(() => statSync(operator.path("secrets.json"))).toThrow("ENOENT");
  expect(operator.said).toContain("▸ would make the database tegata");
  const did = await operator.deploy();
  expect("steps" in would && would.steps).toEqual("steps" in did && did.steps);
});

test("OPS-1: what failed half-way goes on where it ended, with the same secrets and each migration once", async () => {
  cloudflare.failure = { change: "sql", after: 3, status: 500 };
  await expect(operator.deploy()).rejects.toThrow("500");
  const before = operator.secrets();
  cloudflare.failure = { change: "worker", after: 0, status: 400 };
  await expect(operator.deploy()).rejects.toThrow("wrangler could not upload");
  expect(cloudflare.live).toBeUndefined();
  await operator.deploy();
  expect(operator.secrets()).toEqual(before);
  expect(operator.sentSecrets()).toEqual(before);
  const migrated = cloudflare.changes.filter((change) => change.startsWith("sql "));
  expect(migrated).toEqual(MIGRATIONS.map((name) => `sql ${name}`));
  expect(cloudflare.changes.filter((change) => change.startsWith("database"))).toHaveLength(1);
  expect(await operator.deploy()).toEqual({ steps: [], done: true });
});

test("OPS-1: a live version whose queues nobody reads, or that no clock wakes, isn't taken for finished", async () => {
  cloudflare.failure = { change: "reader of jobs", after: 0, status: 400 };
  await expect(operator.deploy()).rejects.toThrow("wrangler could not upload");
  expect(cloudflare.live).toBeDefined();
  expect(await operator.deploy({ dryRun: true })).toMatchObject({
    steps: [
      { kind: "worker", why: expect.arrayContaining(["nobody reads the queue jobs"]) },
      { kind: "domain" },
    ],
  });
  await operator.deploy();
  expect(cloudflare.queues.get("jobs")?.readers).toHaveLength(1);
  expect(await operator.deploy()).toEqual({ steps: [], done: true });
});

test("OPS-8, OPS-9: a second database and another queue in wrangler.toml are made, migrated and read like the first", async () => {
  const root = operator.path("root");
  mkdirSync(root);
  const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
  operator.write(
    "root/wrangler.toml",
    `${toml}
[[d1_databases]]
binding = "DB_2"
database_name = "tegata-2"
database_id = "00000000-0000-0000-0000-000000000002"

[[queues.producers]]
binding = "JOURNAL_QUEUE_2"
queue = "journal-events-2"

[[queues.consumers]]
queue = "journal-events-2"
max_batch_size = 50
`,
  );
  const { accountId } = cloudflare.access;
  const wanted = readWanted(root, { accountId, origin: ORIGIN, vars: {} });
  expect(await operator.deploy({ wanted })).toMatchObject({ done: true });
  const seen = [...cloudflare.databases.values()].map(
    ({ sqlite }) => sqlite.prepare("select count(*) as n from d1_migrations").get()?.n,
  );
  expect(seen).toEqual([MIGRATIONS.length, MIGRATIONS.length]);
  expect(cloudflare.queues.get("journal-events-2")?.readers).toHaveLength(1);
  expect(await operator.deploy({ wanted })).toEqual({ steps: [], done: true });
});

test("OPS-1: other pages, or another secret in the file, are sent; what only Cloudflare has stays", async () => {
  await operator.deploy();
  operator.write("web/index.html", "<!doctype html><title>new</title>");
  expect(await operator.deploy()).toMatchObject({ steps: [{ why: ["code, pages or settings are others"] }] });
  operator.write(
    "secrets.json",
    JSON.stringify({ ...operator.secrets(), MAIL_RELAY_TOKEN: "given by the relay" }),
  );
  expect(await operator.deploy()).toMatchObject({
    steps: [{ why: ["secrets are not there: MAIL_RELAY_TOKEN"] }],
  });
  const sent = operator.sentSecrets();
  // Another machine, without the file.
  rmSync(operator.path("secrets.json"));
  expect(await operator.deploy()).toEqual({ steps: [], done: true });
  operator.write("index.js", "export default { fetch: () => new Response('2') };");
  await operator.deploy();
  expect(operator.sentSecrets()).toEqual(sent);
});
