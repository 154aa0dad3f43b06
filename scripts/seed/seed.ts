import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CreatedRegion, Organisation } from "../../schema/api/organisations.ts";
import type { FundOrWaiting, Programme } from "../../schema/api/programmes.ts";
import type { PublishPageRequest } from "../../schema/api/regions.ts";
import type { StaffAccount, StaffMe } from "../../schema/api/staff.ts";
import type { BackOfficeStore, ManagedStore } from "../../schema/api/stores.ts";
import type { Terms, TermsListed } from "../../schema/api/terms.ts";
import { businessDate, DAY_MS } from "../../schema/calendar.ts";
import { type IdTail, OPERATION_ID_RANDOM_BYTES, operationId } from "../../schema/ids.ts";
import type { Demo, DemoAccount } from "../demo.ts";
import { readOutlines } from "../region-outlines.ts";
import { REGIONS, RESIDENT_PHONE, type SeedRegion } from "./regions.ts";
import { OPERATOR_TERMS, residentTerms } from "./resident-texts.ts";
import { appOf } from "./second-factor.ts";
import { SeedClient } from "./seed-client.ts";
import { seedBanks, seedPayouts } from "./seed-payouts.ts";

/** What seeding needs: where the API is, and the operator's key. */
export interface SeedOptions {
  readonly origin: string;
  readonly operatorKey: string;
  readonly log: (line: string) => void;
}

/**
 * Fills an empty system through its API with two invented regions, and says who can sign in. Every step looks first
 * whether it is done: seeding that was killed goes on where it stood, and a second time changes nothing.
 */
export async function seed(options: SeedOptions): Promise<Demo> {
  const accounts: DemoAccount[] = [];
  await seedOperatorTerms(options);
  for (const region of REGIONS) {
    options.log(`${region.name} (${region.programme.payName})`);
    accounts.push(...(await seedRegion(options, region)));
  }
  accounts.push({
    app: "/wallet/",
    key: "resident",
    who: "利用者（コードは /dev/inbox）",
    signIn: RESIDENT_PHONE,
  });
  return { accounts };
}

async function seedRegion(options: SeedOptions, region: SeedRegion): Promise<readonly DemoAccount[]> {
  const admin = await seedSecretariat(options, region);
  await seedPages(admin, region);
  const programme = await seedProgramme(admin, region);
  const organisations = await seedOrganisations(admin, region);
  await seedTerms(admin, region);
  await seedStores(admin, region, organisations);
  const accounts = await seedAccounts(options, admin, region, organisations);
  await seedFund(options, admin, region, programme, organisations);
  const { origin, operatorKey } = options;
  await seedBanks(new SeedClient(origin, { authorization: `Bearer ${operatorKey}` }), admin);
  await seedPayouts(admin, region, programme, organisations);
  return accounts;
}

/** What an account is given first; signing in changes it, as people do. */
const FIRST_PASSWORD = "first-password-demo";

async function seedSecretariat(
  { origin, operatorKey }: SeedOptions,
  region: SeedRegion,
): Promise<SeedClient> {
  const first = region.accounts[0];
  if (!first) throw new Error(`${region.name} has no secretariat account`);
  const operator = new SeedClient(origin, { authorization: `Bearer ${operatorKey}` });
  const created = await operator.send("POST", "operator/regions", {
    name: region.name,
    kana: region.kana,
    municipalities: region.municipalities,
    approvals: region.approvals,
    secretariat: {
      organisationName: region.secretariat.name,
      organisationKana: region.secretariat.kana,
      staffName: first.name,
      loginId: first.loginId,
      password: FIRST_PASSWORD,
    },
  });
  // A conflict is a region that stands already.
  if (created.status !== 200 && created.status !== 409)
    throw new Error(`region ${region.name}: ${JSON.stringify(created.body)}`);
  if (created.status === 200) await seedOutlines(operator, region, created.body as CreatedRegion);
  return signIn({ origin, operatorKey }, first.loginId, region.password);
}

/** Draws the demo's invented islands, as `npm run region -- outlines` draws real municipalities. */
async function seedOutlines(
  operator: SeedClient,
  region: SeedRegion,
  { regionId }: CreatedRegion,
): Promise<void> {
  const outlines = readOutlines(
    readFileSync(new URL("demo-municipalities.geojson", import.meta.url), "utf8"),
    "N03_007",
  );
  for (const { code } of region.municipalities) {
    const outline = outlines.get(code);
    if (!outline) throw new Error(`nobody has drawn ${code}`);
    await operator.done("POST", `operator/regions/${regionId}/municipalities/${code}/outline`, { outline });
  }
}

/** Signs in with the demo password and the demo's app, and where they aren't set yet sets them. */
async function signIn(
  { origin, operatorKey }: Pick<SeedOptions, "origin" | "operatorKey">,
  loginId: string,
  password: string,
  isNew = false,
): Promise<SeedClient> {
  const client = new SeedClient(origin);
  const known = isNew ? null : await client.send("POST", "staff/session", { loginId, password });
  if (known?.status !== 200) {
    await client.done("POST", "staff/session", { loginId, password: FIRST_PASSWORD });
    const me = await client.done<StaffMe>("POST", "staff/password", {
      current: FIRST_PASSWORD,
      next: password,
    });
    await client.passFactor(me);
    return client;
  }
  const me = known.body as StaffMe;
  if (me.factors.step === "ask" && appOf(origin, loginId) === undefined) {
    // Seeding was killed after it had set the app up: the operator takes it away, as of somebody who lost it.
    const operator = new SeedClient(origin, { authorization: `Bearer ${operatorKey}` });
    await operator.done("POST", "operator/staff/factor-reset", { loginId, reason: "demo data, begun anew" });
    await client.signIn(loginId, password);
  } else await client.passFactor(me);
  return client;
}

/** Publishes what a region says to everybody; whatever has been published since stays. */
async function seedPages(admin: SeedClient, { pages }: SeedRegion): Promise<void> {
  const versions: readonly PublishPageRequest[] = [
    { kind: "contact", basedOn: 0, contact: pages.contact },
    { kind: "legal-notice", basedOn: 0, text: pages.legalNotice },
    { kind: "privacy", basedOn: 0, text: pages.privacy },
  ];
  for (const version of versions) {
    const there = await admin.done<{ rows: unknown[] }>("GET", `region/pages?kind=${version.kind}&limit=1`);
    if (there.rows.length === 0) await admin.done("POST", "region/pages", version);
  }
}

async function seedProgramme(admin: SeedClient, region: SeedRegion): Promise<Programme> {
  const { programme } = region;
  const there = (await admin.all<Programme>("programmes")).find((each) => each.name === programme.name);
  if (there) return opened(admin, there);
  const { nowMs } = await admin.done<{ nowMs: number }>("GET", "health");
  const today = businessDate(nowMs);
  const draft = await admin.done<Programme>("POST", "programmes", {
    name: programme.name,
    payName: programme.payName,
    face: programme.face,
    unitWord: programme.unitWord,
    facesYen: programme.facesYen,
    facePer: programme.facePer,
    validity: { kind: "days", days: programme.validDays },
    startsOn: today,
    endsOn: `${Number(today.slice(0, 4)) + 2}-03-31`,
    scope: {
      municipalities: programme.municipalities,
      industries: null,
      industriesOut: programme.industriesOut,
      storesIn: [],
      storesOut: [],
    },
    caps: { perIssuerDayYen: null, perBranchDayYen: programme.perBranchDayYen, perStayYen: null },
    rule: {
      unitYen: programme.unitYen,
      payLimitYen: programme.payLimitYen,
      personCapYen: programme.personCapYen,
    },
    reprintHours: 72,
    ...(programme.residentAsks ? { residentAsks: programme.residentAsks } : {}),
  });
  return opened(admin, draft);
}

/** Takes a draft through its states (PRG-3); seeding that was killed between two of them goes on. */
async function opened(admin: SeedClient, programme: Programme): Promise<Programme> {
  const next = { draft: "approved", approved: "open" }[programme.state as string];
  if (next === undefined) return programme;
  const path = `programmes/${programme.programmeId}/state`;
  return opened(admin, await admin.done<Programme>("POST", path, { to: next }));
}

type ByName = ReadonlyMap<string, Organisation>;

async function seedOrganisations(admin: SeedClient, region: SeedRegion): Promise<ByName> {
  const all = new Map((await admin.all<Organisation>("organisations")).map((each) => [each.name, each]));
  const make = async (body: { readonly name: string }): Promise<Organisation> => {
    const there = all.get(body.name);
    const made = there ?? (await admin.done<Organisation>("POST", "organisations", body));
    all.set(made.name, made);
    return made;
  };
  for (const { name, kana, kinds, branches } of region.organisations) {
    const head = await make({ name, kana, kinds } as { name: string });
    for (const branch of branches)
      await make({ ...branch, parentId: head.organisationId } as { name: string });
  }
  return all;
}

/** The same step has the same id in every run, so that money arrives once however often it is seeded (OPR-2). */
function stepOperation(programme: Programme, step: string) {
  const hash = createHash("sha256").update(`seed|${programme.programmeId}|${step}`).digest();
  return operationId(
    programme.createdAtMs,
    hash.subarray(0, OPERATION_ID_RANDOM_BYTES),
    programme.fundIdTail as IdTail,
  );
}

async function seedFund(
  options: SeedOptions,
  admin: SeedClient,
  region: SeedRegion,
  programme: Programme,
  organisations: ByName,
) {
  const path = `programmes/${programme.programmeId}`;
  /** Sends what may wait for a second person, who then approves it (APR-1). */
  const send = async (route: string, body: object) => {
    const reply = await admin.done<FundOrWaiting>("POST", `${path}/${route}`, body);
    if (reply.outcome === "done") return;
    const second = region.accounts
      .slice(1)
      .find(({ memberships }) => memberships[0]?.role === "secretariat-admin");
    if (!second) throw new Error(`${region.name} has nobody who could approve`);
    const approver = await signIn(options, second.loginId, region.password);
    await approver.done("POST", `approvals/${reply.approvalId}/approve`);
  };
  await send("deposits", {
    operationId: stepOperation(programme, "deposit"),
    amountYen: region.programme.depositYen,
  });
  for (const { name, allotmentYen } of region.organisations) {
    if (allotmentYen === undefined) continue;
    await send("allotments", {
      operationId: stepOperation(programme, `allotment|${name}`),
      issuerId: organisations.get(name)?.organisationId,
      amountYen: allotmentYen,
    });
  }
}

/** Long enough that nobody in a demonstration is kept waiting by terms. */
const NOTICE_DAYS = 365;

async function seedTerms(admin: SeedClient, region: SeedRegion): Promise<void> {
  const there = new Set((await admin.all<TermsListed>("terms")).map((each) => each.kind));
  const { nowMs } = await admin.done<{ nowMs: number }>("GET", "health");
  const times = { publishedAtMs: nowMs, blocksFromMs: nowMs + NOTICE_DAYS * DAY_MS };
  if (region.merchantTerms && !there.has("merchant"))
    await admin.done("POST", "terms", { ...region.merchantTerms, ...times, kind: "merchant" });
  if (!there.has("resident"))
    await admin.done("POST", "terms", {
      ...residentTerms(region.programme.payName),
      ...times,
      pledges: [],
      kind: "resident",
    });
}

async function seedOperatorTerms({ origin, operatorKey }: SeedOptions): Promise<void> {
  const operator = new SeedClient(origin, { authorization: `Bearer ${operatorKey}` });
  if ((await operator.all("operator/terms")).length > 0) return;
  const { nowMs } = await operator.done<{ nowMs: number }>("GET", "health");
  await operator.done("POST", "operator/terms", {
    ...OPERATOR_TERMS,
    publishedAtMs: nowMs,
    blocksFromMs: nowMs,
  });
}

/** The secret of a demo account's app, where a role asks for one. */
function appSecret(origin: string, loginId: string): Pick<DemoAccount, "appSecret"> {
  const secret = appOf(origin, loginId);
  return secret === undefined ? {} : { appSecret: secret };
}

/** Accepts whatever terms wait for an account, as its owner would. */
async function acceptTerms(client: SeedClient): Promise<void> {
  const { termsDue } = await client.done<StaffMe>("GET", "staff/me");
  for (const { termsId, organisationId } of termsDue) {
    const { pledges } = await client.done<Terms>("GET", `terms/${termsId}`);
    await client.done("POST", `terms/${termsId}/acceptances`, {
      organisationId,
      pledges: pledges.map((_, at) => at),
    });
  }
}

/** Of a store whose owner told only where it is. */
const NOTHING_WRITTEN = { postalCode: null, phone: null, hours: null, notices: null };

async function seedStores(admin: SeedClient, region: SeedRegion, organisations: ByName): Promise<void> {
  const there = new Map(
    (await admin.all<BackOfficeStore>("stores/managed")).map((each) => [each.name, each]),
  );
  for (const { owner, tills, at, details, ...store } of region.stores) {
    const organisationId = organisations.get(owner)?.organisationId;
    const made =
      there.get(store.name) ??
      (await admin.done<BackOfficeStore>("POST", "stores", { ...store, organisationId }));
    for (let number = made.tills.length + 1; number <= tills; number++)
      await admin.done("POST", `stores/${made.storeId}/tills`, { number });
    const first = await admin.done<ManagedStore>("GET", `stores/${made.storeId}/managed`);
    if (first.version === 1)
      await admin.done("PUT", `stores/${made.storeId}`, {
        ...(details ?? NOTHING_WRITTEN),
        pin: { latitudeE6: Math.round(at[0] * 1e6), longitudeE6: Math.round(at[1] * 1e6) },
        address: store.address,
        version: 1,
      });
  }
}

async function seedAccounts(
  options: SeedOptions,
  admin: SeedClient,
  region: SeedRegion,
  organisations: ByName,
): Promise<readonly DemoAccount[]> {
  const there = new Set((await admin.all<StaffAccount>("staff")).map((each) => each.loginId));
  const rest = region.accounts.slice(1);
  for (const account of rest) {
    const isNew = !there.has(account.loginId);
    if (isNew)
      await admin.done("POST", "staff", {
        name: account.name,
        loginId: account.loginId,
        password: FIRST_PASSWORD,
        memberships: account.memberships.map(({ organisation, role }) => ({
          organisationId: organisations.get(organisation || region.secretariat.name)?.organisationId,
          role,
        })),
      });
    await acceptTerms(await signIn(options, account.loginId, region.password, isNew));
  }
  return region.accounts.map(({ app, key, who, loginId }) => ({
    app,
    key,
    who,
    signIn: loginId,
    password: region.password,
    ...appSecret(options.origin, loginId),
  }));
}
