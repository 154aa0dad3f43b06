import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { type RefusalRow, refusalsPageSchema } from "../../schema/api/refusals.ts";
import { addRefusals } from "../data/refusals.ts";
import { Browser, makeRegion, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let other: World;

beforeAll(async () => {
  [world, other] = [await makeRegion(), await makeRegion()];
});

const list = async (who: Browser, path: string): Promise<RefusalRow[]> => {
  const page = await who.read(`${path}?limit=100`);
  expect(refusalsPageSchema.parse(page)).toEqual(page);
  return page.rows;
};
/** The rows once those wanted are written. */
const once = (who: Browser, path: string, wanted: readonly (readonly [string, string])[]) =>
  vi.waitFor(
    async () => {
      const rows = await list(who, path);
      for (const [route, code] of wanted)
        if (!rows.some((row) => row.route === route && row.code === code))
          throw new Error(`${route} ${code} not in ${JSON.stringify(rows)}`);
      return rows;
    },
    { timeout: 10_000, interval: 200 },
  );

test("SEC-8: what staff are refused is counted by route and answer, and their own secretariat sees it, no other", async () => {
  expect((await world.desk.get("cases")).status).toBe(403);
  expect((await world.desk.get("cases")).status).toBe(403);
  const strange = other.store.storeId;
  expect((await world.admin.get(`stores/${strange}/managed`)).status).toBe(404);
  const rows = await once(world.admin, "refusals", [
    ["GET /api/cases", "forbidden"],
    ["GET /api/stores/:id/managed", "store-not-found"],
  ]);
  expect(rows.find(({ code }) => code === "forbidden")).toMatchObject({
    kind: "staff",
    name: "フロント",
    times: 2,
  });
  // Which store it was stays out.
  expect(JSON.stringify(rows)).not.toContain(strange);
  expect(await list(other.admin, "refusals")).toEqual([]);
  expect((await world.clerk.get("refusals")).status).toBe(403);
});

test("SEC-8: a stranger, a foreign page and a wrong key are the operator's to see, by the network and nothing else", async () => {
  const stranger = new Browser({ "cf-connecting-ip": "198.51.100.77", "user-agent": "Secret Agent 7" });
  await stranger.get("stores/managed?text=himitsu");
  await stranger.post("staff/session", { loginId: "a", password: "b" }, { origin: "https://evil.example" });
  const forger = new Browser({ authorization: "Bearer nothing", "cf-connecting-ip": "198.51.100.78" });
  await forger.get("operator/erasures");
  const rows = await once(world.operator, "operator/refusals", [
    ["GET /api/stores/managed", "not-signed-in"],
    ["POST /api/staff/session", "csrf"],
    ["GET /api/operator/erasures", "not-signed-in"],
  ]);
  expect(rows.find(({ code }) => code === "csrf")).toMatchObject({ kind: "network", name: "198.51.100.*" });
  const kept = JSON.stringify((await env.DB.prepare("select * from refusal").all()).results);
  for (const sent of ["himitsu", "198.51.100.77", "Secret Agent", "evil.example", "nothing"])
    expect(kept).not.toContain(sent);
});

test("SEC-8: an hour takes so many rows; whoever comes later shares one, and known ones go on counting", async () => {
  const atMs = Date.UTC(2030, 0, 1);
  const refusal = (subject: string) =>
    ({
      kind: "network",
      subject,
      regionId: null,
      route: "GET /api/cases",
      code: "forbidden",
      shown: "*",
    }) as const;
  const many = Array.from({ length: 8 }, (_, at) => refusal(`n${at}`));
  await addRefusals(env.DB, many, atMs, 5);
  await addRefusals(env.DB, [...many, refusal("n8")], atMs + 1, 5);
  const { results } = await env.DB.prepare(
    "select subject, route, times from refusal where hour_ms = ?1 order by subject",
  )
    .bind(atMs)
    .all();
  expect(results).toEqual([
    ...["n0", "n1", "n2", "n3", "n4"].map((subject) => ({ subject, route: "GET /api/cases", times: 2 })),
    { subject: "others", route: "*", times: 7 },
  ]);
});

test("SEC-8: pages join without a gap or a double", async () => {
  const all = await list(world.operator, "operator/refusals");
  const paged: RefusalRow[] = [];
  for (let after = "", turns = 0; turns < 50; turns++) {
    const page = await world.operator.read(`operator/refusals?limit=2${after && `&after=${after}`}`);
    paged.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThan(4);
});
