import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { ImportBody } from "../../schema/api/imports.ts";
import { makeRegion, type World } from "../api/world.actor.testing.ts";
import { STOP_DRAIN_MS } from "../freezing/issue.ts";
import { readJob } from "../queue/lease.ts";
import { csvLine, encodeCsv } from "../reports/csv.ts";
import { importJobId } from "./import-row.ts";
import { runImport } from "./run.ts";
import {
  applied,
  checked,
  count,
  FAULTS,
  rowsOf,
  STORE_HEADINGS,
  storeCells,
  storeFile,
  until,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

/** Rows of the file, and how many of them go wrong: each way several times, spread over the file. */
const ROWS = 10_000;
const PLANTED = 50;

let world: World;
/** Row of the file to what is to be said of it. */
const planted = new Map<number, (typeof FAULTS)[number]>();
let file: Uint8Array;

beforeAll(async () => {
  world = await makeRegion();
  for (let i = 0; i < PLANTED; i++)
    planted.set(3 + i * 199, FAULTS[i % FAULTS.length] as (typeof FAULTS)[number]);
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const cells = storeCells(i + 1);
    const fault = planted.get(i + 2);
    return fault ? fault[0](cells) : csvLine(cells);
  });
  file = encodeCsv(csvLine(STORE_HEADINGS) + lines.join(""), "shift_jis");
});

describe("a list of ten thousand stores in Shift_JIS", () => {
  let one: ImportBody;

  test("IMP-3: every planted fault is named by row and column before anything is written", async () => {
    const before = await count("store where region_id = ?1", world.region.regionId);
    one = await checked(world.admin, "stores", file);
    expect(one.file.encoding).toBe("shift_jis");
    expect(one).toMatchObject({ state: "ready", rowsRead: ROWS });
    const repeats = [...planted.values()].filter(([, code]) => code === "repeats-row").length;
    expect(new Set([...planted.values()].map(([, code]) => code)).size).toBeGreaterThanOrEqual(10);
    expect(one.totals).toEqual({
      new: ROWS - PLANTED,
      changed: 0,
      same: 0,
      bad: PLANTED - repeats,
      duplicate: repeats,
    });
    const named = [
      ...(await rowsOf(world.admin, one.importId, "state=bad")),
      ...(await rowsOf(world.admin, one.importId, "state=duplicate")),
    ];
    expect(
      named
        .map(({ row, findings }) => [row, findings.map(({ code, column }) => [code, column])])
        .sort(([a], [b]) => Number(a) - Number(b)),
    ).toEqual([...planted].map(([row, [, code, column]]) => [row, [[code, column]]]));
    expect(await count("store where region_id = ?1", world.region.regionId)).toBe(before);
  });

  test("IMP-5: the others are all made, with their tills, each logged", async () => {
    const before = await count("store where region_id = ?1", world.region.regionId);
    one = await applied(world.admin, one);
    const made = ROWS - PLANTED;
    expect(one).toMatchObject({ state: "done", made, totals: { new: 0 } });
    expect(await count("store where region_id = ?1", world.region.regionId)).toBe(before + made);
    expect(await count("audit_log where request_id = ?1", `import:${one.importId}`)).toBe(made);
    const { rows } = await world.admin.read(`stores/managed?text=${encodeURIComponent("食堂70号")}`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      name: "港の食堂70号",
      kana: "ミナトノショクドウ70",
      address: "港町4－70",
      municipality: "990019",
      industry: "M7611",
      accepts: "mpm",
      state: "open",
    });
    expect(rows[0].tills).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  test("IMP-4: the same file brought in again changes nothing", async () => {
    const before = await count("store where region_id = ?1", world.region.regionId);
    const again = await checked(world.admin, "stores", file);
    expect(again.totals).toMatchObject({ new: 0, changed: 0, same: ROWS - PLANTED });
    expect(await applied(world.admin, again, true)).toMatchObject({ made: 0, rewritten: 0 });
    expect(await count("store where region_id = ?1", world.region.regionId)).toBe(before);
  });

  test("IMP-7: the rows that were left out come back with their reasons in front, no cell a formula", async () => {
    const { body, type } = await world.admin.get(`imports/${one.importId}/bad-rows.csv`);
    expect(type).toContain("text/csv");
    const lines = String(body).replace("\uFEFF", "").trimEnd().split("\r\n");
    expect(lines[0]).toBe(`行,理由,${STORE_HEADINGS.join(",")}`);
    expect(lines).toHaveLength(PLANTED + 1);
    expect(lines.find((line) => line.includes("I7611"))).toMatch(
      /^\d+,業種：日本標準産業分類にありません（I7611）,店,/,
    );
  });

  test("IMP-6: taken back, all of them are gone and nothing else", async () => {
    const all = await count("store where region_id = ?1", world.region.regionId);
    const asked = Date.now();
    await world.admin.done(`imports/${one.importId}/undo`, { reason: "ちがう年の一覧でした" });
    const jobId = importJobId.undo(
      one.importId,
      (await world.admin.read(`imports/${one.importId}`)).undoAtMs,
    );
    // Closed by the queue's own worker; the rest when nothing can be under way any more.
    await vi.waitFor(
      async () => {
        const job = await readJob<{ closedAtMs: number | null }>(env.DB, jobId);
        expect([job?.state, job?.work.closedAtMs ?? 0]).toEqual(["queued", expect.any(Number)]);
        expect(job?.work.closedAtMs).toBeGreaterThanOrEqual(asked);
      },
      { timeout: 60_000, interval: 200 },
    );
    await runImport({ ...env, CLOCK_OFFSET_MS: String(STOP_DRAIN_MS + 1_000) }, jobId);
    expect(await world.admin.read(`imports/${one.importId}`)).toMatchObject({ state: "undone", held: 0 });
    expect(await count("store where region_id = ?1", world.region.regionId)).toBe(all - (ROWS - PLANTED));
    expect(await count("till where store_id not in (select id from store)")).toBe(0);
    expect((await world.scan((await world.issue(1)).sheets[0]?.code as string)).coupon).toBeDefined();
  });
});

describe("a list that differs from what is there", () => {
  test("IMP-4: differences are written over only where that is asked for, and taken back with the import", async () => {
    const cells = storeCells(1);
    const list = storeFile([cells.with(0, world.merchant.organisationId).with(1, "磯の茶屋")]);
    await applied(world.admin, await checked(world.admin, "stores", list));
    const other = list.replace("5891", "M7671").replace("港町1－1", "港町１-１");
    const left = await checked(world.admin, "stores", other);
    expect(left.totals).toMatchObject({ new: 0, changed: 1 });
    expect(await applied(world.admin, left)).toMatchObject({ rewritten: 0, totals: { changed: 1 } });
    const industry = async () =>
      (await world.admin.read(`stores/managed?text=${encodeURIComponent("磯の茶屋")}`)).rows.map(
        (row: { industry: string }) => row.industry,
      );
    expect(await industry()).toEqual(["I5891"]);
    const over = await applied(world.admin, await checked(world.admin, "stores", other), true);
    expect(over).toMatchObject({ made: 0, rewritten: 1 });
    expect(await industry()).toEqual(["M7671"]);
    await world.admin.done(`imports/${over.importId}/undo`, { reason: "ちがうファイルでした" });
    await until(world.admin, over.importId, "undone");
    expect(await industry()).toEqual(["I5891"]);
  });

  test("IMP-5: a store that somebody made by hand after the check is not made again", async () => {
    const list = storeFile([storeCells(1).with(1, "浜の茶屋"), storeCells(2).with(1, "沖の茶屋")]);
    const one = await checked(world.admin, "stores", list);
    expect(one.totals.new).toBe(2);
    await world.admin.done("stores", {
      organisationId: world.merchant.organisationId,
      name: "浜の茶屋",
      kana: "ミナトノショクドウ1",
      address: "港町1-1",
      municipality: "990019",
      industry: "I5891",
      accepts: "mpm+cpm",
    });
    expect(await applied(world.admin, one)).toMatchObject({ made: 1, totals: { same: 1 } });
    expect(await count("store where name = '浜の茶屋'")).toBe(1);
  });
});
