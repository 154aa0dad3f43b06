import { env } from "cloudflare:test";
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { Env } from "../env.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { dying } from "../queue/dying.actor.testing.ts";
import { project } from "../queue/projection.ts";
import { PART_BYTES } from "./parts.ts";
import { runReport } from "./run.ts";

const NOON = Date.UTC(2026, 10, 20, 3, 4, 5);
const pay = (amountYen: number, more: Partial<Link> = {}): Link => ({
  kind: "pay",
  amountYen: -amountYen,
  detail: { storeId: "store", tillId: "till", rules: 1 },
  atMs: NOON,
  ...more,
});

async function ask(id: string, params: Record<string, unknown> = {}, programme = "programme"): Promise<void> {
  await env.DB.prepare(
    `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms)
     values (?1, 'region', ?2, 'report', ?3, 'queued', 0, 0, 'staff', 0)`,
  )
    .bind(
      id,
      programme,
      JSON.stringify({
        kind: "transactions",
        from: "2026-11-01",
        to: "2026-11-30",
        ...params,
      }),
    )
    .run();
}

interface Job {
  readonly state: string;
  readonly written: number;
  readonly total: number;
  readonly file_key: string;
  readonly file_name: string;
  readonly file_bytes: number;
  readonly file_sha256: string;
}
const jobOf = async (id: string) =>
  (await env.DB.prepare("select * from job where id = ?1").bind(id).first<Job>()) as Job;

async function fileOf(id: string): Promise<Uint8Array> {
  const file = await env.FILES.get((await jobOf(id)).file_key);
  return new Uint8Array(await (file as R2ObjectBody).arrayBuffer());
}
const linesOf = (bytes: Uint8Array, encoding: string) =>
  new TextDecoder(encoding, { ignoreBOM: true, fatal: true }).decode(bytes).split("\r\n");

let coupon: JournalEntry[] = [];
let wallet: JournalEntry[] = [];

beforeAll(async () => {
  await env.DB.batch(
    [
      "insert into programme values ('programme', 'region', 'open', 0)",
      `insert into programme_version values ('programme', 1, 'region', 0,
         '{"name":"潮見県 旅クーポン","payName":"しおさいPay","unitWord":"円"}', 0, null, null)`,
      `insert into store (id, region_id, organisation_id, name, kana, address, municipality, industry, accepts, state, created_at_ms) values ('store', 'region', 'org', '=港の食堂, 本店', 'ミナト', 'x', 'm', 'i', 'mpm+cpm', 'open', 0)`,
      "insert into till values ('till', 'region', 'store', 3, 0, null)",
      "insert into coupon values ('programme', 17, 'region', 'issue', 'coupon-a', 1, '1', 0, 3000, 'issuer', 'branch', null, '2026-12-31', '')",
    ].map((sql) => env.DB.prepare(sql)),
  );
  coupon = chainOf("coupon-a", [
    { kind: "open", amountYen: 3_000, atMs: NOON },
    pay(1_200),
    {
      kind: "reverse",
      amountYen: 200,
      atMs: NOON + 1,
      detail: { payment: "coupon-a-2", mode: "refund", storeId: "store", tillId: "till" },
    },
    {
      kind: "charge-pending",
      amountYen: -2_000,
      atMs: NOON + 2,
      detail: { target: "wallet-a", command: {} },
    },
    { kind: "charge-posted", amountYen: 0, atMs: NOON + 3, detail: { parent: "coupon-a-4" } },
  ]);
  wallet = chainOf(
    "wallet-a",
    [
      {
        kind: "credit",
        amountYen: 2_000,
        atMs: NOON + 3,
        detail: { parent: "coupon-a-4", source: "coupon-a", from: "coupon", origin: "charge" },
      },
      {
        kind: "credit",
        amountYen: 500,
        atMs: NOON + 4,
        detail: { parent: "g", source: "programme", from: "fund", origin: "grant" },
      },
      pay(700, { operationId: "two-lots", atMs: NOON + 5 }),
      pay(100, { operationId: "two-lots", line: 1, atMs: NOON + 5, expiresOn: "2027-01-31" }),
      pay(9, { atMs: Date.UTC(2026, 10, 30, 15) }),
    ],
    { actorClass: "wallet" },
  );
  await project(env.DB, [...coupon, ...wallet], "log", NOON);
  // A programme of its own: totals, and with them a report's progress, are kept by programme.
  await project(
    env.DB,
    chainOf("elsewhere", [pay(5)], { regionId: "other", programmeId: "elsewhere" }),
    "log",
    NOON,
  );
});

describe("the transactions file", () => {
  test("S5: holds exactly the movements of the programme between the dates, receipts and holders without persons", async () => {
    await ask("small");
    await runReport(env, "small");
    const job = await jobOf("small");
    expect(job).toMatchObject({
      state: "done",
      written: 6,
      total: 6,
      file_name: "transactions-2026-11-01-2026-11-30.csv",
    });
    const bytes = await fileOf("small");
    expect(job.file_bytes).toBe(bytes.length);
    expect(job.file_sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    const [headings, ...rows] = linesOf(bytes, "utf-8");
    expect(headings?.startsWith("\uFEFF営業日,日付,時刻,種別,事業,")).toBe(true);
    const store = `"'=港の食堂, 本店",store,3`;
    const paper = receiptNumber(coupon[1]?.hash as string);
    const app = receiptNumber(wallet[2]?.hash as string);
    const day = (time: string, kind: string) => `2026-11-20,2026-11-20,${time},${kind},潮見県 旅クーポン`;
    expect(rows).toEqual([
      `${day("12:04:05", "決済")},紙,17,${store},1200,円,${paper},coupon-a-2,0,,2026-12-31,`,
      `${day("12:04:05", "返金")},紙,17,${store},-200,円,${paper},coupon-a-3,0,coupon-a-2,2026-12-31,`,
      `${day("12:04:05", "チャージ")},紙,17,,,,2000,円,,coupon-a-4,0,,2026-12-31,`,
      `${day("12:04:05", "付与")},アプリ,ウォレット,,,,500,円,,wallet-a-2,0,,2026-12-31,`,
      `${day("12:04:05", "決済")},アプリ,ウォレット,${store},700,円,${app},two-lots,0,,2026-12-31,`,
      `${day("12:04:05", "決済")},アプリ,ウォレット,${store},100,円,${app},two-lots,1,,2027-01-31,`,
      "",
    ]);
  });

  test("S5: reads as Shift_JIS where that is asked for", async () => {
    await ask("sjis", { format: "csv-shift-jis", from: "2026-12-01", to: "2026-12-01" });
    await runReport(env, "sjis");
    const [headings, row, end] = linesOf(await fileOf("sjis"), "shift_jis");
    expect(headings?.startsWith("営業日,日付")).toBe(true);
    expect(row).toContain("2026-12-01,2026-12-01,00:00:00,決済,潮見県 旅クーポン,アプリ,ウォレット");
    expect(end).toBe("");
  });

  test("WHO-1: a job of another region finds nothing", async () => {
    await env.DB.prepare(
      `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms)
       values ('foreign', 'nowhere', 'programme', 'report', ?1, 'queued', 0, 0, 's', 0)`,
    )
      .bind(JSON.stringify({ kind: "transactions", from: "2026-11-01", to: "2026-11-30" }))
      .run();
    await runReport(env, "foreign");
    expect(await jobOf("foreign")).toMatchObject({ state: "done", written: 0, total: 0 });
    expect(linesOf(await fileOf("foreign"), "utf-8")).toHaveLength(2);
  });

  test("B13: made again it is the same file; rows that come later don't change one under way", async () => {
    await ask("again");
    await runReport(env, "again");
    expect((await jobOf("again")).file_sha256).toBe((await jobOf("small")).file_sha256);
  });

  test("S5: goes on from the last finished part after a kill, and ends as if there had been none", async () => {
    // A long programme name makes enough bytes for three parts out of few rows.
    const rows = 4_500;
    const name = "長".repeat(900);
    await env.DB.batch([
      env.DB.prepare("insert into programme values ('big', 'region', 'open', 0)"),
      env.DB.prepare(
        `insert into programme_version values ('big', 1, 'region', 0,
           json_object('name', ?1, 'payName', 'P', 'unitWord', '円'), 0, null, null)`,
      ).bind(name),
    ]);
    const chain = chainOf(
      "big",
      [{ kind: "open", amountYen: rows }, ...Array.from({ length: rows }, () => pay(1))],
      { programmeId: "big" },
    );
    await project(env.DB, chain, "log", NOON);

    await ask("whole", {}, "big");
    await runReport(env, "whole");
    const whole = await jobOf("whole");
    expect(whole).toMatchObject({ state: "done", written: rows, total: rows });
    expect(whole.file_bytes).toBeGreaterThan(2 * PART_BYTES);

    // Killed: R2 takes two parts and then the worker is gone, without letting go of the job.
    await ask("killed", {}, "big");
    let parts = 0;
    const dying = new Proxy(env.FILES, {
      get: (target, property) => {
        if (property !== "resumeMultipartUpload") return Reflect.get(target, property).bind(target);
        return (key: string, id: string) => {
          const upload = target.resumeMultipartUpload(key, id);
          return {
            uploadPart: (number: number, bytes: Uint8Array) => {
              parts += 1;
              return parts > 2 ? Promise.reject(new Error("killed")) : upload.uploadPart(number, bytes);
            },
          };
        };
      },
    });
    await expect(
      runReport({ ...env, FILES: dying }, "killed").catch((error: Error) => {
        throw new Error(error.message);
      }),
    ).rejects.toThrow("killed");
    const half = await jobOf("killed");
    expect(half.state).toBe("running");
    expect(half.written).toBeGreaterThan(0);
    // What came meanwhile is not in the file.
    await project(env.DB, chainOf("late", [pay(1)], { programmeId: "big" }), "log", NOON);
    await runReport(env, "killed");
    expect(await jobOf("killed")).toMatchObject({
      state: "done",
      written: rows,
      file_sha256: whole.file_sha256,
    });
  }, 60_000);

  test("S5: a worker that dies between its last part and the joining leaves a file that the next one ends", async () => {
    await ask("unjoined");
    const dying = new Proxy(env.FILES, {
      get: (target, property) =>
        property === "head"
          ? () => Promise.reject(new Error("killed"))
          : Reflect.get(target, property).bind(target),
    });
    await expect(
      runReport({ ...env, FILES: dying }, "unjoined").catch((error: Error) => {
        throw new Error(error.message);
      }),
    ).rejects.toThrow("killed");
    expect((await jobOf("unjoined")).state).toBe("running");
    await runReport(env, "unjoined");
    const { written, total, file_sha256 } = await jobOf("small");
    expect(await jobOf("unjoined")).toMatchObject({ state: "done", written, total, file_sha256 });
  });

  test("S5: killed after any of its calls, it ends with the whole file and says how long it is", async () => {
    const { written, total, file_sha256 } = await jobOf("small");
    let died = 0;
    for (let calls = 1; ; calls++) {
      const id = `killed-${calls}`;
      await ask(id);
      const end = await runReport(dying(env as unknown as Env, calls), id).then(
        () => "ended",
        () => "killed",
      );
      if (end === "ended") break;
      died += 1;
      await env.DB.prepare("update job_work set lease_until_ms = 0 where job_id = ?1").bind(id).run();
      await runReport(env, id);
      expect(await jobOf(id), `after ${calls} calls`).toMatchObject({
        state: "done",
        written,
        total,
        file_sha256,
      });
    }
    expect(died).toBeGreaterThan(5);
  });

  test("S5: only one worker makes a file; another one comes again later", async () => {
    await ask("held");
    await env.DB.prepare("insert into job_work values ('held', 'report', 'running', '{}', ?1, 0)")
      .bind(Date.now() + 60_000)
      .run();
    await expect(
      runReport(env, "held").catch((error: Error) => Promise.reject(new Error(error.message))),
    ).rejects.toThrow("another worker");
  });

  test("PRJ-1: asked for through the queue, it is made", async () => {
    await ask("queued");
    await env.JOBS_QUEUE.send({ kind: "report", jobId: "queued" });
    await vi.waitUntil(async () => (await jobOf("queued")).state === "done", { timeout: 20_000 });
  }, 30_000);
});
