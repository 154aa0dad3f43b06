import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { retentionSchema } from "../../schema/api/retention.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import { RETENTION_DAYS } from "../../schema/limits.ts";
import { Browser, makeRegion, type World } from "../api/world.actor.testing.ts";
import {
  applied,
  checked,
  count,
  rowsOf,
  storeCells,
  storeFile,
  until,
  upload,
} from "../imports/world.actor.testing.ts";
import { sweep } from "../queue/sweep.ts";
import { eraseDue } from "./erase.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let world: World;
let other: World;
const terms = new Map<World, string>();
beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
  for (const each of [world, other]) {
    const { termsId } = await each.admin.done("terms", {
      kind: "merchant",
      title: "規約",
      body: "第1条",
      pledges: [],
      publishedAtMs: 0,
      blocksFromMs: 0,
    });
    terms.set(each, termsId);
  }
});

/** The moment so many days from now, a minute later than what happens meanwhile. */
const inDays = (days: number) => Date.now() + days * DAY_MS + 60_000;
const erase = (days: number) => eraseDue(env, inDays(days));

let networks = 0;
const newKey = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
/** An application with what was decided on it, and the key of its private link. */
async function application(at: World, ...decisions: ("returned" | "refused" | "approved")[]) {
  const browser = new Browser({ "cf-connecting-ip": `203.0.113.${++networks}` });
  const key = newKey();
  const form = {
    organisation: { name: `みさき水産${networks}`, kana: "ミサキスイサン" },
    store: {
      name: "みさき食堂",
      kana: "ミサキショクドウ",
      postalCode: "9990001",
      address: `港町5-${networks}`,
      phone: null,
      municipality: "990019",
      industry: "M761",
      accepts: "mpm",
    },
    contact: { name: "三崎 花", phone: "09900000000", email: "" },
    terms: { termsId: terms.get(at), pledges: [] },
  };
  const { receiptNumber } = await browser.done("applications", { regionId: at.region.regionId, key, form });
  const { rows } = await at.admin.read("applications?limit=100");
  const { applicationId } = rows.find(
    (row: { receiptNumber: string }) => row.receiptNumber === receiptNumber,
  );
  for (const decision of decisions)
    await at.admin.done(`applications/${applicationId}/decision`, {
      version: 1,
      decision,
      reason: "書類がない",
    });
  const state = async () => {
    const reply = await browser.post("applications/state", { key });
    return reply.status === 200 ? reply.body.state : reply.body.code;
  };
  return { browser, key, form, applicationId, state };
}

test("RET-1: refused ones and those that were never sent again go with their decisions, the others stay", async () => {
  const [waiting, approved, refused, returned] = [
    await application(world),
    await application(world, "approved"),
    await application(world, "refused"),
    await application(world, "returned"),
  ];
  expect(await erase(RETENTION_DAYS.application - 1)).toEqual({ applications: 0, imports: 0, reports: 0 });
  expect(await erase(RETENTION_DAYS.application)).toMatchObject({ applications: 2 });
  expect(await erase(RETENTION_DAYS.application)).toMatchObject({ applications: 0 });
  expect([await waiting.state(), await approved.state()]).toEqual(["waiting", "approved"]);
  expect([await refused.state(), await returned.state()]).toEqual(["not-found", "not-found"]);
  for (const { applicationId } of [refused, returned])
    for (const table of ["application where id", "application_decision where application_id"])
      expect(await count(`${table} = ?1`, applicationId)).toBe(0);
  expect(await count("application_decision where application_id = ?1", approved.applicationId)).toBe(1);
});

test("RET-1: one that was sent again is waiting, however long ago it was sent back", async () => {
  const again = await application(world, "returned");
  const mended = { ...again.form, store: { ...again.form.store, address: "港町6" } };
  await again.browser.done("applications/again", { key: again.key, form: mended });
  expect(await erase(RETENTION_DAYS.application)).toMatchObject({ applications: 0 });
  expect(await again.state()).toBe("waiting");
});

test("RET-1, WHO-1: each region's own days hold, set by its secretariat, within limits, and logged", async () => {
  const before = await other.admin.read("region/retention");
  expect(retentionSchema.parse(before)).toEqual(before);
  expect(before).toEqual({
    applicationDays: 180,
    importDays: 90,
    reportDays: 90,
    setAtMs: null,
    setByName: null,
  });
  const put = (days: object, who = other.admin) => who.send("PUT", "region/retention", days);
  expect((await put({ applicationDays: 29, importDays: 3_651, reportDays: 90 })).body.fields).toHaveLength(2);
  expect((await put({ applicationDays: 60, importDays: 30, reportDays: 400 }, other.desk)).body.code).toBe(
    "forbidden",
  );
  expect((await put({ applicationDays: 60, importDays: 30, reportDays: 400 })).body).toMatchObject({
    applicationDays: 60,
    setByName: "係",
  });
  const [ours, theirs] = [await application(world, "refused"), await application(other, "refused")];
  expect(await erase(60)).toMatchObject({ applications: 1 });
  expect([await ours.state(), await theirs.state()]).toEqual(["refused", "not-found"]);
  const log = await env.DB.prepare(
    "select before, after from audit_log where action = 'region.retention'",
  ).first();
  expect(log).toEqual({
    before: '{"applicationDays":180,"importDays":90,"reportDays":90}',
    after: '{"applicationDays":60,"importDays":30,"reportDays":400}',
  });
});

test("RET-2: of an applied list the file and what was left out go; what it made stays and can be taken back", async () => {
  const rows = [1, 2, 3].map((n) => storeCells(n).with(1, `消える一覧の店${n}号`));
  const one = await applied(
    world.admin,
    await checked(world.admin, "stores", storeFile([...rows, ["店", ""]])),
  );
  expect(one).toMatchObject({ made: 3, totals: { bad: 1 }, erasedAtMs: null });
  const { importId } = one;
  const key = `imports/${world.region.regionId}/${importId}.csv`;
  expect(await env.FILES.head(key)).not.toBeNull();
  expect(await erase(RETENTION_DAYS.import - 1)).toMatchObject({ imports: 0 });
  expect(await erase(RETENTION_DAYS.import)).toMatchObject({ imports: 1 });
  expect(await erase(RETENTION_DAYS.import)).toMatchObject({ imports: 0 });
  expect(await env.FILES.head(key)).toBeNull();
  expect(await world.admin.read(`imports/${importId}`)).toMatchObject({
    state: "done",
    samples: [],
    totals: { bad: 1 },
    erasedAtMs: expect.any(Number),
  });
  expect(await rowsOf(world.admin, importId, "state=bad")).toEqual([]);
  expect((await world.admin.get(`imports/${importId}/bad-rows.csv`)).status).toBe(404);
  expect(await rowsOf(world.admin, importId, "state=made")).toHaveLength(3);
  await world.admin.done(`imports/${importId}/undo`, { reason: "まちがい" });
  await until(world.admin, importId, "undoing", "undone");
});

test("RET-2: one that was never applied keeps its name only, and nothing is begun with it any more", async () => {
  const one = await checked(other.admin, "stores", storeFile([storeCells(40).with(1, "入れなかった店")]));
  const { importId } = one;
  const mapped = (await upload(other.admin, "stores", storeFile([storeCells(41)]))).body;
  expect(await erase(RETENTION_DAYS.import)).toMatchObject({ imports: 2 });
  expect(await count("csv_import_row where import_id = ?1", importId)).toBe(0);
  expect(await other.admin.read(`imports/${importId}`)).toMatchObject({
    state: "ready",
    file: { name: "一覧.csv" },
  });
  const apply = { checks: one.checks, rewrites: false };
  expect((await other.admin.post(`imports/${importId}/apply`, apply)).body.code).toBe("import-state");
  for (const id of [importId, mapped.importId])
    expect((await other.admin.post(`imports/${id}/mapping`, { mapping: mapped.mapping })).body.code).toBe(
      "import-state",
    );
});

test("RET-3: a run that died between the mark and the file is finished by the next", async () => {
  const { body } = await upload(world.admin, "stores", storeFile([storeCells(50)]));
  await env.DB.prepare("update csv_import set erased_at_ms = 1 where id = ?1").bind(body.importId).run();
  expect(await erase(0)).toMatchObject({ imports: 1 });
  expect(await env.FILES.head(`imports/${world.region.regionId}/${body.importId}.csv`)).toBeNull();
});

test("RET-3: no more than a run's share goes at once; the sweep does it by its clock, and each region's log has its counts", async () => {
  for (let n = 0; n < 12; n++) await upload(other.admin, "stores", storeFile([storeCells(60 + n)]));
  await application(other, "refused");
  const later = { ...env, CLOCK_OFFSET_MS: String(61 * DAY_MS) };
  const logged = () =>
    env.DB.prepare(
      `select after from audit_log where action = 'retention.erase' and region_id = ?1 order by id desc limit 1`,
    )
      .bind(other.region.regionId)
      .first("after");
  expect(await sweep(later)).toMatchObject({ applicationsErased: 1, importsErased: 10 });
  expect(await logged()).toBe('{"applications":1,"imports":10,"reports":0}');
  expect(await sweep(later)).toMatchObject({ applicationsErased: 0, importsErased: 2 });
  expect(await logged()).toBe('{"applications":0,"imports":2,"reports":0}');
});
