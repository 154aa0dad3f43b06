import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CAPABILITIES, type Capability, type Role, type StaffMe } from "../../schema/api/staff.ts";
import { passFactor } from "../../scripts/seed/second-factor.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { can } from "../../workers/http/roles.ts";
import { callsOf, rememberDemoApps, signInResident, staffClient } from "../demo-people.ts";
import { DESK, type Device, type TestContext } from "./harness.ts";

/** SEC-2: every page of every app under its policy, without one violation of it, and what every answer says. */
export const name = "headers";
export const limitMs = 12 * 60_000;

/** Accounts of the demo by their role; a page is opened as the last that may see it. */
const PEOPLE: readonly (readonly [string, Role])[] = [
  ["secretariat-admin", "secretariat-admin"],
  ["issuer-head", "issuer-head"],
  ["merchant-head", "merchant-head"],
];

/** A number nobody has. */
const RESIDENT_PHONE = "09099990281";

/** What isn't there or may not be seen is an answer like any other here; a violation of the policy is not. */
const ANSWERS = /Failed to load resource: the server responded with a status of 4\d\d/;

interface PageRoute {
  readonly path: string;
  /** Who opens it: a key of the demo's accounts, `resident` or `anyone`. */
  readonly as: string;
}

const source = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** Every page of the three apps, read from their own routers, so that a new one is walked without a word here. */
export function pageRoutes(): readonly PageRoute[] {
  const routes: PageRoute[] = [];
  let as = "secretariat-admin";
  let parent = "";
  for (const [line, , capability, path, opens] of matches(
    source("web/admin/app.tsx"),
    /(<Route component=\{only\("([^"]+)"[^)]*\)\}>|<Route path="([^"]+)"[^>\n]*?(\/>|>)|<\/Route>)/g,
  )) {
    if (capability !== undefined) {
      assert.ok((CAPABILITIES as readonly string[]).includes(capability), line);
      as =
        PEOPLE.findLast(([, role]) => can(role, capability as Capability))?.[0] ??
        assert.fail(`nobody may ${capability}`);
      parent = "";
    } else if (path === undefined) parent = "";
    else if (path.startsWith("*")) routes.push({ path: "/admin/nowhere", as: "secretariat-admin" });
    else {
      const whole = path === "/" ? parent || "/" : parent + path;
      if (opens === ">") parent = path;
      routes.push({ path: `/admin${whole}`, as });
    }
  }
  for (const [, path] of matches(source("web/counter/app.tsx"), /<Route path="([^"]+)"/g))
    routes.push({ path: path === "*" ? "/counter/nowhere" : (path as string), as: "clerk" });
  const wallet = source("wallet-pwa/app.tsx");
  for (const [, path] of matches(wallet, /^ {2}"(\/wallet[^"]*)": (?:gated|proven)\(/gm))
    routes.push({ path: path as string, as: "resident" });
  for (const [, path] of matches(wallet, /<Route path="([^"]+)"/g))
    routes.push({ path: path === "*" ? "/wallet/nowhere" : (path as string), as: "anyone" });
  for (const path of ["/api/docs", "/"]) routes.push({ path, as: "anyone" });
  return routes;
}

function matches(text: string, pattern: RegExp): readonly RegExpMatchArray[] {
  return [...text.matchAll(pattern)];
}

/** A path with ids of things that are there in the place of its names. */
function filled(path: string, ids: Readonly<Record<string, string>>): string {
  const thing = path.split("/")[2] ?? "";
  return path
    .replace(":id", ids[thing] ?? ids.nothing ?? "")
    .replace(/:(\w+)\??/g, (_, name: string) => ids[name] ?? ids.nothing ?? "");
}

/** One thing of each kind. */
async function idsOf(admin: SeedClient, issuer: SeedClient): Promise<Record<string, string>> {
  const first = async (by: SeedClient, list: string, key: string) => {
    const { rows } = await by.done<{ rows: Record<string, string>[] }>("GET", `${list}?limit=1`);
    return rows[0]?.[key] ?? "zzzzzzzzzzzz";
  };
  const programmeId = await first(admin, "programmes", "programmeId");
  const storeId = await first(admin, "stores/managed", "storeId");
  const { regionId } = await admin.done<{ regionId: string }>("GET", "staff/me");
  return {
    nothing: "zzzzzzzzzzzz",
    ...{ programmeId, storeId, regionId, programmes: programmeId, stores: storeId },
    organisations: await first(admin, "organisations", "organisationId"),
    issues: await first(issuer, "issues", "issueId"),
    notices: await first(admin, "notices", "noticeId"),
    ...{
      kind: "notice",
      code: "12345678901234567890",
      date: "2026-11-25",
      till: "zzzzzzzzzzzz.AAAAAAAAAAAAAA",
    },
    operationId: "0193b3a0-0000-7000-8000-000000000000",
  };
}

type Said = Readonly<Record<string, string>>;

/** The lines of a policy by their names. */
function policyOf(headers: Said): ReadonlyMap<string, string> {
  return new Map(
    (headers["content-security-policy"] ?? "").split("; ").map((line) => {
      const [name = "", ...values] = line.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

function checkEveryAnswer(headers: Said, what: string): void {
  assert.equal(headers["x-content-type-options"], "nosniff", what);
  assert.equal(headers["referrer-policy"], "no-referrer", what);
  assert.equal(headers["cross-origin-opener-policy"], "same-origin", what);
  assert.equal(headers["cross-origin-resource-policy"], "same-origin", what);
  assert.match(headers["permissions-policy"] ?? "", /camera=\(self\)/, what);
  for (const off of ["microphone", "payment", "usb", "bluetooth", "display-capture"])
    assert.match(headers["permissions-policy"] ?? "", new RegExp(`\\b${off}=\\(\\)`), what);
  assert.equal(policyOf(headers).get("frame-ancestors"), "'none'", what);
  assert.ok(headers["cache-control"], `${what} says how long it may be kept`);
  // Plain http on a developer's machine: HSTS is checked in workers/http/edge-headers.test.ts.
  assert.equal(headers["strict-transport-security"], undefined, what);
}

function checkPage(headers: Said, what: string): void {
  checkEveryAnswer(headers, what);
  const policy = policyOf(headers);
  assert.equal(policy.get("default-src"), "'none'", what);
  assert.equal(policy.get("script-src"), "'self' 'wasm-unsafe-eval'", what);
  assert.equal(policy.get("style-src-elem"), "'self'", what);
  assert.equal(policy.get("object-src"), "'none'", what);
  assert.equal(policy.get("base-uri"), "'none'", what);
  assert.equal(policy.get("form-action"), "'self'", what);
}

export async function run(ctx: TestContext): Promise<void> {
  const { demo } = ctx;
  assert.ok(demo);
  const routes = pageRoutes();
  // The least there were when this was written: a reader of routers that finds less has gone blind.
  assert.ok(routes.length >= 70, `${routes.length} pages`);
  const ids = await idsOf(
    await staffClient(ctx.url, demo, "secretariat-admin"),
    await staffClient(ctx.url, demo, "issuer-head"),
  );

  for (const as of new Set(routes.map((route) => route.as))) {
    const device = await ctx.device(as, { viewport: DESK });
    device.allow(ANSWERS);
    await watchPolicy(device);
    if (as === "resident") await signInResident(device.context, ctx.url, RESIDENT_PHONE);
    else if (as !== "anyone") await signIn(ctx, device, as);
    const mine = routes.filter((route) => route.as === as);
    for (const route of mine) {
      const path = filled(route.path, ids);
      const reply = await device.page.goto(ctx.url + path, { waitUntil: "networkidle" });
      assert.equal(reply?.status(), 200, path);
      checkPage(reply?.headers() ?? {}, path);
      await device.page.locator("#app > *").first().waitFor();
      assert.deepEqual(device.errors(), [], `${path} as ${as}`);
    }
    ctx.log(`${mine.length} pages as ${as}`);
    await checkAnswers(ctx, device, as);
  }
}

/** The browser says each violation on its console; this names it even where it doesn't. */
async function watchPolicy(device: Device): Promise<void> {
  await device.context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
}

/** Signs in and looks at the cookie that comes. */
async function signIn(ctx: TestContext, device: Device, key: string): Promise<void> {
  const account = ctx.demo?.accounts.find((one) => one.key === key);
  const reply = await device.context.request.post(`${ctx.url}/api/staff/session`, {
    headers: { origin: ctx.url },
    data: { loginId: account?.signIn, password: account?.password },
  });
  assert.equal(reply.status(), 200, key);
  const set = reply.headersArray().filter((header) => header.name.toLowerCase() === "set-cookie");
  assert.ok(set.length > 0, "a session is a cookie");
  for (const { value } of set) {
    assert.match(value, /^__Host-/, value);
    for (const part of ["Secure", "HttpOnly", "Path=/"])
      assert.ok(value.includes(part), `${part} in ${value}`);
    assert.match(value, /SameSite=(Lax|Strict)/, value);
    assert.doesNotMatch(value, /Domain=/i, value);
  }
  if (ctx.demo) rememberDemoApps(ctx.url, ctx.demo);
  await passFactor(callsOf(device.context, ctx.url).send, ctx.url, (await reply.json()) as StaffMe);
}

/** Answers that are no page: of the API, of files that are there and that are not. */
async function checkAnswers(ctx: TestContext, device: Device, as: string): Promise<void> {
  const get = (path: string) => device.context.request.get(ctx.url + path, { maxRedirects: 0 });
  for (const path of [
    "/api/staff/me",
    "/api/residents/me",
    "/api/wallets",
    "/api/programmes",
    "/api/nowhere",
  ]) {
    const reply = await get(path);
    checkEveryAnswer(reply.headers(), `${path} as ${as}`);
    assert.equal(reply.headers()["cache-control"], "no-store", path);
    assert.equal(policyOf(reply.headers()).get("default-src"), "'none'", path);
  }
  for (const path of [
    "/wallet/gone.js",
    "/nowhere",
    "/wallet",
    "/pictures/gone.png",
    "/wallet/sw.js",
    "/favicon.svg",
  ])
    checkEveryAnswer((await get(path)).headers(), path);
}
