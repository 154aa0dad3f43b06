import { randomBytes } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import { NO_APPROVALS } from "../../schema/api/approvals.ts";
import type { Asks } from "../../schema/api/programme-design.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { type IdTail, operationId } from "../../schema/ids.ts";
import { passFactor } from "../../scripts/seed/second-factor.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import type { RunningServer } from "../../scripts/server.ts";
import { callsOf } from "../demo-people.ts";
import { until } from "./harness.ts";

type System = Pick<RunningServer, "url" | "operatorKey">;

/** A region with one organisation that issues and sells, one store and one programme, made through the API. */
export interface SmallRegion {
  readonly secretariat: SeedClient;
  /** Issues, and sits at the till. */
  readonly house: SeedClient;
  readonly houseId: string;
  readonly programmeId: string;
  readonly fundIdTail: IdTail;
  readonly storeId: string;
  readonly tillId: string;
}

/** A client's operation id for this holder, as the apps make them. */
export function freshOperation(tail: IdTail): string {
  return operationId(Date.now(), randomBytes(6), tail);
}

/** Makes the region, with `allottedYen` for the house to issue coupons of `faceYen`. */
export async function smallRegion(
  server: System,
  money: { readonly faceYen: number; readonly depositYen: number; readonly allottedYen: number },
  asks: Partial<Asks> = {},
): Promise<SmallRegion> {
  const operator = new SeedClient(server.url, { authorization: `Bearer ${server.operatorKey}` });
  const region = await operator.done<{ loginId: string; firstPassword: string }>("POST", "operator/regions", {
    name: "試験県",
    approvals: NO_APPROVALS,
    municipalities: [{ code: "990019", name: "試験市" }],
    secretariat: {
      organisationName: "試験事務局",
      organisationKana: "シケンジムキョク",
      staffName: "試験 花子",
      loginId: "secretariat",
      password: "a long enough one",
    },
  });
  const secretariat = await firstSignedIn(server, region.loginId, region.firstPassword);
  const { organisationId: houseId } = await secretariat.done<{ organisationId: string }>(
    "POST",
    "organisations",
    {
      name: "宿と店",
      kana: "ヤドトミセ",
      kinds: ["issuer", "merchant"],
    },
  );
  const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
    organisationId: houseId,
    name: "港の売店",
    kana: "ミナトノバイテン",
    address: "試験市1-1",
    municipality: "990019",
    industry: "I58",
    accepts: "mpm+cpm",
  });
  const { tills } = await secretariat.done<{ tills: readonly { tillId: string }[] }>(
    "POST",
    `stores/${storeId}/tills`,
    {},
  );
  const today = businessDate(Date.now());
  const programme = await secretariat.done<{ programmeId: string; fundIdTail: IdTail }>(
    "POST",
    "programmes",
    {
      name: "試験クーポン",
      payName: "試験Pay",
      face: "shiosai",
      unitWord: "円",
      facesYen: [money.faceYen],
      facePer: "coupon",
      asks,
      validity: { kind: "days", days: 30 },
      startsOn: today,
      endsOn: addDays(today, 90),
      scope: { municipalities: null, industries: null, industriesOut: [], storesIn: [], storesOut: [] },
      caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
      rule: { unitYen: 1, payLimitYen: 100_000, personCapYen: null },
      reprintHours: 24,
    },
  );
  const { programmeId, fundIdTail } = programme;
  for (const to of ["approved", "open"])
    await secretariat.done("POST", `programmes/${programmeId}/state`, { to });
  await secretariat.done("POST", `programmes/${programmeId}/deposits`, {
    operationId: freshOperation(fundIdTail),
    amountYen: money.depositYen,
  });
  await secretariat.done("POST", `programmes/${programmeId}/allotments`, {
    operationId: freshOperation(fundIdTail),
    issuerId: houseId,
    amountYen: money.allottedYen,
  });
  const account = await secretariat.done<{ firstPassword: string }>("POST", "staff", {
    name: "試験 太郎",
    loginId: "house",
    password: "another long one",
    memberships: [
      { organisationId: houseId, role: "issuer-head" },
      { organisationId: houseId, role: "merchant-head" },
    ],
  });
  const house = await firstSignedIn(server, "house", account.firstPassword);
  return { secretariat, house, houseId, programmeId, fundIdTail, storeId, tillId: tills[0]?.tillId ?? "" };
}

/** One coupon of the house, handed over, and what was paid from it at the till; its 20 digits. */
export async function paidCoupon(
  region: Omit<SmallRegion, "secretariat">,
  faceYen: number,
  paymentsYen: readonly number[],
): Promise<string> {
  const { house, programmeId, fundIdTail } = region;
  const { issue } = await house.done<{ issue: { issueId: string } }>("POST", "issues", {
    operationId: freshOperation(fundIdTail),
    programmeId,
    branchId: region.houseId,
    coupons: 1,
    faceYen,
  });
  const { sheets } = await house.done<{ sheets: readonly { code: string }[] }>(
    "GET",
    `issues/${issue.issueId}/sheets`,
  );
  await house.done("POST", `issues/${issue.issueId}/activate`, { operationId: freshOperation(fundIdTail) });
  const till = { storeId: region.storeId, tillId: region.tillId };
  const code = sheets[0]?.code ?? "";
  for (const amountYen of paymentsYen) {
    const { coupon } = await house.done<{ coupon: { idTail: IdTail; handle: string } }>(
      "POST",
      "counter/inspect",
      { ...till, code },
    );
    await house.done("POST", "counter/payments", {
      ...till,
      operationId: freshOperation(coupon.idTail),
      handle: coupon.handle,
      amountYen,
    });
  }
  return code;
}

/** A region in which one coupon was paid from twice, and D1 knows it. */
export async function paidBooks(
  server: System,
  faceYen: number,
): Promise<SmallRegion & { readonly code: string }> {
  const region = await smallRegion(server, { faceYen, depositYen: 1_000_000, allottedYen: 500_000 });
  const code = await paidCoupon(region, faceYen, [1_000, 250]);
  await until("the payments to be projected", async () => {
    const path = `programmes/${region.programmeId}/figures`;
    return (await region.secretariat.done<{ paidYen: number }>("GET", path)).paidYen === 1_250;
  });
  return { ...region, code };
}

/** What staff change their first password to. */
const OWN_PASSWORD = "one of their own";

/** Signs a new member of staff in, who changes the first password at once. */
export async function firstSignedIn(server: System, loginId: string, password: string): Promise<SeedClient> {
  const client = new SeedClient(server.url);
  await client.done("POST", "staff/session", { loginId, password });
  await client.done("POST", "staff/password", { current: password, next: OWN_PASSWORD });
  await client.signIn(loginId, OWN_PASSWORD);
  return client;
}

/** Signs a member of staff in who has been here before. */
export async function signedIn(server: System, loginId: string): Promise<SeedClient> {
  const client = new SeedClient(server.url);
  await client.signIn(loginId, OWN_PASSWORD);
  return client;
}

/** The same on a browser, without a page. */
export async function signInOn(context: BrowserContext, url: string, loginId: string): Promise<void> {
  const calls = callsOf(context, url);
  const me = await calls.done<StaffMe>("POST", "staff/session", { loginId, password: OWN_PASSWORD });
  await passFactor(calls.send, url, me);
}
