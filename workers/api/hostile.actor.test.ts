import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { PROBLEMS, type ProblemCode } from "../../schema/errors.ts";
import { type ProgrammeId, walletName } from "../../schema/ids.ts";
import {
  CASES_PER_ROUTE,
  type HostileRequest,
  hostileRequests,
  type OpenDocument,
  type OpenRoute,
  pathWith,
  routesOf,
} from "./hostile.actor.testing.ts";
import { Browser, makeRegion, makeResident, op, PASSWORD, signIn } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const ORIGIN = "http://localhost";
/** Another one is another twenty thousand requests; a failure names its own. */
const SEED = 20_261_125;

let world: Awaited<ReturnType<typeof makeWorld>>;
beforeAll(async () => {
  world = await makeWorld();
});

/** A region in which something of nearly every kind exists, and one person of every kind. */
async function makeWorld() {
  const region = await makeRegion();
  const { admin, clerk, desk, operator, programmeId, store } = region;
  await admin.done("staff", {
    name: "本部",
    loginId: `${region.id}-head`,
    password: PASSWORD,
    memberships: [{ organisationId: region.merchant.organisationId, role: "merchant-head" }],
  });
  // What may be stopped by words that are taken: nobody and nothing that works here.
  const spare = await admin.done("staff", {
    name: "予備",
    loginId: `${region.id}-spare`,
    password: PASSWORD,
    memberships: [{ organisationId: region.merchant.organisationId, role: "clerk" }],
  });
  const unused = await admin.done("organisations", { name: "空き", kana: "アキ", kinds: ["merchant"] });
  const head = await signIn(`${region.id}-head`);
  const makeKey = () =>
    head.done("pos-keys", {
      storeId: store.storeId,
      tillId: null,
      name: "POS",
      operations: ["inspect", "pay", "void", "read"],
      lastDay: null,
    });
  const { webhook } = await head.done("webhooks", {
    organisationId: region.merchant.organisationId,
    storeId: null,
    url: "https://till.example.jp/tegata",
    events: ["payment.made"],
    mail: null,
  });
  const [posKey, spareKey] = [await makeKey(), await makeKey()];
  const resident = await makeResident(env.DB);
  const { issueId, sheets } = await region.issue(3);
  const [paper, charged] = sheets;
  if (!paper || !charged) throw new Error("no sheets");
  const look = await resident.done("charges/inspect", { code: charged.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId,
  });
  const scanned = (await region.scan(paper.code)).coupon;
  const paid = await clerk.done("counter/payments", {
    operationId: op(scanned.idTail),
    handle: scanned.handle,
    ...store,
    amountYen: 700,
  });
  const notice = await admin.done("notices", {
    kind: "notice",
    category: null,
    title: "お知らせ",
    body: "本文",
    fromOn: null,
    untilOn: null,
    audiences: [{ kind: "merchants" }],
  });
  const report = await admin.done("reports", {
    programmeId,
    kind: "transactions",
    from: "2026-01-01",
    to: "2099-12-31",
  });
  const { residentId } = await resident.read("residents/me");
  const ids: Record<string, unknown> = {
    ...{ programmeId, storeId: store.storeId, tillId: store.tillId, issueId, residentId },
    ...{
      regionId: region.region.regionId,
      couponId: paper.couponId,
      code: paper.code,
      handle: scanned.handle,
    },
    ...{ issuerId: region.issuer.organisationId, branchId: region.branch.organisationId },
    ...{ organisationId: region.merchant.organisationId, reason: "ためし", account: "available" },
    ...{
      from: "2026-01-01",
      to: "2026-12-31",
      municipality: "990019",
      industry: "M7671",
      // Terms that are published with hostile words keep no office from the routes that follow (ORG-5).
      blocksFromMs: Date.UTC(2099, 0, 1),
    },
  };
  const own: Record<string, unknown> = {
    stores: region.outside.storeId,
    programmes: programmeId,
    issues: issueId,
    coupons: paper.couponId,
    organisations: unused.organisationId,
    notices: notice.noticeId,
    reports: report.reportId,
    regions: region.region.regionId,
    staff: spare.staffId,
    inbox: notice.noticeId,
    "pos-keys": spareKey.key.keyId,
    webhooks: webhook.webhookId,
  };
  const example = (route: OpenRoute) => {
    const parts = route.path.split("/");
    const thing = parts[parts.indexOf("{id}") - 1] ?? "";
    const tail = parts[2] === "programmes" || parts[2] === "issues" ? region.fundIdTail : scanned.idTail;
    return (name: string) => {
      if (name === "id") return own[thing];
      if (name === "operationId")
        return route.path.includes("{operationId}") ? paid.receipt.operationId : op(tail);
      return ids[name];
    };
  };

  const count = (stub: DurableObjectStub) =>
    runInDurableObject(stub as never, (_: unknown, state: DurableObjectState) =>
      state.storage.sql
        .exec("select count(*) as rows, sum(amount) as sum from journal where kind <> 'fence'")
        .one(),
    );
  /** Every yen there is, as its own actor tells it; fences are answers kept, and move nothing (OPR-4). */
  const money = async () => {
    const actors = await env.DB.prepare(
      "select actor from coupon where issue_id = ?1 order by serial limit 2",
    )
      .bind(issueId)
      .all<{ actor: string }>();
    const coupons = actors.results.map(({ actor }) => env.COUPON.get(env.COUPON.idFromName(actor)));
    const wallet = env.WALLET.get(env.WALLET.idFromName(walletName(residentId, programmeId as ProgrammeId)));
    return {
      coupons: await Promise.all(coupons.map((stub) => count(stub))),
      wallet: await count(wallet),
      fund: await count(env.FUND.get(env.FUND.idFromName(programmeId))),
      book: { ...(await admin.read(`programmes/${programmeId}/fund`)), serverNowMs: 0 },
      balance: (await resident.read("wallets")).wallets[0].spendableYen as number,
    };
  };
  return {
    ...region,
    head,
    resident,
    leaving: await makeResident(env.DB),
    anyone: new Browser(),
    tillSystem: new Browser({ authorization: `Bearer ${posKey.text}` }),
    desk,
    operator,
    example,
    money,
  };
}

/** One request by somebody, whose cookies it doesn't change. */
async function ask(by: Browser, method: string, request: HostileRequest) {
  const reply = await exports.default.fetch(
    new Request(ORIGIN + request.path, {
      method,
      headers: { origin: ORIGIN, cookie: by.cookieHeader(), ...by.headers, ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    }),
  );
  return { status: reply.status, type: reply.headers.get("content-type"), text: await reply.text() };
}

/** Who may use a route: told by asking, with an id of nothing. */
async function personOf(route: OpenRoute): Promise<Browser> {
  if (route.tag === "operator" || route.path.startsWith("/api/operator/")) return world.operator;
  if (route.tag === "anyone") return world.anyone;
  if (route.tag === "pos") return world.tillSystem;
  // Signing out ends the session for good (RES-10, STF-1), and the others still need theirs.
  if (route.method === "DELETE" && route.path.endsWith("/session")) return world.leaving;
  if (route.tag === "resident") return world.resident;
  const said: string[] = [];
  for (const person of [world.admin, world.desk, world.clerk, world.head, world.resident]) {
    const { status, text } = await ask(person, route.method, {
      what: "who may",
      path: pathWith(route.path, () => "zzzzzzzzzzzz"),
      headers: route.method === "GET" ? {} : { "content-type": "application/json" },
      ...(route.method === "GET" ? {} : { body: "{}" }),
      refused: false,
    });
    if (status !== 401 && status !== 403) return person;
    said.push(text);
  }
  throw new Error(`nobody may ${route.method} ${route.path}: ${said.join()}`);
}

/** What is wrong with an answer, or null. */
function fault(request: HostileRequest, reply: Awaited<ReturnType<typeof ask>>): string | null {
  if (reply.status >= 500) return `answered ${reply.status} ${reply.text}`;
  if (/SQLITE|D1_ERROR|\bat \w+ \(|node_modules/.test(reply.text)) return "tells about the inside";
  if (reply.status < 400) return request.refused ? `was taken: ${reply.status}` : null;
  if (!reply.type?.startsWith("application/problem+json"))
    return `${reply.status} is no problem+json: ${reply.type}`;
  const { code, status } = JSON.parse(reply.text) as { code: ProblemCode; status: number };
  return PROBLEMS[code] === reply.status && status === reply.status ? null : `unknown code ${code}`;
}

test("SEC-1: a hostile request that is taken, breaks the server or is refused without a stable code is found out", () => {
  const wrong = (refused: boolean, status: number, text: string, type = "application/problem+json") =>
    fault({ what: "", path: "", headers: {}, refused }, { status, type, text });
  expect(wrong(true, 200, "{}", "application/json")).toBe("was taken: 200");
  expect(wrong(false, 500, "{}")).toContain("answered 500");
  expect(wrong(true, 422, '{"code":"internal","status":422}')).toBe("unknown code internal");
  expect(wrong(true, 422, '{"code":"of-the-day","status":422}')).toBe("unknown code of-the-day");
  expect(wrong(true, 404, "Not found", "text/plain")).toContain("no problem+json");
  expect(wrong(false, 200, "D1_ERROR: near x", "application/json")).toBe("tells about the inside");
  expect(wrong(true, 422, '{"code":"invalid-request","status":422}')).toBeNull();
});

test("SEC-1: every route answers twenty hostile requests with a stable problem, and moves nothing", async () => {
  const document = (await world.anyone.read("openapi.json")) as OpenDocument;
  const before = await world.money();
  const faults: string[] = [];
  const closed: string[] = [];
  const answers = new Map<number, number>();
  // What works on all of D1 comes last.
  const routes = [...routesOf(document)].sort(
    (a, b) => Number(a.tag === "operator") - Number(b.tag === "operator"),
  );
  for (const [at, route] of routes.entries()) {
    const person = await personOf(route);
    const requests = hostileRequests(document, route, {
      seed: SEED + at,
      example: world.example(route),
      elsewhere: op("00000000"),
    });
    expect([route.path, requests.length]).toEqual([route.path, CASES_PER_ROUTE]);
    const replies = await Promise.all(requests.map((request) => ask(person, route.method, request)));
    for (const [i, reply] of replies.entries()) {
      const request = requests[i] as HostileRequest;
      answers.set(reply.status, (answers.get(reply.status) ?? 0) + 1);
      const wrong = fault(request, reply);
      if (wrong !== null) faults.push(`${route.method} ${route.path}, ${request.what}: ${wrong}`);
    }
    if (replies.every(({ status }) => status === 401 || status === 403)) closed.push(route.path);
  }
  const sent = [...answers.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${sent} hostile requests to ${routes.length} routes, by status:`, Object.fromEntries(answers));
  expect(sent).toBe(routes.length * CASES_PER_ROUTE);
  expect(faults).toEqual([]);
  expect(closed).toEqual([]);
  expect(await world.money()).toEqual(before);
});
