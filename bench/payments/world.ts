/**
 * What the payments part stands on, made through the API as people would make it: a region, a programme with money, a
 * desk, stores and their tills, coupons handed over. Only residents come from a route of the bench, since a phone's code
 * can't be had without a phone; their rows are the ones that registering writes.
 */

import { randomBytes } from "node:crypto";
import { NO_APPROVALS } from "../../schema/api/approvals.ts";
import { addDays, type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { type IdTail, OPERATION_ID_RANDOM_BYTES, operationId } from "../../schema/ids.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { postHead, sendAll, type Target } from "../load.ts";

const PASSWORD = "a-password-for-the-bench";
const MUNICIPALITY = "990019";
const COUPON_YEN = 100_000;
/** What a job of issuing may take before something is wrong. */
const ISSUE_LIMIT_MS = 120_000;
const HANDLE_MS = 14 * 60_000;
/** Handles asked for at once. */
const HANDLE_PAGE = 1_000;

export interface Till {
  readonly storeId: string;
  readonly tillId: string;
  readonly signature: string;
}

export interface Resident {
  readonly cookie: string;
  /** The wallet's name. */
  readonly actor: string;
  readonly sessionId: string;
  readonly idTail: IdTail;
}

/** A coupon as a till or a wallet holds it after a scan. */
export interface HeldCoupon {
  readonly idTail: IdTail;
  readonly handle: string;
}

export interface World {
  readonly origin: string;
  readonly host: string;
  readonly clerk: { readonly cookie: string; readonly sessionId: string };
  readonly programmeId: string;
  readonly tills: readonly Till[];
  /** Grants so many residents `amountYen` each and signs them in. */
  residents(count: number, amountYen: number): Promise<readonly Resident[]>;
  /** Issues coupons and hands them over. */
  issue(coupons: number): Promise<Issue>;
  post<T>(path: string, body?: unknown): Promise<T>;
}

export interface Issue {
  readonly issueId: string;
  /** The first of them by their codes, as the sheets say. */
  codes(count: number): Promise<readonly string[]>;
  /** The next ones, as if they had been scanned in these sessions in turn. */
  take(count: number, sessionIds: readonly string[]): Promise<readonly HeldCoupon[]>;
}

/** A fresh operation id for a holder. */
function newOperation(tail: string) {
  return operationId(Date.now(), randomBytes(OPERATION_ID_RANDOM_BYTES), tail as IdTail);
}

/** The id of the session in a cookie. */
function sessionIdOf(cookie: string): string {
  const payload = cookie.split(".")[1] ?? "";
  return (JSON.parse(Buffer.from(payload, "base64url").toString()) as { sid: string }).sid;
}

/** Makes everything but residents and coupons. */
export async function makeWorld(
  target: Target,
  operatorKey: string,
  { stores, connections }: { readonly stores: number; readonly connections: number },
): Promise<World> {
  const host = `${target.host}:${target.port}`;
  const origin = `http://${host}`;
  const operator = new SeedClient(origin, { authorization: `Bearer ${operatorKey}` });
  const region = await operator.done<{ regionId: string }>("POST", "operator/regions", {
    approvals: NO_APPROVALS,
    name: "計測県",
    municipalities: [{ code: MUNICIPALITY, name: "計測市" }],
    secretariat: {
      organisationName: "計測県事務局",
      organisationKana: "ケイソクケンジムキョク",
      staffName: "係",
      loginId: "bench-admin",
      password: PASSWORD,
    },
  });
  const signIn = async (loginId: string) => {
    const client = new SeedClient(origin);
    await client.done("POST", "staff/session", { loginId, password: PASSWORD });
    await client.done("POST", "staff/password", { current: PASSWORD, next: `${PASSWORD}-own` });
    await client.signIn(loginId, `${PASSWORD}-own`);
    return client;
  };
  const admin = await signIn("bench-admin");
  const today = businessDate(Date.now());
  const expiresOn: BusinessDate = addDays(today, 30);
  const programme = await admin.done<{ programmeId: string; fundIdTail: string; rules: unknown }>(
    "POST",
    "programmes",
    {
      name: "計測クーポン",
      payName: "はかりPay",
      face: "shiosai",
      unitWord: "円",
      facesYen: [COUPON_YEN],
      facePer: "coupon",
      validity: { kind: "days", days: 30 },
      startsOn: today,
      endsOn: addDays(today, 365),
      scope: {
        municipalities: [MUNICIPALITY],
        industries: null,
        industriesOut: ["N80"],
        storesIn: [],
        storesOut: [],
      },
      caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
      rule: { unitYen: 1, payLimitYen: 50_000, personCapYen: null },
      reprintHours: 72,
    },
  );
  const { programmeId, fundIdTail } = programme;
  for (const to of ["approved", "open"]) await admin.done("POST", `programmes/${programmeId}/state`, { to });
  const organisation = async (body: object) =>
    (await admin.done<{ organisationId: string }>("POST", "organisations", body)).organisationId;
  const issuerId = await organisation({ name: "計測の宿", kana: "ケイソクノヤド", kinds: ["issuer"] });
  const branchId = await organisation({ name: "本館", kana: "ホンカン", parentId: issuerId });
  const merchantId = await organisation({
    name: "計測商店",
    kana: "ケイソクショウテン",
    kinds: ["merchant"],
  });
  await admin.done("POST", `programmes/${programmeId}/deposits`, {
    operationId: newOperation(fundIdTail),
    amountYen: 9_000_000_000,
  });
  await admin.done("POST", `programmes/${programmeId}/allotments`, {
    operationId: newOperation(fundIdTail),
    issuerId,
    amountYen: 4_000_000_000,
  });
  for (const [loginId, role, organisationId] of [
    ["bench-desk", "issuer-desk", branchId],
    ["bench-clerk", "clerk", merchantId],
  ] as const)
    await admin.done("POST", "staff", {
      name: "係",
      loginId,
      password: PASSWORD,
      memberships: [{ organisationId, role }],
    });
  const [desk, clerk] = [await signIn("bench-desk"), await signIn("bench-clerk")];

  const tills: Till[] = [];
  for (let n = 1; n <= stores; n++) {
    const { storeId } = await admin.done<{ storeId: string }>("POST", "stores", {
      organisationId: merchantId,
      name: `店 ${n}`,
      kana: `ミセ${n}`,
      address: `計測市${n}`,
      municipality: MUNICIPALITY,
      industry: "M7671",
      accepts: "mpm+cpm",
    });
    await admin.done("POST", `stores/${storeId}/tills`, { number: 1 });
    const qr = await clerk.done<{ tills: { tillId: string; qrText: string }[] }>(
      "GET",
      `counter/qr?storeId=${storeId}`,
    );
    const till = qr.tills[0];
    if (!till) throw new Error("a store without a till");
    tills.push({
      storeId,
      tillId: till.tillId,
      signature: till.qrText.slice(till.qrText.lastIndexOf(".") + 1),
    });
  }

  const post = async <T>(path: string, body: unknown = {}): Promise<T> => {
    const reply = await fetch(`${origin}/bench/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  };

  return {
    origin,
    host,
    clerk: { cookie: clerk.cookie, sessionId: sessionIdOf(clerk.cookie) },
    programmeId,
    tills,
    post,
    async residents(count, amountYen) {
      const body = JSON.stringify({
        programmeId,
        regionId: region.regionId,
        amountYen,
        expiresOn,
        rules: programme.rules,
      });
      const request = postHead("/bench/resident", { host, origin }, Buffer.byteLength(body)) + body;
      const made = await sendAll(target, new Array<string>(count).fill(request), connections);
      return made.map((text) => JSON.parse(text) as Resident);
    },
    async issue(coupons) {
      const made = await desk.done<{ issue: { issueId: string; state: string } }>("POST", "issues", {
        operationId: newOperation(fundIdTail),
        programmeId,
        branchId,
        coupons,
        faceYen: COUPON_YEN,
      });
      const { issueId } = made.issue;
      const untilMs = Date.now() + ISSUE_LIMIT_MS;
      for (let { state } = made.issue; state !== "ready"; ) {
        if (Date.now() > untilMs) throw new Error(`issuing ${coupons} coupons is not done: ${state}`);
        await new Promise((wake) => setTimeout(wake, 100));
        state = (await desk.done<{ state: string }>("GET", `issues/${issueId}`)).state;
      }
      await desk.done("POST", `issues/${issueId}/activate`, { operationId: newOperation(fundIdTail) });
      let taken = 0;
      return {
        issueId,
        async codes(count) {
          const { sheets } = await desk.done<{ sheets: { code: string }[] }>(
            "GET",
            `issues/${issueId}/sheets?limit=${count}`,
          );
          return sheets.map((sheet) => sheet.code);
        },
        async take(count, sessionIds) {
          const handles: HeldCoupon[] = [];
          while (handles.length < count) {
            const limit = Math.min(HANDLE_PAGE, count - handles.length);
            const page = await post<HeldCoupon[]>("handles", {
              issueId,
              sessionIds: Array.from(
                { length: limit },
                (_, n) => sessionIds[(handles.length + n) % sessionIds.length],
              ),
              programmeId,
              regionId: region.regionId,
              expiresAtMs: Date.now() + HANDLE_MS,
              from: taken,
            });
            if (page.length < limit) throw new Error(`the bench has used up its ${coupons} coupons`);
            taken += page.length;
            handles.push(...page);
          }
          return handles;
        },
      };
    },
  };
}
