import { env, exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { tillSchema } from "../../schema/api/stores.ts";
import { MAX_QR_ZIP_TILLS } from "../../schema/limits.ts";
import { download } from "../closing/closing.actor.testing.ts";
import { unzipped } from "../reports/unzip.testing.ts";
import {
  type Browser,
  makeRegion,
  makeResident,
  op,
  PASSWORD,
  signIn,
  type World,
} from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const HOUR_MS = 3_600_000;
let world: World;
let other: World;
let head: Browser;
let resident: Browser;

beforeAll(async () => {
  world = await makeRegion();
  other = await makeRegion();
  await world.admin.done("staff", {
    name: "本社",
    loginId: `${world.id}-head`,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "merchant-head" }],
  });
  head = await signIn(`${world.id}-head`);
  resident = await makeResident(env.DB);
  const { sheets } = await world.issue(1, 3_000);
  const { coupon } = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: world.programmeId,
  });
});

/** What a phone reads off a store's first till now. */
async function printed(at: { storeId: string }) {
  const { tills } = await world.clerk.read(`counter/qr?storeId=${at.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  return { storeId, tillId, signature };
}
const looked = async (qr: object) => {
  const reply = await resident.post("payments/inspect", qr);
  return reply.status === 200 ? "good" : reply.body.code;
};
const rotate = (
  who: Browser,
  at: { storeId: string; tillId: string },
  rotation: number,
  graceHours: number,
) =>
  who.post(`stores/${at.storeId}/tills/${at.tillId}/rotation`, { rotation, graceHours, reason: "はがれた" });

describe("another QR for a till (SHP-2)", () => {
  test("the old one pays for as long as was said, then is told from a forged one; the new one pays at once", async () => {
    const old = await printed(world.store);
    const reply = await rotate(head, world.store, 1, 2);
    expect(tillSchema.parse(reply.body)).toMatchObject({ number: 1, rotation: 2 });
    const next = await printed(world.store);
    expect(next.signature).not.toBe(old.signature);
    expect([await looked(old), await looked(next)]).toEqual(["good", "good"]);
    resident.clockOffsetMs = 2 * HOUR_MS + 60_000;
    expect([await looked(old), await looked(next)]).toEqual(["store-qr-replaced", "good"]);
    const forged = {
      ...old,
      signature: `${old.signature?.startsWith("A") ? "B" : "A"}${old.signature?.slice(1)}`,
    };
    expect(await looked(forged)).toBe("signature-invalid");
    resident.clockOffsetMs = 0;
  });

  test("OPR-4, PAY-5: ended at once, a payment by it moves nothing and is written as refused", async () => {
    const old = await printed(world.store);
    expect((await rotate(head, world.store, 2, 0)).status).toBe(200);
    const before = (await resident.read("wallets")).wallets[0];
    const body = {
      ...old,
      operationId: op(before.idTail),
      programmeId: world.programmeId,
      amountYen: 500,
    };
    for (let again = 0; again < 2; again++)
      expect((await resident.post("payments", body)).body).toMatchObject({
        code: "store-qr-replaced",
        outcome: "not-done",
      });
    expect((await resident.read("wallets")).wallets[0].spendableYen).toBe(before.spendableYen);
    const paid = await resident.done("payments", {
      ...body,
      ...(await printed(world.store)),
      operationId: op(before.idTail),
    });
    expect(paid.outcome).toBe("done");
  });

  test("two people replace it once; without a reason, by a clerk, by another region nothing is replaced", async () => {
    const at = world.appOnly;
    const both = await Promise.all([rotate(head, at, 1, 24), rotate(world.admin, at, 1, 24)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await rotate(world.clerk, at, 2, 24)).status).toBe(403);
    expect((await rotate(other.admin, at, 2, 24)).status).toBe(404);
    expect((await rotate(head, { ...at, tillId: world.store.tillId }, 2, 24)).status).toBe(404);
    expect((await rotate(head, at, 2, 169)).status).toBe(422);
    const log = await env.DB.prepare(
      "select count(*) as n, min(reason) as reason from audit_log where action = 'till.rotate' and subject_id = ?1",
    )
      .bind(at.tillId)
      .first();
    expect(log).toEqual({ n: 1, reason: "はがれた" });
  });
});

describe("sheets (SHP-1, SHP-4)", () => {
  test("one till's code alone is what a phone reads there now", async () => {
    const { storeId, tillId } = world.store;
    const svg = new TextDecoder().decode(
      await download(head, `stores/${storeId}/tills/${tillId}/qr?form=svg`),
    );
    expect(svg.startsWith("<svg ")).toBe(true);
    const { posterSvg } = await import("../store-qr/poster-svg.ts");
    const { tills } = await world.clerk.read(`counter/qr?storeId=${storeId}`);
    expect(svg).toBe(posterSvg(tills[0].qrText));
  });

  test("a store outside every Pay has no sheet, and another's isn't there", async () => {
    const path = (at: { storeId: string; tillId: string }) =>
      `stores/${at.storeId}/tills/${at.tillId}/qr?form=svg`;
    expect((await head.get(path(world.outside))).status).toBe(404);
    expect((await head.get(path(other.store))).body.code).toBe("store-not-found");
    const { storeId, tillId } = world.store;
    expect((await head.get(`${path({ storeId, tillId })}&programmeId=${other.programmeId}`)).status).toBe(
      404,
    );
  });

  test("all at once: a ZIP that says how many there are, with each till's own code under a name of its own", async () => {
    const reply = await exports.default.fetch(
      new Request("http://localhost/api/store-qrs?form=svg", { headers: { cookie: head.cookieHeader() } }),
    );
    expect([reply.status, reply.headers.get("x-file-count")]).toEqual([200, "2"]);
    const files = unzipped(Buffer.from(await reply.arrayBuffer()));
    expect([...files.keys()]).toEqual(["001-喫茶-1.svg", "002-屋台-1.svg"]);
    const texts = [...files.values()].map((bytes) => new TextDecoder().decode(bytes));
    expect(new Set(texts).size).toBe(2);
    const kept = await env.DB.prepare(
      "select after from audit_log where action = 'store-qr.download'",
    ).first<{
      after: string;
    }>();
    expect(JSON.parse(kept?.after ?? "{}")).toMatchObject({ form: "svg", tills: 2 });
  });

  test("those that were searched for; more tills than one ZIP holds are refused before any sheet is made", async () => {
    const zip = await download(head, `store-qrs?form=svg&text=${encodeURIComponent("屋台")}`);
    expect([...unzipped(zip).keys()]).toEqual(["001-屋台-1.svg"]);
    await env.DB.prepare(
      `with recursive more(n) as (select 2 union all select n + 1 from more where n <= ?2)
       insert into till (id, region_id, store_id, number, rotation)
       select ?1 || n, region_id, store_id, n, 1 from till, more where store_id = ?1 and number = 1`,
    )
      .bind(world.store.storeId, MAX_QR_ZIP_TILLS)
      .run();
    const refused = await head.get("store-qrs?form=svg");
    expect([refused.status, refused.body.code]).toEqual([422, "limit-exceeded"]);
  });
});
