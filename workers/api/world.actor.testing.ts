import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { Secret, TOTP } from "otpauth";
import { NO_APPROVALS } from "../../schema/api/approvals.ts";
import { type IdTail, OPERATION_ID_RANDOM_BYTES, type OperationId, operationId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";

const ORIGIN = "http://localhost";
// The operator's key of vitest.config.ts.
const OPERATOR_KEY = btoa("o".repeat(32));

export interface Reply {
  readonly status: number;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire
  readonly body: any;
}

/** A browser of one person: keeps cookies, sends its origin. */
export class Browser {
  #cookies = new Map<string, string>();
  readonly headers: Record<string, string>;
  /** How far ahead the Worker's clock is for this browser's requests (CLK-1); actors keep their own. */
  clockOffsetMs = 0;

  constructor(headers: Record<string, string> = {}) {
    this.headers = headers;
  }

  /** The cookies as a header, for requests that this class doesn't make. */
  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const request = new Request(`${ORIGIN}/api/${path}`, {
      method,
      headers: {
        origin: ORIGIN,
        cookie: this.cookieHeader(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const reply = await (this.clockOffsetMs === 0
      ? exports.default.fetch(request)
      : fetchLater(request, this.clockOffsetMs));
    for (const set of reply.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      this.#cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const type = reply.headers.get("content-type");
    const text = await reply.text();
    return { status: reply.status, type, body: type?.includes("json") ? JSON.parse(text) : text };
  }

  get(path: string): Promise<Reply> {
    return this.send("GET", path);
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send("POST", path, body, headers);
  }

  /** Posts what must succeed, and says what went wrong if it doesn't. */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  async done(path: string, body: unknown = {}): Promise<any> {
    const reply = await this.post(path, body);
    if (reply.status !== 200) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  // biome-ignore lint/suspicious/noExplicitAny: see above
  async read(path: string): Promise<any> {
    const reply = await this.get(path);
    if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
}

/** The same Worker with its clock moved. */
async function fetchLater(request: Request, offsetMs: number): Promise<Response> {
  const { app } = await import("./app.ts");
  const ctx = createExecutionContext();
  const reply = await app.fetch(request, { ...(env as Env), CLOCK_OFFSET_MS: String(offsetMs) }, ctx);
  await waitOnExecutionContext(ctx);
  return reply;
}

/** A fresh operation id for a holder's tail. */
export function op(tail: string): OperationId {
  return operationId(
    Date.now(),
    crypto.getRandomValues(new Uint8Array(OPERATION_ID_RANDOM_BYTES)),
    tail as IdTail,
  );
}

export const PASSWORD = "a-password-for-tests";

/** What people change {@link PASSWORD} to at their first sign-in, as they must (ORG-6). */
export const OWN_PASSWORD = "a-password-of-their-own";
const changed = new Set<string>();

/** Signs in, the first time with the given password, which is changed; from then on with their own. */
export async function signIn(loginId: string): Promise<Browser> {
  const browser = new Browser();
  const password = changed.has(loginId) ? OWN_PASSWORD : PASSWORD;
  let me = await browser.done("staff/session", { loginId, password });
  if (me.mustChangePassword) {
    me = await browser.done("staff/password", { current: password, next: OWN_PASSWORD });
    changed.add(loginId);
  }
  await passFactor(browser, loginId, me.factors.step);
  return browser;
}

/** The apps and codes on paper of everybody who has signed in here. */
const apps = new Map<string, { readonly secret: string; lastStep: number; readonly paper: string[] }>();
const STEP_MS = 30_000;

/** The code of an app at a time step. */
export function totpCode(secret: string, step: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: step * STEP_MS });
}

/** The time steps whose codes are good now, and will be when the request arrives. */
function goodSteps(): { readonly oldest: number; readonly newest: number } {
  const now = Date.now() / STEP_MS;
  const step = Math.floor(now);
  return { oldest: now - step < 0.5 ? step - 1 : step, newest: step + 1 };
}

/** Passes the second step of signing in, or sets it up. A code is good once, so several sign-ins in a row go ahead in time. */
export async function passFactor(browser: Browser, loginId: string, step: string): Promise<void> {
  if (step === "set-up") {
    const { secret, ticket } = await browser.done("staff/factor/totp");
    const { oldest } = goodSteps();
    const code = totpCode(secret, oldest);
    const { recoveryCodes } = await browser.done("staff/factor/totp/confirmation", { ticket, code });
    apps.set(loginId, { secret, lastStep: oldest, paper: recoveryCodes });
  }
  if (step !== "ask") return;
  const app = apps.get(loginId);
  if (!app) throw new Error(`${loginId} has an app that nobody here knows`);
  const { oldest, newest } = goodSteps();
  const next = Math.max(app.lastStep + 1, oldest);
  if (next <= newest) {
    await browser.done("staff/factor", { kind: "totp", code: totpCode(app.secret, next) });
    app.lastStep = next;
  } else await browser.done("staff/factor", { kind: "recovery", code: app.paper.pop() });
}

/** Takes a draft through its states until it is open (PRG-3). */
export async function openProgramme(admin: Browser, programmeId: string): Promise<void> {
  for (const to of ["approved", "open"]) await admin.done(`programmes/${programmeId}/state`, { to });
}

let regions = 0;

/** A region of its own with a programme, an issuer and two stores (one takes no paper), made through the API only. */
export async function makeRegion(options: { readonly unitYen?: number } = {}) {
  const n = ++regions;
  const id = `t${n}-${Math.random().toString(36).slice(2, 8)}`;
  const { unitYen = 1 } = options;
  const operator = new Browser({ authorization: `Bearer ${OPERATOR_KEY}` });
  const region = await operator.done("operator/regions", {
    name: `試県${id}`,
    // One person does everything here; what needs two is tested where it is about that.
    approvals: NO_APPROVALS,
    municipalities: [
      { code: "990019", name: "港町" },
      { code: "990027", name: "山村" },
    ],
    secretariat: {
      organisationName: "事務局",
      organisationKana: "ジムキョク",
      staffName: "係",
      loginId: `${id}-admin`,
      password: PASSWORD,
    },
  });
  const admin = await signIn(`${id}-admin`);
  const programme = await admin.done("programmes", {
    name: "旅クーポン",
    payName: "ためしPay",
    face: "shiosai",
    unitWord: "円",
    facesYen: [1000, 3000, 100_000],
    facePer: "coupon",
    validity: { kind: "days", days: 30 },
    startsOn: "2020-01-01",
    endsOn: "2099-12-31",
    scope: { municipalities: ["990019"], industries: null, industriesOut: [], storesIn: [], storesOut: [] },
    caps: { perIssuerDayYen: null, perBranchDayYen: null, perStayYen: null },
    rule: { unitYen, payLimitYen: 50_000, personCapYen: null },
    reprintHours: 72,
  });
  const { programmeId, fundIdTail } = programme;
  await openProgramme(admin, programmeId);
  const issuer = await admin.done("organisations", { name: "宿", kana: "ヤド", kinds: ["issuer"] });
  const branch = await admin.done("organisations", {
    name: "宿本館",
    kana: "ヤドホンカン",
    parentId: issuer.organisationId,
  });
  const merchant = await admin.done("organisations", { name: "店", kana: "ミセ", kinds: ["merchant"] });
  const makeStore = async (more: Record<string, unknown>) => {
    const store = await admin.done("stores", {
      organisationId: merchant.organisationId,
      name: "喫茶",
      kana: "キッサ",
      address: "港町1",
      municipality: "990019",
      industry: "M7671",
      accepts: "mpm+cpm",
      ...more,
    });
    const { tills } = await admin.done(`stores/${store.storeId}/tills`, {});
    return { storeId: store.storeId as string, tillId: tills[0].tillId as string };
  };
  const store = await makeStore({});
  const appOnly = await makeStore({ name: "屋台", kana: "ヤタイ", accepts: "mpm" });
  const outside = await makeStore({ name: "山の店", kana: "ヤマノミセ", municipality: "990027" });
  await admin.done(`programmes/${programmeId}/deposits`, {
    operationId: op(fundIdTail),
    amountYen: 50_000_000,
  });
  await admin.done(`programmes/${programmeId}/allotments`, {
    operationId: op(fundIdTail),
    issuerId: issuer.organisationId,
    amountYen: 40_000_000,
  });
  await admin.done("staff", {
    name: "フロント",
    loginId: `${id}-desk`,
    password: PASSWORD,
    memberships: [{ organisationId: branch.organisationId, role: "issuer-desk" }],
  });
  await admin.done("staff", {
    name: "レジ",
    loginId: `${id}-clerk`,
    password: PASSWORD,
    memberships: [{ organisationId: merchant.organisationId, role: "clerk" }],
  });
  const [desk, clerk] = await Promise.all([signIn(`${id}-desk`), signIn(`${id}-clerk`)]);

  /** Issues, hands over, and gives the sheets. */
  const issue = async (coupons: number, faceYen = 3000, activate = true) => {
    const made = await desk.done("issues", {
      operationId: op(fundIdTail),
      programmeId,
      branchId: branch.organisationId,
      coupons,
      faceYen,
    });
    if (activate) await desk.done(`issues/${made.issue.issueId}/activate`, { operationId: op(fundIdTail) });
    const { sheets } = await desk.read(`issues/${made.issue.issueId}/sheets?limit=200`);
    return {
      issueId: made.issue.issueId as string,
      sheets: sheets as { code: string; couponId: string; serial: number }[],
    };
  };

  /** Scans a code at the counter. */
  const scan = (code: string, at = store) => clerk.done("counter/inspect", { ...at, code });

  return {
    id,
    region,
    admin,
    desk,
    clerk,
    operator,
    programmeId: programmeId as string,
    fundIdTail: fundIdTail as string,
    issuer,
    branch,
    merchant,
    store,
    appOnly,
    outside,
    issue,
    scan,
  };
}
export type World = Awaited<ReturnType<typeof makeRegion>>;

let phones = 0;

/** The newest code sent to a phone, from the dev inbox. */
export async function newestCode(db: D1Database, phone: string): Promise<string> {
  const row = await db
    .prepare("select text from dev_inbox where recipient = ?1 order by id desc limit 1")
    .bind(`+81${phone.slice(1)}`)
    .first<{ text: string }>();
  const code = /\d{6}/.exec(row?.text ?? "")?.[0];
  if (code === undefined) throw new Error(`no SMS for ${phone}`);
  return code;
}

/** Signs a phone in on a browser with the code from the dev inbox; registers it where it is new. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export async function signInPhone(db: D1Database, browser: Browser, phone: string): Promise<any> {
  await browser.done("residents/verification", { phone });
  return browser.done("residents/session", { phone, code: await newestCode(db, phone) });
}

/** A new resident on a new device. */
export async function makeResident(db: D1Database): Promise<Browser> {
  const browser = new Browser();
  await signInPhone(db, browser, `0901234${String(1000 + phones++)}`);
  return browser;
}
