/**
 * The people of the demo data, through the API: a desk that issues, a clerk with store QRs, residents with a phone.
 * For tests of screens that are about something else; the main job itself goes through pages only.
 */
import { randomBytes } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import type { Adding, Consents, ConsentText } from "../schema/api/consents.ts";
import type { Allotment, IssueReply, Sheets } from "../schema/api/issues.ts";
import type { PaymentReply } from "../schema/api/payments.ts";
import type { StaffMe } from "../schema/api/staff.ts";
import {
  type IdTail,
  OPERATION_ID_RANDOM_BYTES,
  type OperationId,
  operationId,
  type ProgrammeId,
} from "../schema/ids.ts";
import type { Demo } from "../scripts/demo.ts";
import { passFactor, rememberApp } from "../scripts/seed/second-factor.ts";
import { SeedClient } from "../scripts/seed/seed-client.ts";

/** A fresh operation id for a holder's tail. */
export function freshOperation(tail: IdTail | string): OperationId {
  return operationId(Date.now(), randomBytes(OPERATION_ID_RANDOM_BYTES), tail as IdTail);
}

/** A staff account of the demo, by its key, signed in. */
export async function staffClient(url: string, demo: Demo, key: string): Promise<SeedClient> {
  const account = demo.accounts.find((one) => one.key === key);
  if (!account?.password) throw new Error(`the demo has no account ${key}`);
  rememberDemoApps(url, demo);
  const client = new SeedClient(url);
  await client.signIn(account.signIn, account.password);
  return client;
}

/** Takes up the apps of the demo's accounts, for signing in with them. */
export function rememberDemoApps(url: string, demo: Demo): void {
  for (const { signIn, appSecret } of demo.accounts) if (appSecret) rememberApp(url, signIn, appSecret);
}

/** A demo account that signs in on a browser, without a page. */
export async function signInStaff(
  context: BrowserContext,
  url: string,
  demo: Demo,
  key: string,
): Promise<void> {
  const account = demo.accounts.find((one) => one.key === key);
  if (!account) throw new Error(`the demo has no account ${key}`);
  rememberDemoApps(url, demo);
  const calls = callsOf(context, url);
  const body = { loginId: account.signIn, password: account.password };
  const me = await calls.done<StaffMe>("POST", "staff/session", body);
  await passFactor(calls.send, url, me);
}

/** Issues coupons at a desk, hands them over, and gives their codes. */
export async function issueCodes(desk: SeedClient, coupons: number, faceYen: number): Promise<string[]> {
  const { sheets } = await issueSheets(desk, coupons, faceYen, true);
  return sheets.map((sheet) => sheet.code);
}

/** Issues coupons at a desk and hands them over or not; the issue and its sheets. */
export async function issueSheets(desk: SeedClient, coupons: number, faceYen: number, handOver: boolean) {
  const { allotments } = await desk.done<Allotment>("GET", "issuers/me/allotment");
  const allotment = allotments[0];
  const branch = allotment?.branches[0];
  if (!allotment || !branch) throw new Error("this account does not issue");
  const { issue } = await desk.done<IssueReply>("POST", "issues", {
    operationId: freshOperation(allotment.fundIdTail),
    programmeId: allotment.pay.programmeId,
    branchId: branch.branchId,
    coupons,
    faceYen,
    ...(allotment.facePer === "night" ? { nights: 1 } : {}),
  });
  if (handOver) {
    await desk.done("POST", `issues/${issue.issueId}/activate`, {
      operationId: freshOperation(allotment.fundIdTail),
    });
  }
  const { sheets } = await desk.done<Sheets>("GET", `issues/${issue.issueId}/sheets?limit=${coupons}`);
  return { issueId: issue.issueId, sheets };
}

/** The path of a store's QR (`/s/…`), as its first till's sheet carries it. */
export async function storeQrPath(clerk: SeedClient, storeName: string): Promise<string> {
  const { rows } = await clerk.done<{ rows: { storeId: string; name: string }[] }>(
    "GET",
    "counter/stores?limit=100",
  );
  const store = rows.find((one) => one.name === storeName);
  if (!store) throw new Error(`no store ${storeName} for this clerk`);
  const { tills } = await clerk.done<{ tills: { qrText: string }[] }>(
    "GET",
    `counter/qr?storeId=${store.storeId}`,
  );
  const text = tills[0]?.qrText;
  if (!text) throw new Error(`${storeName} has no till`);
  return new URL(text).pathname;
}

/** What a resident's browser may ask the API without a page. */
export interface ResidentCalls {
  send(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: never }>;
  done<Reply>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Reply>;
  /** Charges a code into the Pay it belongs to. */
  charge(code: string): Promise<void>;
}

/** Calls of the API with the cookies of a browser. */
export function callsOf(context: BrowserContext, url: string): ResidentCalls {
  const send: ResidentCalls["send"] = async (method, path, body) => {
    const reply = await context.request.fetch(`${url}/api/${path}`, {
      method,
      headers: { origin: url },
      ...(body === undefined ? {} : { data: body }),
    });
    return { status: reply.status(), body: (await reply.json()) as never };
  };
  const done = async <Reply>(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<Reply> => {
    const reply = await send(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  return {
    send,
    done,
    charge: async (code) => {
      const found = await done<{
        coupon: { idTail: string; handle: string };
        target: { pay: { programmeId: ProgrammeId } };
      }>("POST", "charges/inspect", { code });
      const { consents } = await done<Adding>("GET", `residents/pays/${found.target.pay.programmeId}`);
      await accept(done, consents);
      await done("POST", "charges", {
        operationId: freshOperation(found.coupon.idTail),
        handle: found.coupon.handle,
        programmeId: found.target.pay.programmeId,
      });
    },
  };
}

/** Pays at a till by its QR's path, without pages. */
export async function payAtTill(
  resident: ResidentCalls,
  till: string,
  amountYen: number,
): Promise<PaymentReply> {
  const [, , storeId = "", rest = ""] = till.split("/");
  const [tillId = "", signature = ""] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const found = await resident.done<{
    pays: { pay: { programmeId: string }; idTail: string; verdict: { ok: boolean } }[];
  }>("POST", "payments/inspect", qr);
  const one = found.pays.find((each) => each.verdict.ok);
  if (!one) throw new Error("no Pay fits the till");
  return resident.done<PaymentReply>("POST", "payments", {
    ...qr,
    operationId: freshOperation(one.idTail),
    programmeId: one.pay.programmeId,
    amountYen,
  });
}

/** Accepts the texts that a page of the wallet shows, as a person does. */
export async function acceptOnPage(page: Page): Promise<void> {
  await page.getByLabel("すべて読み、同意します").check();
  await page.getByRole("button", { name: "同意して進む" }).click();
}

/** Accepts texts by their versions, as their reader would (RES-5). */
async function accept(done: ResidentCalls["done"], texts: readonly ConsentText[]): Promise<void> {
  if (texts.length === 0) return;
  await done("POST", "residents/consents", {
    accepted: texts.map(({ regionId, kind, version }) => ({ regionId, kind, version })),
  });
}

/** A number nobody has registered yet; runs on one state folder don't meet. */
export function freshPhone(): string {
  return `0901${String(Math.floor(Math.random() * 10_000_000)).padStart(7, "0")}`;
}

/** The newest code sent to a phone, from the dev inbox. */
export async function newestSmsCode(url: string, phone: string): Promise<string> {
  const to = phone.replace(/\D/g, "").replace(/^0/, "+81");
  const reply = await fetch(`${url}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  const { messages } = (await reply.json()) as { messages: { text: string }[] };
  const code = /\d{6}/.exec(messages[0]?.text ?? "")?.[0];
  if (code === undefined) throw new Error(`no SMS for ${to}`);
  return code;
}

/** Signs a resident in on a browser, registering the phone where it is new, and accepts what is asked of everybody. */
export async function signInResident(
  context: BrowserContext,
  url: string,
  phone: string,
): Promise<ResidentCalls> {
  const calls = callsOf(context, url);
  await calls.done("POST", "residents/verification", { phone });
  await calls.done("POST", "residents/session", { phone, code: await newestSmsCode(url, phone) });
  await accept(calls.done, (await calls.done<Consents>("GET", "residents/consents")).due);
  return calls;
}
