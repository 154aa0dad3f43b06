import { env } from "cloudflare:workers";
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { beforeAll, expect, test, vi } from "vitest";
import { type PrintPackage, printPackageSchema } from "../../schema/api/print-packages.ts";
import type { IssueId, JobId } from "../../schema/ids.ts";
import { makeRegion } from "../api/world.actor.testing.ts";
import { download } from "../closing/closing.actor.testing.ts";
import { createPrintPackage } from "../data/print-packages.ts";
import type { Env } from "../env.ts";
import { dying } from "../queue/dying.actor.testing.ts";
import { unzipped } from "../reports/unzip.testing.ts";
import { runPrintPackage } from "./run.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const COUPONS = 120;
const PASSPHRASE = "うみ-かぜ-みなと-4821";

let world: Awaited<ReturnType<typeof makeRegion>>;
let issueId: string;
/** The Worker with the font among its files. */
let house: Env;
let asked: { recipient: string; lockedKey: string; second: "none" | "en" };
let made: PrintPackage;

beforeAll(async () => {
  const { default: font } = await import(
    "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf?inline"
  );
  const bytes = await (await fetch(font)).arrayBuffer();
  const files = { fetch: async () => new Response(bytes) } as unknown as Fetcher;
  house = { ...(env as unknown as Env), ASSETS: files };
  world = await makeRegion();
  ({ issueId } = await world.issue(COUPONS, 1_000, false));
  asked = await lockedBy(PASSPHRASE);
  await wanted("pack00000000");
  await runPrintPackage(house, "pack00000000");
  made = await packageOf("pack00000000");
});

/** Writes down that a package is wanted, and leaves it to the test to make it. */
async function wanted(id: string) {
  const done = await createPrintPackage(env.DB, {
    id: id as JobId,
    regionId: world.region.regionId,
    programmeId: world.programmeId,
    issueId: issueId as IssueId,
    params: asked,
    total: COUPONS,
    createdAtMs: Date.now(),
    createdBy: "nobody",
  });
  expect(done).toBe(true);
}

async function packageOf(id: string): Promise<PrintPackage> {
  const { rows } = await world.desk.read(`issues/${issueId}/packages`);
  return printPackageSchema.parse(rows.find((row: PrintPackage) => row.packageId === id));
}

/** As the browser does it, with less work for who guesses. */
async function lockedBy(passphrase: string) {
  const identity = await generateX25519Identity();
  const lock = new Encrypter();
  lock.setPassphrase(passphrase);
  lock.setScryptWorkFactor(8);
  return {
    recipient: await identityToRecipient(identity),
    lockedKey: armor.encode(await lock.encrypt(identity)),
    second: "en" as const,
  };
}

/** What a printing house has after it typed the passphrase. */
async function opened(files: ReadonlyMap<string, Uint8Array>) {
  const key = new Decrypter();
  key.addPassphrase(PASSPHRASE);
  const locked = new TextDecoder().decode(files.get("key.age"));
  const identity = await key.decrypt(armor.decode(locked), "text");
  return async (name: string) => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(files.get(name) as Uint8Array);
  };
}

async function zipOf(packageId: string) {
  const zip = await download(world.desk, `issues/${issueId}/packages/${packageId}/file`);
  return unzipped(zip);
}

test("PRN-5: a package holds one list of all codes and the sheets in files of at most 50, each encrypted", async () => {
  const files = await zipOf(made.packageId);
  expect([...files.keys()]).toEqual([
    "README.txt",
    "key.age",
    "codes.csv.age",
    "sheets/001-050.pdf.age",
    "sheets/051-100.pdf.age",
    "sheets/101-120.pdf.age",
  ]);
  expect(made).toMatchObject({ written: COUPONS, total: COUPONS, file: { gone: false } });
  const open = await opened(files);
  const csv = new TextDecoder().decode(await open("codes.csv.age"));
  const lines = csv.trimEnd().split("\r\n");
  expect(lines).toHaveLength(1 + COUPONS);
  const { sheets } = await world.desk.read(`issues/${issueId}/sheets?limit=200`);
  for (const at of [0, 60, COUPONS - 1]) {
    const { couponId, code, qrText, faceYen, expiresOn } = sheets[at];
    const grouped = code.match(/\d{4}/g).join("-");
    expect(lines[1 + at]).toBe(`${couponId},${grouped},${qrText},${faceYen},${expiresOn}`);
  }
  for (const name of [...files.keys()].slice(3))
    expect(new TextDecoder("latin1").decode((await open(name)).subarray(0, 5))).toBe("%PDF-");
});

test("PRN-6: another passphrase opens nothing", async () => {
  const files = await zipOf(made.packageId);
  const key = new Decrypter();
  key.addPassphrase(`${PASSPHRASE}?`);
  const locked = armor.decode(new TextDecoder().decode(files.get("key.age")));
  await expect(key.decrypt(locked)).rejects.toThrow();
});

test("PRN-6: no code lies in R2 or D1 in clear, and the single parts are gone once they are packed", async () => {
  const { sheets } = await world.desk.read(`issues/${issueId}/sheets?limit=200`);
  const codes: string[] = sheets.flatMap(({ code }: { code: string }) => [
    code,
    code.match(/\d{4}/g)?.join("-"),
  ]);
  const { objects } = await env.FILES.list({ prefix: `print/${world.region.regionId}/` });
  expect(objects.map(({ key }) => key)).toEqual([`print/${world.region.regionId}/${made.packageId}.zip`]);
  const texts = [await (await env.FILES.get(objects[0]?.key ?? ""))?.arrayBuffer()].map((bytes) =>
    new TextDecoder("latin1").decode(bytes),
  );
  const { results } = await env.DB.prepare(
    "select w.work as a, j.params as b from job j join job_work w on w.job_id = j.id where j.issue_id = ?1",
  )
    .bind(issueId)
    .all<{ a: string; b: string }>();
  expect(results).toHaveLength(1);
  for (const { a, b } of results) texts.push(a, b);
  for (const code of codes) expect(texts.some((text) => text.includes(code))).toBe(false);
});

test("PRN-5: killed after any of its calls it goes on and ends whole", async () => {
  for (const calls of [2, 6, 9, 14, 20, 26]) {
    const id = `pack00000${String(calls).padStart(3, "0")}`;
    await wanted(id);
    const end = await runPrintPackage(dying(house, calls), id).then(
      () => "ended",
      () => "killed",
    );
    expect([calls, end]).toEqual([calls, "killed"]);
    // What a dead worker held is free after a minute.
    await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(id).run();
    await runPrintPackage(house, id);
    expect((await packageOf(id)).state).toBe("done");
    const open = await opened(await zipOf(id));
    const csv = new TextDecoder().decode(await open("codes.csv.age"));
    expect([calls, csv.trimEnd().split("\r\n").length]).toEqual([calls, 1 + COUPONS]);
    expect((await open("sheets/101-120.pdf.age")).length).toBeGreaterThan(10_000);
  }
});

test("PRN-5: only who issues there gets it, one at a time, and everything is in the log", async () => {
  expect((await world.admin.get(`issues/${issueId}/packages`)).body.code).toBe("issue-not-found");
  expect((await world.admin.post(`issues/${issueId}/packages`, asked)).body.code).toBe("issue-not-found");
  const badKey = { ...asked, lockedKey: "AGE-SECRET-KEY-1QQQ" };
  expect((await world.desk.post(`issues/${issueId}/packages`, badKey)).body.code).toBe("invalid-request");
  const first = await world.desk.done(`issues/${issueId}/packages`, asked);
  expect(first).toMatchObject({ state: "queued", written: 0, total: COUPONS, file: null });
  expect((await world.desk.post(`issues/${issueId}/packages`, asked)).body.code).toBe("file-not-ready");
  const file = await world.desk.get(`issues/${issueId}/packages/${first.packageId}/file`);
  expect(file.body.code).toBe("file-not-ready");
  const { results } = await env.DB.prepare(
    "select distinct action from audit_log where subject_id = ?1 and action like 'issue.package%' order by action",
  )
    .bind(issueId)
    .all<{ action: string }>();
  expect(results.map(({ action }) => action)).toEqual(["issue.package", "issue.package.download"]);
});

test("PRN-5: what was handed over gets no package any more", async () => {
  const { issueId: handedOver } = await world.issue(1, 1_000);
  const reply = await world.desk.post(`issues/${handedOver}/packages`, asked);
  expect(reply.body.code).toBe("issue-not-ready");
});
