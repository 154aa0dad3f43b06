import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  importRowsPageSchema,
  importSchema,
  importsPageSchema,
  MAX_IMPORT_BYTES,
} from "../../schema/api/imports.ts";
import type { RegionId } from "../../schema/ids.ts";
import { makeRegion, op, type World } from "../api/world.actor.testing.ts";
import { databaseOf } from "../data/database.ts";
import { findImport, type ImportFileRow } from "../data/imports.ts";
import { csvLine } from "../reports/csv.ts";
import { beginUndo } from "./begin.ts";
import { runImport } from "./run.ts";
import {
  applied,
  checked,
  count,
  rowsOf,
  storeCells,
  storeFile,
  until,
  upload,
} from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const organisationFile = (...rows: readonly (readonly string[])[]) =>
  [["事業者名", "フリガナ", "種別", "本社名"], ...rows].map((cells) => csvLine(cells)).join("");

describe("bringing a file in", () => {
  test("IMP-1: what is no CSV is refused with the reason and the line, and nothing is kept", async () => {
    const before = await count("csv_import");
    const refused = async (file: string | Uint8Array) => (await upload(world.admin, "stores", file)).body;
    expect(await refused(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toMatchObject({
      code: "file-unreadable",
      fields: [{ path: "file", message: "not-text" }],
    });
    expect(await refused("店名,住所\r\n")).toMatchObject({ fields: [{ path: "file", message: "empty" }] });
    expect(await refused('店名\r\n"港\r\n')).toMatchObject({
      fields: [{ path: "line 2", message: "quote-never-closed" }],
    });
    expect(await refused(new Uint8Array(MAX_IMPORT_BYTES + 1).fill(0x61))).toMatchObject({
      code: "body-too-large",
    });
    const form = await world.admin.send("POST", "imports?kind=stores&fileName=x.csv", "a,b", {
      "content-type": "multipart/form-data; boundary=x",
    });
    expect(form.body.code).toBe("unsupported-media-type");
    expect(await count("csv_import")).toBe(before);
  });

  test("IMP-2: what is not recognised is mapped by hand, and remembered for the next file", async () => {
    const file = storeFile([storeCells(1)]).replace("店舗名,", "のれん,");
    const { body } = await upload(world.admin, "stores", file);
    expect(body.mapping).toMatchObject({ owner: 0, name: null, kana: 2 });
    const path = `imports/${body.importId}/mapping`;
    const incomplete = await world.admin.post(path, { mapping: body.mapping });
    expect(incomplete.body).toMatchObject({
      code: "invalid-request",
      fields: [{ path: "mapping.name", message: "required" }],
    });
    await world.admin.done(path, { mapping: { ...body.mapping, name: 1 } });
    expect((await until(world.admin, body.importId, "ready")).totals).toMatchObject({ new: 1, bad: 0 });
    expect((await upload(world.admin, "stores", file)).body.mapping).toMatchObject({ name: 1 });
  });

  test("IMP-1: a fault far down a file ends the check with its line; another mapping begins anew", async () => {
    const file = `${storeFile([1, 2, 3, 4, 5].map(storeCells))}店,"港`;
    const { body } = await upload(world.admin, "stores", file);
    const path = `imports/${body.importId}/mapping`;
    await world.admin.done(path, { mapping: body.mapping });
    expect(await until(world.admin, body.importId, "unreadable")).toMatchObject({
      fault: { code: "quote-never-closed", line: 7 },
    });
    await world.admin.done(path, { mapping: body.mapping });
    expect(await until(world.admin, body.importId, "unreadable")).toMatchObject({ checks: 2 });
  });

  test("IMP-5: applying asked twice is applying once, and replies are what the contract says", async () => {
    const one = await checked(world.admin, "stores", storeFile([storeCells(9)]));
    const asked = { checks: one.checks };
    await world.admin.done(`imports/${one.importId}/apply`, asked);
    await world.admin.done(`imports/${one.importId}/apply`, asked);
    const done = await until(world.admin, one.importId, "done");
    expect(done.made).toBe(1);
    for (const [schema, body] of [
      [importSchema, done],
      [importsPageSchema, await world.admin.read("imports?limit=2")],
      [importRowsPageSchema, await world.admin.read(`imports/${one.importId}/rows`)],
    ] as const)
      expect(schema.parse(body)).toEqual(body);
  });

  test("IMP-7: a cell that a spreadsheet would run comes back as text", async () => {
    const one = await checked(world.admin, "stores", storeFile([storeCells(3).with(2, "=cmd|'/c calc'!A1")]));
    const { body } = await world.admin.get(`imports/${one.importId}/bad-rows.csv`);
    expect(String(body)).toContain(",'=cmd|'/c calc'!A1,");
  });
});

describe("lists of organisations", () => {
  test("IMP-3: head offices come first, their branches with the next file; stores then find their owner", async () => {
    const file = organisationFile(
      ["潮見ホテル", "ｼｵﾐﾎﾃﾙ", "発行事業者・加盟店", ""],
      ["潮見ホテル 駅前館", "しおみほてる えきまえかん", "", "潮見ホテル"],
      ["みなと銀行", "ミナトギンコウ", "銀行", ""],
    );
    const first = await checked(world.admin, "organisations", file, "shift_jis");
    expect(first.totals).toMatchObject({ new: 1, bad: 2 });
    await applied(world.admin, first);
    const second = await checked(world.admin, "organisations", file, "shift_jis");
    expect(second.totals).toMatchObject({ new: 1, same: 1, bad: 1 });
    await applied(world.admin, second);
    const { rows } = await world.admin.read("organisations?kind=issuer");
    const [head, branch] = ["潮見ホテル", "潮見ホテル 駅前館"].map((name) =>
      rows.find((one: { name: string }) => one.name === name),
    );
    expect(head).toMatchObject({ kana: "シオミホテル", parentId: null, kinds: ["issuer", "merchant"] });
    expect(branch).toMatchObject({ parentId: head.organisationId, kinds: ["issuer", "merchant"] });
    const stores = await checked(world.admin, "stores", storeFile([storeCells(4).with(0, "潮見ホテル")]));
    expect(stores.totals.new).toBe(1);

    const third = await checked(world.admin, "organisations", file, "shift_jis");
    expect(third.totals).toMatchObject({ new: 0, same: 2 });
  });

  test("IMP-6: an organisation with a share, a branch or staff stays, and with it all of its import", async () => {
    const names = ["甲", "乙", "丙", "丁"];
    const one = await applied(
      world.admin,
      await checked(
        world.admin,
        "organisations",
        organisationFile(...names.map((name) => [name, "ナマエ", "発行事業者", ""])),
      ),
    );
    const { results } = await env.DB.prepare(
      "select subject_id as id from csv_import_row where import_id = ?1 order by row",
    )
      .bind(one.importId)
      .all<{ id: string }>();
    const [shared, headed, staffed] = results.map((row) => row.id);
    await world.admin.done(`programmes/${world.programmeId}/allotments`, {
      operationId: op(world.fundIdTail),
      issuerId: shared,
      amountYen: 10_000,
    });
    await world.admin.done("organisations", { name: "支店", kana: "シテン", parentId: headed });
    await world.admin.done("staff", {
      name: "係",
      memberships: [{ organisationId: staffed, role: "issuer-head" }],
    });
    await world.admin.done(`imports/${one.importId}/undo`, { reason: "まちがい" });
    expect(await until(world.admin, one.importId, "done")).toMatchObject({ held: 3 });
    const held = await rowsOf(world.admin, one.importId, "held=true");
    expect(held.map(({ row, hold }) => [row, hold])).toEqual([
      [2, "allotment"],
      [3, "branches"],
      [4, "staff"],
    ]);
    expect(await statesOf(names)).toEqual(["active", "active", "active", "active"]);
  });

  test("IMP-6: an issuer on its way back gets nothing new, and what got there meanwhile holds it", async () => {
    const names = ["己", "庚"];
    const one = await applied(
      world.admin,
      await checked(
        world.admin,
        "organisations",
        organisationFile(...names.map((name) => [name, "ナマエ", "発行事業者", ""])),
      ),
    );
    const first = await env.DB.prepare(
      "select subject_id as id from csv_import_row where import_id = ?1 and row = 2",
    )
      .bind(one.importId)
      .first<{ id: string }>();
    const undo = await beginUndo(env.DB, await fileRow(one.importId), by, Date.now());
    await runImport({ ...env, JOBS_QUEUE: silent }, undo as string);
    expect(await statesOf(names)).toEqual(["stopped", "stopped"]);
    const late = await world.admin.post(`programmes/${world.programmeId}/allotments`, {
      operationId: op(world.fundIdTail),
      issuerId: first?.id,
      amountYen: 10_000,
    });
    expect(late.body.code).toBe("not-found");
    await world.admin.done("staff", {
      name: "係",
      memberships: [{ organisationId: first?.id, role: "issuer-head" }],
    });
    await runImport({ ...env, JOBS_QUEUE: silent, CLOCK_OFFSET_MS: "120000" }, undo as string);
    expect(await rowsOf(world.admin, one.importId, "held=true")).toMatchObject([{ row: 2, hold: "staff" }]);
    expect(await statesOf(names)).toEqual(["active", "active"]);
  });

  test("IMP-6, STL-12: a fee that was agreed with an organisation holds it", async () => {
    const list = organisationFile(["辛", "シン", "加盟店", ""]);
    const one = await applied(world.admin, await checked(world.admin, "organisations", list));
    const { rows } = await world.admin.read("organisations?text=辛");
    await world.admin.done(`programmes/${world.programmeId}/fees/${rows[0].organisationId}`, {
      basedOn: 0,
      effectiveFrom: "2026-12-01",
      rate: { basisPoints: 0, fixedYen: 0 },
      reason: "協定による",
    });
    await world.admin.done(`imports/${one.importId}/undo`, { reason: "まちがい" });
    expect(await until(world.admin, one.importId, "done")).toMatchObject({ held: 1 });
    expect(await rowsOf(world.admin, one.importId, "held=true")).toMatchObject([{ hold: "fee" }]);
  });

  test("IMP-6: organisations that nothing depends on go", async () => {
    const list = organisationFile(["戊", "ボ", "加盟店", ""]);
    const one = await applied(world.admin, await checked(world.admin, "organisations", list));
    await world.admin.done(`imports/${one.importId}/undo`, { reason: "まちがい" });
    expect(await until(world.admin, one.importId, "undone")).toMatchObject({ held: 0 });
    expect(await count("organisation where name = '戊'")).toBe(0);
  });
});

/** The states of organisations by name. */
async function statesOf(names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await world.admin.read("organisations?kind=issuer&limit=100");
  return names.map((name) => rows.find((row: { name: string; state: string }) => row.name === name)?.state);
}
const silent = { send: async () => {} } as unknown as Queue;
const by = { staffId: "the-secretary", reason: "まちがい" };
const fileRow = async (importId: string) =>
  (await findImport(databaseOf(env, null), world.region.regionId as RegionId, importId)) as ImportFileRow;
