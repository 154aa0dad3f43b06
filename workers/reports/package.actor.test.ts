import { env } from "cloudflare:workers";
import { createHash } from "node:crypto";
import { compactVerify, importJWK } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { type ReportBody, reportSchema } from "../../schema/api/reports.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { FUND_ACCOUNTS } from "../../schema/fund-account.ts";
import { download, makeTown, sealThrough, type Town } from "../closing/closing.actor.testing.ts";
import type { Env } from "../env.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { dying } from "../queue/dying.actor.testing.ts";
import { project } from "../queue/projection.ts";
import { versionDimensions } from "../sealing/dimensions.ts";
import { runPackage } from "./package.ts";
import { unzipped } from "./unzip.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

let town: Town;
let today: BusinessDate;
let report: ReportBody;
let files: ReadonlyMap<string, Uint8Array>;

const asked = () => ({ programmeId: town.programmeId, from: today, to: today, asOf: today });
const made = (id: string) =>
  vi.waitUntil(
    async () => {
      const now = reportSchema.parse(await town.admin.read(`reports/${id}`));
      return now.state === "done" && now;
    },
    { timeout: 60_000 },
  );
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const text = (name: string) => new TextDecoder().decode(files.get(name));

beforeAll(async () => {
  town = await makeTown();
  await town.pay(town.clerk, town.stores.a, town.codes[0] as string, 2_000);
  await town.pay(town.bakeryClerk, town.stores.c, town.codes[1] as string, 500);
  today = businessDate(Date.now());
  await env.DB.batch(versionDimensions(env.DB, today));
  await sealThrough(today);
  await env.DB.prepare("insert into archive_day values (?1, 1, 'key', 'root', 'signed-root', 1, null)")
    .bind(today)
    .run();
  const { reportId } = await town.admin.done("reports/packages", asked());
  report = await made(reportId);
  files = unzipped(await download(town.admin, `reports/${reportId}/file`));
});

test("RPT-7: a package holds every report, the journal, and one statement for each account", () => {
  const names = [...files.keys()];
  expect(names.slice(-5)).toEqual([
    "archive/roots.txt",
    "archive/keys.json",
    "manifest.json",
    "manifest.jws",
    "SHA256SUMS",
  ]);
  for (const kind of [
    "daily",
    "issuers",
    "stores",
    "payouts",
    "transactions",
    "journal",
    "staff-log",
    "cases",
  ])
    expect(names).toContain(`reports/${kind}.csv`);
  for (const account of FUND_ACCOUNTS) expect(names).toContain(`reports/fund-statement-${account}.csv`);
  expect(names.filter((name) => name.startsWith("reports/fund-statement-allotted-"))).toHaveLength(1);
  expect(text("README.txt")).toContain("sha256sum -c SHA256SUMS");
  expect(text("archive/roots.txt")).toBe("signed-root\n");
  expect(report).toMatchObject({ kind: "audit-package", format: "zip", asOf: today, written: report.total });
});

test("RPT-7: the signature covers the manifest, and the manifest every file with its hash, rows and sums", async () => {
  const manifest = JSON.parse(text("manifest.json"));
  expect(manifest).toMatchObject({
    v: 1,
    format: "tegata-audit-package",
    programme: "旅クーポン",
    asOf: today,
  });
  for (const { name, bytes, sha256: hash } of manifest.files) {
    const file = files.get(name) as Uint8Array;
    expect([name, file.length, sha256(file)]).toEqual([name, bytes, hash]);
  }
  const stores = manifest.files.find(({ name }: { name: string }) => name === "reports/stores.csv");
  expect(stores).toMatchObject({ rows: 2, sums: { netYen: 2_500 } });
  for (const line of text("SHA256SUMS").trimEnd().split("\n")) {
    const [hash, name = ""] = line.split("  ");
    expect([name, sha256(files.get(name) as Uint8Array)]).toEqual([name, hash]);
  }
  const { keys } = JSON.parse(text("archive/keys.json"));
  const { payload, protectedHeader } = await compactVerify(
    text("manifest.jws").trim(),
    await importJWK(keys[0], "EdDSA"),
  );
  expect(protectedHeader.typ).toBe("tegata-audit-package");
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
    v: 1,
    programmeId: town.programmeId,
    asOf: today,
    manifestHash: sha256(files.get("manifest.json") as Uint8Array),
  });
});

/** The hash of the same package and of each file in it, made under a worker that dies after so many calls; nobody logs that it was asked for. */
async function madeAgain(id: string, calls: number) {
  await env.DB.prepare(
    `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms)
     select ?1, region_id, programme_id, kind, params, 'queued', 0, 0, created_by, 0 from job where id = ?2`,
  )
    .bind(id, report.reportId)
    .run();
  const end = await runPackage(dying(env as unknown as Env, calls), id).then(
    () => "ended",
    () => "killed",
  );
  expect([calls, end]).toEqual([calls, calls === Number.POSITIVE_INFINITY ? "ended" : "killed"]);
  await env.DB.prepare("update job_work set lease_until_ms = 0").run();
  const row = () =>
    env.DB.prepare("select state, file_sha256 as hash from job where id = ?1")
      .bind(id)
      .first<{ state: string; hash: string }>();
  await vi.waitUntil(
    async () => {
      await runPackage(env, id).catch(() => {});
      return (await row())?.state === "done";
    },
    { timeout: 60_000 },
  );
  const zip = await env.FILES.get(`reports/${town.region.regionId}/${id}.zip`);
  const hashes = [...unzipped(new Uint8Array(await (zip as R2ObjectBody).arrayBuffer()))].map(
    ([name, content]) => `${name} ${sha256(content)}`,
  );
  return { hashes, whole: (await row())?.hash };
}

test("B13, RPT-7: made again after later payments, and killed after any of its calls, it is the same file", async () => {
  const whole = await madeAgain("whole0000000", Number.POSITIVE_INFINITY);
  // By the journal alone: at a till it would be in the log of staff, whose day isn't over here as it is where a date is sealed.
  const { storeId, tillId } = town.stores.a;
  const later = chainOf(
    "later",
    [
      { kind: "open", amountYen: 1_000 },
      { kind: "pay", amountYen: -700, detail: { storeId, tillId, rules: 1 } },
    ],
    { programmeId: town.programmeId, regionId: town.region.regionId },
  );
  await project(env.DB, later, "log", Date.now());
  for (const [at, calls] of [3, 11, 40, 90, 200, 300].entries())
    expect([calls, await madeAgain(`killed00000${at}`, calls)]).toEqual([calls, whole]);
});

test("RPT-5: its single reports are in no list, and only who reads the log gets it", async () => {
  const { rows } = await town.admin.read("reports?limit=100");
  expect(rows.map(({ kind }: ReportBody) => kind).every((kind: string) => kind === "audit-package")).toBe(
    true,
  );
  const wrong = await town.admin.post("reports/packages", { ...asked(), asOf: "2020-01-01", to: today });
  expect(wrong.body).toMatchObject({ code: "invalid-request", fields: [{ path: "asOf" }] });
});

test("RPT-7: the journal in it follows its chains by the words of the archive's format", () => {
  const [, ...lines] = text("reports/journal.csv").trimEnd().split("\r\n");
  const rows = lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
    ),
  );
  const heads = new Map<string, string>();
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const [, kindOfActor, actor = "", seq, atMs, operation, lineNo, kind, lot, expires, yen, ...rest] = row;
    const [detail, requestHash, result, prevHash = "", hash = ""] = rest;
    const before = heads.get(actor) ?? sha256(new TextEncoder().encode(`journal/1|${kindOfActor}|${actor}`));
    expect(prevHash).toBe(before);
    const own = JSON.stringify([
      "entry/1",
      Number(seq),
      Number(atMs),
      operation,
      Number(lineNo),
      kind,
      lot,
      expires === "" ? null : expires,
      Number(yen),
      detail === "" ? null : JSON.parse(detail as string),
      requestHash === "" ? null : requestHash,
      result === "" ? null : JSON.parse(result as string),
      prevHash,
    ]);
    expect(sha256(new TextEncoder().encode(own))).toBe(hash);
    heads.set(actor, hash);
  }
});
