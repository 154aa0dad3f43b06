import { exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { POS_OPERATIONS } from "../../schema/api/pos-keys.ts";
import { type Capability, ROLES, type Role } from "../../schema/api/staff.ts";
import { ENTITY_ID } from "../../schema/ids.ts";
import { askedBy, type Needs } from "../http/guard.ts";
import { can, reachOf, sideOf } from "../http/roles.ts";
import { ACCESS, type ObjectKind, type RouteAccess } from "./access.ts";
import { SAMPLES, type Sample } from "./access-samples.actor.testing.ts";
import { type AccessWorld, accessWorld, type Place, REGION_KINDS } from "./access-world.actor.testing.ts";
import { app } from "./app.ts";
import { newId } from "./new-id.ts";
import { Browser } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

const ROUTES = Object.keys(ACCESS);
const PLACES = ["own", "branch", "organisation", "region"] as const;
type Where = (typeof PLACES)[number];

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});

/* ---------- The table is whole and true ---------- */

test("ACC-2: the table names every route there is, and no other", () => {
  const routes = new Set(
    app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
  );
  expect(ROUTES.filter((route) => !routes.has(route))).toEqual([]);
  expect([...routes].filter((route) => !(route in ACCESS))).toEqual([]);
  expect(ROUTES.filter((route) => !(route in SAMPLES))).toEqual([]);
});

test("ACC-2: at every route stands the guard that the table says", () => {
  const stands = (route: string): Needs | "anyone" => {
    const [method, path = ""] = route.split(" ");
    for (const one of app.routes) {
      const here =
        one.method === "ALL"
          ? `${path}/`.startsWith(one.path.replace(/\*$/, ""))
          : one.method === method && one.path === path;
      const needs = here ? askedBy(one.handler) : undefined;
      if (needs !== undefined) return needs;
    }
    return "anyone";
  };
  for (const route of ROUTES) expect([route, stands(route)]).toEqual([route, ACCESS[route]?.needs]);
});

test("ACC-2: every id that a request can carry is declared", async () => {
  const document = await new Browser().read("openapi.json");
  const missing: string[] = [];
  for (const [route, { names = {} }] of Object.entries(ACCESS)) {
    const [method = "", path = ""] = route.split(" ");
    const operation = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    const parts: [string, JsonSchema][] = (operation?.parameters ?? []).map(
      (one: { in: string; name: string; schema: JsonSchema }) => [`${one.in}.${one.name}`, one.schema],
    );
    parts.push(["body", operation?.requestBody?.content?.["application/json"]?.schema ?? {}]);
    const places = parts.flatMap(([at, schema]) => idPlaces(schema, at, document.components.schemas));
    for (const place of new Set(places)) if (!(place in names)) missing.push(`${route} ${place}`);
  }
  expect(missing).toEqual([]);
});

interface JsonSchema {
  readonly $ref?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The places of a schema that hold the id of an object or of a coupon, in the notation of the table. */
function idPlaces(schema: JsonSchema, at: string, named: Readonly<Record<string, JsonSchema>>): string[] {
  const inner = (one: JsonSchema | undefined, place: string) => (one ? idPlaces(one, place, named) : []);
  return [
    ...(schema.pattern?.startsWith(ENTITY_ID.source.slice(0, -1)) ? [at] : []),
    ...(schema.$ref ? inner(named[schema.$ref.replace(/^.*\//, "")], at) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => inner(one, `${at}.${name}`)),
    ...inner(schema.items, `${at}.0`),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => inner(one, at)),
  ];
}

/* ---------- Asking ---------- */

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function requestOf(route: string, { names = {} }: RouteAccess, place: Place, sample: Sample): Asked {
  const [method = "", path = ""] = route.split(" ");
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const kind = names[`path.${name}`];
    const value = sample.params?.[name] ?? (kind && place.ids[kind]);
    if (value === undefined) throw new Error(`${route}: nothing for :${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(sample.query).toString();
  const body = sample.raw?.body ?? (sample.body === undefined ? undefined : JSON.stringify(sample.body));
  return {
    method,
    path: query === "" ? filled : `${filled}?${query}`,
    body,
    headers: {
      ...(body === undefined ? {} : { "content-type": sample.raw?.type ?? "application/json" }),
      ...sample.headers,
    },
  };
}

async function ask(browser: Browser, { method, path, body, headers }: Asked): Promise<Answer> {
  const reply = await exports.default.fetch(
    new Request(`http://localhost${path}`, {
      method,
      headers: { origin: "http://localhost", cookie: browser.cookieHeader(), ...browser.headers, ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  );
  if (reply.webSocket) {
    reply.webSocket.accept();
    reply.webSocket.close();
    return { status: 200, text: "" };
  }
  // A PDF or an archive is compared like any other answer.
  const text = new TextDecoder().decode(await reply.arrayBuffer());
  return { status: reply.status, text: text.replace(/"requestId":"[^"]*"|"serverNowMs":\d+/g, "") };
}

/** The same request with the ids of some kinds exchanged. */
function exchange(asked: Asked, kinds: readonly ObjectKind[], from: Place["ids"], to: Place["ids"]): Asked {
  const change = (text: string) => kinds.reduce((now, kind) => now.replaceAll(from[kind], to[kind]), text);
  return {
    ...asked,
    path: change(asked.path),
    body: asked.body === undefined ? undefined : change(asked.body),
  };
}

/** Ids that nothing has, of the same shapes. */
function nothings(like: Place["ids"]): Place["ids"] {
  const made = (kind: ObjectKind) => {
    if (kind === "coupon") return `${newId()}-1`;
    if (kind === "payment") return `${like.payment.slice(0, -12)}000000${like.payment.slice(-6, -4)}0000`;
    return newId<string>();
  };
  return Object.fromEntries(
    Object.keys(like).map((kind) => [kind, made(kind as ObjectKind)]),
  ) as Place["ids"];
}

const kindsIn = (asked: Asked, access: RouteAccess, { ids }: Place): ObjectKind[] => [
  ...new Set(
    Object.values(access.names ?? {}).filter(
      (kind) => asked.path.includes(ids[kind]) || asked.body?.includes(ids[kind]),
    ),
  ),
];

/** What is meant by an account or an organisation depends on the side that asks. */
function placeFor(where: Where, role: Role | null): Place {
  const place = world.places[where];
  if (role === null || sideOf(role) !== "issuer") return place;
  const { ids, issuerStaff: staff, issuerMailAddress } = place;
  return { ...place, ids: { ...ids, staff, organisation: ids.branch, "mail-address": issuerMailAddress } };
}

/* ---------- What the table expects ---------- */

const sees = (role: Role, where: Where) =>
  where === "own" ||
  (where === "branch" && reachOf(role) !== "self") ||
  (where === "organisation" && reachOf(role) === "region");

function mayReach(role: Role, { needs, hiddenFrom }: RouteAccess, where: Where): boolean {
  const holds = needs === "staff" || [needs].flat().some((one) => can(role, one as Capability));
  return holds && sees(role, where) && sideOf(role) !== hiddenFrom;
}

/** What must stand in no answer to a role: whatever is out of its reach, and guests whom only their own desk knows (CAL-4). */
function hiddenFrom(role: Role, route: string): string[] {
  const unseen = PLACES.filter((where) => !sees(role, where)).flatMap((where) => {
    const { ids, issuerStaff } = world.places[where];
    const kinds = Object.keys(ids) as ObjectKind[];
    return [
      issuerStaff,
      ...kinds.filter((kind) => where === "region" || !REGION_KINDS.has(kind)).map((kind) => ids[kind]),
    ];
  });
  const knowsGuest = (where: Where) =>
    sees(role, where) && (sideOf(role) === "issuer" || route === "POST /api/holders/coupons/:id/stay");
  return [
    ...unseen,
    ...PLACES.filter((where) => !knowsGuest(where)).map((where) => world.places[where].guest),
  ];
}

/** Whether a store's key opens a route, and no account. */
const isForKeys = ({ needs }: RouteAccess) => [needs].flat().some((one) => /^pos($|\.(?!manage))/.test(one));

const isRefused = ({ status }: Answer) => status === 403 || status === 404;
/** How many holes a failure lists. */
const MOST_TOLD = 30;

const told = ({ status, text }: Answer) => `${status} ${text.slice(0, 160)}`;

/** Whether an answer shows that the request was let to its object: it was done, or refused for what it asks. */
function gotThrough({ status, text }: Answer, { raw, through }: Sample): boolean {
  if (through?.status === status && text.includes(`"code":"${through.code}"`)) return true;
  return (
    status < 300 ||
    status === 409 ||
    status === 422 ||
    (raw !== undefined && (status === 400 || status === 415))
  );
}

interface Case {
  readonly role: Role;
  readonly route: string;
  readonly what: string;
  readonly sample: Sample;
  /** Made anew for each request: an operation id counts once. */
  readonly request: () => Asked;
  /** Null: it may be reached. Else the kinds of object that nobody lets this role near. */
  readonly hidden: readonly ObjectKind[] | null;
  readonly where: Where;
  /** Where a strange object stands in for one of the caller's own. */
  readonly strange: Where | null;
}

/** Every case of one route and role: each place, and each object of another place beside one's own. */
function casesOf(route: string, role: Role): Case[] {
  const access = ACCESS[route] as RouteAccess;
  const cases: Case[] = [];
  for (const where of PLACES) {
    const place = placeFor(where, role);
    for (const [n, sample] of (SAMPLES[route]?.(place, role) ?? []).entries()) {
      const request = () => requestOf(route, access, place, SAMPLES[route]?.(place, role)[n] ?? {});
      const kinds = kindsIn(request(), access, place);
      const what = `${role}, ${where}: ${route}${n > 0 ? ` #${n}` : ""}`;
      if (where !== "own" && kinds.length === 0) continue;
      if ((where === "branch" || where === "organisation") && kinds.every((kind) => REGION_KINDS.has(kind)))
        continue;
      const base = { role, route, sample, request, where };
      const reached = mayReach(role, access, where);
      cases.push({ ...base, what, hidden: reached ? null : kinds, strange: null });
      if (where !== "own" || kinds.length < 2 || !reached) continue;
      for (const kind of kinds)
        for (const strange of ["organisation", "region"] as const)
          if (!sees(role, strange) && (strange === "region" || !REGION_KINDS.has(kind)))
            cases.push({ ...base, what: `${what} with the ${kind} of ${strange}`, hidden: [kind], strange });
    }
  }
  return cases;
}

test("ACC-3, WHO-1, WHO-2, CAL-4: every role gets at what the table gives it and at nothing else, and can't tell what it may not see from what isn't there", async () => {
  const started = Date.now();
  const holes: string[] = [];
  let asked = 0;
  const routes = ROUTES.filter(
    (route) =>
      !["anyone", "resident", "operator"].includes(ACCESS[route]?.needs as string) &&
      !isForKeys(ACCESS[route] as RouteAccess),
  );

  const shows = ({ role, route, what }: Case, answer: Answer) => {
    const seen = answer.status < 300 && hiddenFrom(role, route).find((text) => answer.text.includes(text));
    if (seen) holes.push(`${what}: shows ${seen}`);
  };
  const reach = async (one: Case) => {
    let request = one.request();
    if (one.sample.fresh) {
      const { kind, id } = await one.sample.fresh();
      const { ids } = placeFor(one.where, one.role);
      request = exchange(request, [kind], ids, { ...ids, [kind]: id });
    }
    const answer = await ask(world.browsers[one.role], request);
    if (!gotThrough(answer, one.sample)) holes.push(`${one.what}: should get through, got ${told(answer)}`);
    shows(one, answer);
  };
  const refuse = async (one: Case, hidden: readonly ObjectKind[]) => {
    const { ids } = placeFor(one.where, one.role);
    const there =
      one.strange === null
        ? one.request()
        : exchange(one.request(), hidden, ids, placeFor(one.strange, one.role).ids);
    const answer = await ask(world.browsers[one.role], there);
    const nothing = await ask(world.browsers[one.role], exchange(one.request(), hidden, ids, nothings(ids)));
    shows(one, answer);
    if (answer.status !== nothing.status || answer.text !== nothing.text)
      holes.push(`${one.what}: tells it from nothing: ${told(answer)} / ${told(nothing)}`);
    // What a path names is hidden or forbidden. A list says that nothing fits, a body's field is refused by its name.
    const inPath = Object.entries(ACCESS[one.route]?.names ?? {}).some(
      ([at, kind]) => at.startsWith("path.") && hidden.includes(kind),
    );
    const asNothing =
      !inPath &&
      hidden.length > 0 &&
      (one.route.startsWith("GET") ||
        answer.status === 422 ||
        one.route.endsWith("/search") ||
        one.route.endsWith("/scope"));
    if (!isRefused(answer) && !asNothing) holes.push(`${one.what}: should be refused, got ${told(answer)}`);
  };

  for (const route of routes) {
    const cases = ROLES.flatMap((role) => casesOf(route, role));
    asked += cases.length;
    // Whoever may not goes first, while everything is as it was.
    const refused = cases.flatMap((one) => (one.hidden ? [() => refuse(one, one.hidden ?? [])] : []));
    for (let i = 0; i < refused.length; i += 12)
      await Promise.all(refused.slice(i, i + 12).map((each) => each()));
    for (const one of cases) if (!one.hidden) await reach(one);
  }
  console.log(
    `access: ${asked} cases of ${routes.length} routes and ${ROLES.length} roles in ${Math.round((Date.now() - started) / 1_000)} s`,
  );
  // The first tell enough: of a guard that fell whole there are thousands.
  expect(holes.slice(0, MOST_TOLD)).toEqual([]);
});

test("ACC-3, POS-4: nobody, a resident, a store's key and the operator's get in only where the table says so, and no account gets in for them", async () => {
  const holes: string[] = [];
  let cases = 0;
  const place = world.places.own;
  const strangers = {
    nobody: new Browser(),
    resident: world.resident,
    operator: world.operator,
    key: new Browser({ authorization: `Bearer ${place.posKeyText}` }),
  };
  for (const route of ROUTES) {
    const access = ACCESS[route] as RouteAccess;
    if (access.needs === "anyone") continue;
    const sample = SAMPLES[route]?.(place, null)[0] ?? {};
    const asked = requestOf(route, access, place, sample);
    const wrong = [
      ...Object.entries(strangers).filter(([who]) =>
        isForKeys(access) ? who !== "key" : who !== access.needs,
      ),
      ...(access.needs === "resident" || access.needs === "operator" || isForKeys(access)
        ? Object.entries(world.browsers)
        : []),
    ];
    for (const [who, browser] of wrong) {
      cases++;
      const answer = await ask(browser, asked);
      const isNull = answer.status === 200 && answer.text === "null";
      if (answer.status !== 401 && !isNull)
        holes.push(`${who} ${route}: got ${answer.status} ${answer.text.slice(0, 100)}`);
    }
  }
  console.log(`access: ${cases} cases of the wrong kind of caller`);
  expect(holes).toEqual([]);
});

test("ACC-3, POS-1, POS-4: a store's key gets at its own store's till and payments, for what it was made for, and at nothing else", async () => {
  const holes: string[] = [];
  const routes = ROUTES.filter((route) => isForKeys(ACCESS[route] as RouteAccess));
  const withKey = (text: string) => new Browser({ authorization: `Bearer ${text}` });
  for (const route of routes) {
    const access = ACCESS[route] as RouteAccess;
    const request = (place: Place) => requestOf(route, access, place, SAMPLES[route]?.(place, null)[0] ?? {});
    for (const where of PLACES) {
      const place = world.places[where];
      const key = withKey(place.posKeyText);
      const answer = await ask(key, request(place));
      if (!gotThrough(answer, {})) holes.push(`${where} ${route}: should get through, got ${told(answer)}`);
      for (const strange of PLACES.filter((other) => other !== where)) {
        const seen = await ask(key, request(world.places[strange]));
        const others = PLACES.filter((other) => other !== where).flatMap((other) => [
          world.places[other].ids.store,
          world.places[other].ids.payment,
        ]);
        const shown = seen.status < 300 && others.find((text) => seen.text.includes(text));
        if (shown) holes.push(`${where} ${route} of ${strange}: shows ${shown}`);
        if (!request(place).body?.includes(place.ids.till)) continue;
        const nothing = await ask(
          key,
          exchange(request(place), ["till"], place.ids, { ...place.ids, till: newId() }),
        );
        const till = exchange(request(place), ["till"], place.ids, world.places[strange].ids);
        const there = await ask(key, till);
        if (there.status !== 404 || there.text !== nothing.text)
          holes.push(`${where} ${route} at a till of ${strange}: ${told(there)} / ${told(nothing)}`);
      }
    }
  }
  const place = world.places.own;
  const head = world.browsers["merchant-head"];
  for (const operation of POS_OPERATIONS) {
    const { storeId, tillId, key } = { storeId: place.ids.store, tillId: place.ids.till, key: "つぎ" };
    const made = await head.done("pos-keys", {
      storeId,
      tillId,
      name: key,
      operations: [operation],
      lastDay: null,
    });
    for (const route of routes) {
      const access = ACCESS[route] as RouteAccess;
      const asked = requestOf(route, access, place, SAMPLES[route]?.(place, null)[0] ?? {});
      const { status } = await ask(withKey(made.text), asked);
      const may = access.needs === "pos" || [access.needs].flat().includes(`pos.${operation}`);
      if ((status === 403) === may) holes.push(`a key for ${operation}, ${route}: got ${status}`);
    }
  }
  expect(holes).toEqual([]);
});
