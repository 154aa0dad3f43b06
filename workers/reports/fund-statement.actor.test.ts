import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { project } from "../queue/projection.ts";
import { versionDimensions } from "../sealing/dimensions.ts";
import { runReport } from "./run.ts";

const day = (date: number, hour = 12) => Date.UTC(2026, 10, date, hour - 9);
const ISSUER = "1ssuer000000";
const SHARE = `allotted:${ISSUER}`;

/** A double entry's rows. */
const entry = (
  kind: Link["kind"],
  atMs: number,
  operationId: string,
  postings: Readonly<Record<string, number>>,
  detail?: Link["detail"],
): Link[] =>
  Object.entries(postings).map(([account, amountYen], line) => ({
    kind,
    atMs,
    operationId,
    line,
    account,
    amountYen,
    expiresOn: null,
    ...(line === 0 && detail ? { detail } : {}),
  }));

async function ask(id: string, params: Record<string, unknown>, programme = "programme"): Promise<void> {
  await env.DB.prepare(
    `insert into job (id, region_id, programme_id, kind, params, state, written, created_at_ms, created_by, updated_at_ms)
     values (?1, 'region', ?2, 'report', ?3, 'queued', 0, 0, 'staff', 0)`,
  )
    .bind(id, programme, JSON.stringify({ kind: "fund-statement", account: "available", ...params }))
    .run();
}
async function make(id: string, params: Record<string, unknown>, programme?: string) {
  await ask(id, params, programme);
  await runReport(env, id);
  const job = await env.DB.prepare("select * from job where id = ?1")
    .bind(id)
    .first<Record<string, unknown>>();
  const file = (await env.FILES.get(String(job?.file_key))) as R2ObjectBody;
  const [headings, ...lines] = (await file.text()).trimEnd().split("\r\n");
  return { job, headings, lines };
}

let chain: JournalEntry[] = [];

beforeAll(async () => {
  await env.DB.batch(
    [
      "insert into programme values ('programme', 'region', 'open', 0)",
      `insert into programme_version values ('programme', 1, 'region', 0,
         '{"name":"旅クーポン","payName":"しおさいPay","unitWord":"ポイント"}', 0, null, null)`,
      `insert into organisation (id, region_id, parent_id, name, kana, is_secretariat, is_issuer, is_merchant, state, created_at_ms) values ('${ISSUER}', 'region', null, '=宿, 本店', 'ヤド', 0, 1, 0, 'active', 0)`,
    ].map((sql) => env.DB.prepare(sql)),
  );
  chain = chainOf(
    "programme",
    [
      ...entry("deposit", day(1), "deposit-1", { cash: -10_000, available: 10_000 }),
      ...entry("allot", day(1), "allot-1", { available: -4_000, [SHARE]: 4_000 }, { issuerId: ISSUER }),
      ...entry("issue", day(2), "issue-1", { [SHARE]: -3_000, writing: 3_000 }, { issueId: "issue" }),
      ...entry("allot", day(3), "back-1", { available: 500, [SHARE]: -500 }, { issuerId: ISSUER }),
      ...entry("deposit", day(4), "deposit-2", { cash: -2_000, available: 2_000 }),
    ],
    { actorClass: "fund" },
  );
  await project(env.DB, chain, "log", day(4));
});

test("FND-8: begins with what stood before, and every entry has its other side and the balance after it", async () => {
  const { job, headings, lines } = await make("month", { from: "2026-11-03", to: "2026-11-30" });
  expect(job).toMatchObject({
    state: "done",
    written: 2,
    total: 2,
    file_name: expect.stringMatching(/^fund-/),
  });
  expect(headings).toContain(
    "営業日,日付,時刻,事業,科目,発行事業者,内容,相手科目,相手の発行事業者,入,出,残高",
  );
  expect(lines).toEqual([
    "2026-11-03,,,旅クーポン,未配分,,繰越,,,,,6000,ポイント,,",
    `2026-11-03,2026-11-03,12:00:00,旅クーポン,未配分,,配分,配分,"'=宿, 本店",500,,6500,ポイント,back-1,`,
    "2026-11-04,2026-11-04,12:00:00,旅クーポン,未配分,,入金,手元の原資,,2000,,8500,ポイント,deposit-2,",
  ]);
});

test("FND-8: money in hand reads as plus, and an issuer's share has its issuer and its issues", async () => {
  const cash = await make("cash", { account: "cash", from: "2026-11-01", to: "2026-11-30" });
  expect(cash.lines.map((line) => line.split(",").slice(9, 12))).toEqual([
    ["", "", "0"],
    ["10000", "", "10000"],
    ["2000", "", "12000"],
  ]);
  const share = await make("share", { account: SHARE, from: "2026-11-02", to: "2026-11-02" });
  expect(share.lines[1]).toBe(
    `2026-11-02,2026-11-02,12:00:00,旅クーポン,配分,"'=宿, 本店",発行,発行の途中,,,3000,1000,ポイント,issue-1,issue`,
  );
});

test("WHO-1: a job of another region finds nothing", async () => {
  await ask("foreign", { from: "2026-11-01", to: "2026-11-30" });
  await env.DB.prepare("update job set region_id = 'nowhere' where id = 'foreign'").run();
  await runReport(env, "foreign");
  const job = await env.DB.prepare("select written, file_key from job where id = 'foreign'").first<{
    written: number;
    file_key: string;
  }>();
  expect(job?.written).toBe(0);
  expect(await (await env.FILES.get(job?.file_key ?? ""))?.text()).toContain(",繰越,,,,,0,");
});

test("B13, ASOF-1: as of a sealed date it is the same file, whatever comes later and whatever things are called then", async () => {
  const params = { from: "2026-11-01", to: "2026-11-04", asOf: "2026-11-04" };
  await env.DB.batch([
    ...versionDimensions(env.DB, "2026-11-04" as BusinessDate),
    env.DB.prepare(
      "insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms) values ('2026-11-04', 'sealed', 'audit', '[]', 0, 0)",
    ),
  ]);
  const first = await make("sealed-1", params);
  // Committed on the 4th, it arrives after the seal and books on the 5th.
  const late = chainOf("programme", entry("deposit", day(4, 23), "late-1", { cash: -7, available: 7 }), {
    actorClass: "fund",
    after: chain.at(-1) as JournalEntry,
  });
  await project(env.DB, late, "log", day(5));
  await env.DB.prepare(
    `insert into programme_version values ('programme', 2, 'region', 1,
       '{"name":"新しい名前","payName":"しおさいPay","unitWord":"円"}', 0, null, null)`,
  ).run();
  const again = await make("sealed-2", params);
  expect(again.job?.file_sha256).toBe(first.job?.file_sha256);
  const next = await make("next", { from: "2026-11-05", to: "2026-11-05" });
  expect(next.lines.map((line) => line.split(",").slice(9, 12))).toEqual([
    ["", "", "8500"],
    ["7", "", "8507"],
  ]);
});

test("FND-8: over more rows than one page holds every balance follows from the one before; later rows change no file under way", async () => {
  const rows = 5_100;
  const links = Array.from({ length: rows }, (_, at) =>
    entry("deposit", day(10), `many-${at}`, { cash: -1, available: 1 }),
  ).flat();
  const many = chainOf("many", links, { actorClass: "fund", programmeId: "many" });
  await project(env.DB, many, "log", day(10));
  await ask("under-way", { from: "2026-11-10", to: "2026-11-11" }, "many");
  const made = await make("whole", { from: "2026-11-10", to: "2026-11-11" }, "many");
  const balances = made.lines.map((line) => Number(line.split(",")[11]));
  expect(balances).toEqual(Array.from({ length: rows + 1 }, (_, at) => at));

  // Its cut is taken, its worker gone; then more is booked on the same dates and the file is made all the same.
  const dying = { ...env, JOBS_QUEUE: env.JOBS_QUEUE, FILES: withoutParts(env.FILES) };
  await expect(
    runReport(dying, "under-way").catch((error: Error) => Promise.reject(new Error(error.message))),
  ).rejects.toThrow("killed");
  const more = chainOf("many", entry("deposit", day(10), "more", { cash: -5, available: 5 }), {
    actorClass: "fund",
    programmeId: "many",
    after: many.at(-1) as JournalEntry,
  });
  await project(env.DB, more, "log", day(10));
  await runReport(env, "under-way");
  const job = await env.DB.prepare("select file_sha256 from job where id = 'under-way'").first();
  expect(job?.file_sha256).toBe(made.job?.file_sha256);
});

/** R2 that takes no part. */
function withoutParts(files: R2Bucket): R2Bucket {
  return new Proxy(files, {
    get: (target, property) =>
      property === "resumeMultipartUpload"
        ? () => ({ uploadPart: () => Promise.reject(new Error("killed")) })
        : Reflect.get(target, property).bind(target),
  });
}
