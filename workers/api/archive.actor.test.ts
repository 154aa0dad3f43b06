import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { archiveDayDetailSchema, archiveDaysSchema, auditRunsSchema } from "../../schema/api/archive.ts";
import { businessDate } from "../../schema/calendar.ts";
import { archiveKey, sha256Hex } from "../archive/format.ts";
import { archiveKeys, readRoot } from "../archive/keys.ts";
import { writeGzipLines } from "../archive/lines.ts";
import { runArchive, startArchive } from "../archive/run.ts";
import type { Env } from "../env.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { appendToLog } from "../queue/log.ts";
import { project } from "../queue/projection.ts";
import { rowsKey } from "../sealing/day-file.ts";
import { makeRegion } from "./world.actor.testing.ts";

const OPERATOR = { authorization: `Bearer ${btoa("o".repeat(32))}` };
const chain = chainOf("archived-coupon", [
  { kind: "open", amountYen: 3_000 },
  { kind: "pay", amountYen: -500 },
]);
const date = businessDate(chain[0]?.atMs ?? 0);

const ask = (path: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(`http://localhost/api/${path}`, { headers });

/** A sealed date of two entries, archived on workerd's own R2, D1 and keys. */
beforeAll(async () => {
  const logKey = await appendToLog(env.LOG, chain, Date.now());
  await project(env.DB, chain, logKey, Date.now());
  const file = writeGzipLines();
  for (const { actor, seq, hash } of chain) file.write(JSON.stringify([actor, seq, hash, logKey]));
  const packed = file.end();
  await env.LOG.put(rowsKey(date), packed);
  await env.DB.prepare(
    `insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms, rows, file_key, file_hash)
     values (?1, 'sealed', 'audit', '[]', 0, 0, 2, ?2, ?3)`,
  )
    .bind(date, rowsKey(date), sha256Hex(packed))
    .run();
  const sent: string[] = [];
  const queue = { send: async (message: { jobId: string }) => void sent.push(message.jobId) };
  const own = { ...env, JOBS_QUEUE: queue } as unknown as Env;
  await startArchive(own);
  await runArchive(own, sent[0] as string);
});

describe("the archive's routes", () => {
  test("AUD-7: keys and roots are for everybody, and the one verifies the other", async () => {
    const { keys } = await (await ask("archive/keys")).json<{ keys: Record<string, string>[] }>();
    expect(keys).toEqual([
      { kty: "OKP", crv: "Ed25519", x: expect.any(String), kid: "rfc8037", alg: "EdDSA", use: "sig" },
    ]);
    const page = await (await ask("archive/roots?limit=1")).json<{
      rows: { date: string; rootHash: string; signedRoot: string }[];
      next: string | null;
    }>();
    expect(page).toMatchObject({ rows: [{ date }], next: null });
    expect(Object.keys(page.rows[0] ?? {})).toEqual(["date", "rootHash", "signedRoot"]);
    const own = await archiveKeys(env);
    const root = own.ok && (await readRoot(page.rows[0]?.signedRoot ?? "", own.value.published));
    expect(root).toMatchObject({
      ok: true,
      value: { date, rootHash: page.rows[0]?.rootHash, previousRootHash: null, entries: 2 },
    });
  });

  test("DSH-5, WHO-1: a region's auditor sees dates, roots and its own sums, never another region's, and hears of a manifest that was altered", async () => {
    for (const path of ["archive/days", `archive/days/${date}`, "verification/audits"])
      expect((await ask(path)).status, path).toBe(401);
    const { admin } = await makeRegion();
    const days = archiveDaysSchema.parse(await admin.read("archive/days"));
    expect(days.rows).toMatchObject([{ date, archived: { rootHash: expect.any(String), sentAtMs: null } }]);
    const read = async () => archiveDayDetailSchema.parse(await admin.read(`archive/days/${date}`));
    expect(await read()).toMatchObject({ intact: true, previousRootHash: null, sums: [] });
    const key = archiveKey.manifest(date);
    const there = await (await env.LOG.get(key))?.text();
    await env.LOG.put(key, `${there} `);
    expect(await read()).toMatchObject({ intact: false, sums: [] });
    await env.LOG.put(key, there ?? "");
    expect((await admin.get("archive/days/2020-01-01")).status).toBe(404);
    expect(auditRunsSchema.parse(await admin.read("verification/audits")).rows).toEqual([]);
  }, 90_000);

  test("AUD-7: the archive itself is the operator's, object by object", async () => {
    for (const path of ["", "/objects", "/objects/latest.json", `/objects/${date}/manifest.json`])
      expect((await ask(`operator/archive${path}`)).status).toBe(401);
    expect(await (await ask("operator/archive", OPERATOR)).json()).toMatchObject({
      kid: "rfc8037",
      witness: "inbox",
      archivedDays: 1,
      lastDate: date,
      waitingDays: 0,
      unsentDays: 1,
      problem: null,
    });
    const { rows } = await (await ask("operator/archive/objects", OPERATOR)).json<{
      rows: { name: string; bytes: number }[];
    }>();
    expect(rows.map((row) => row.name)).toEqual([
      `${date}/entries-0001.ndjson.gz`,
      `${date}/manifest.json`,
      `${date}/root.jws`,
      "latest.json",
      "latest.jws",
    ]);
    for (const row of rows) {
      const reply = await ask(`operator/archive/objects/${row.name}`, OPERATOR);
      const bytes = new Uint8Array(await reply.arrayBuffer());
      const there = await (await env.LOG.get(archiveKey.prefix + row.name))?.arrayBuffer();
      expect([bytes.length, bytes]).toEqual([row.bytes, new Uint8Array(there ?? new ArrayBuffer())]);
    }
  });

  test("AUD-7: nothing else of the log bucket can be had by way of it", async () => {
    for (const name of ["journal", "../sealed", `${date}/..%2F..%2Fsealed`, `${date}/rows.ndjson.gz`]) {
      const { status } = await ask(`operator/archive/objects/${name}`, OPERATOR);
      expect([400, 404, 422]).toContain(status);
    }
  });
});
