import { createHash } from "node:crypto";
import type { InspectChargeReply } from "../../schema/api/charges.ts";
import type { CounterInspectReply } from "../../schema/api/counter.ts";
import type { IssueBody, Sheets } from "../../schema/api/issues.ts";
import type { PaymentReply } from "../../schema/api/payments.ts";
import type { ReportBody } from "../../schema/api/reports.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { IdTail } from "../../schema/ids.ts";
import { ISSUE_JOB_FROM } from "../../schema/limits.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import type { SeenReport, ToldFreeze } from "./compare.ts";
import type { Device } from "./device.ts";
import type { Operation } from "./operation-log.ts";
import { between, oneOf, type Scenario } from "./plan.ts";
import { Stopping } from "./stopping.ts";
import type { ToldStop } from "./stops.ts";
import { rest } from "./wait.ts";
import type { World } from "./world.ts";

/** Pauses between two things that one person does. A resident may pay 30 times a minute. */
const RESIDENT_PAUSE_MS = [500, 2_200] as const;
/** A store may look at 120 coupons a minute. */
const TILL_PAUSE_MS = [150, 700] as const;
const DESK_PAUSE_MS = [400, 1_500] as const;
const OFFICE_PAUSE_MS = [200, 900] as const;
/** Sheets never shown to anybody below which a desk issues more. */
const STOCK = 40;
/** Guests of an issue at the desk, and coupons of one that becomes a job. */
const DESK_COUPONS = [4, 16] as const;
const JOB_COUPONS = [ISSUE_JOB_FROM + 1, 600] as const;
/** Sheets read of an issue: a large one goes to a printing house. */
const SHEETS = 30;
const PAYMENT_YEN = [1, 400] as const;
const GRANT_YEN = [1, 500] as const;
/** How long somebody watches a job before doing something else; the job goes on. */
const WATCH_MS = 3_000;
const LOOK_EACH_MS = 150;

/** A sheet of paper in somebody's hand. */
interface Sheet {
  readonly couponId: string;
  readonly code: string;
}

/** A report that somebody asked for. */
export interface AskedReport {
  readonly id: string;
  promised: SeenReport["promised"];
  readonly downloads: SeenReport["downloads"][number][];
}

/** What all people of a run have in hand, and what they are doing at this moment. */
export class Traffic {
  readonly #world: World;
  readonly #scenario: Scenario;
  /** Sheets that were handed over and never shown to anybody. */
  readonly #fresh: Sheet[] = [];
  /** Sheets in use. Any till or resident takes one; both may take the same at the same time. */
  readonly #sheets: Sheet[] = [];
  readonly #paid: {
    readonly operationId: string;
    readonly handle: string;
    readonly storeId: string;
    readonly amountYen: number;
  }[] = [];
  readonly #unfinished: string[] = [];
  /** Every coupon whose sheet was handed over. */
  readonly couponIds: string[] = [];
  readonly reports: AskedReport[] = [];
  /** Issues whose sheets were handed over, the oldest first. */
  readonly #handedOver: { readonly issueId: string; readonly couponIds: readonly string[] }[] = [];
  readonly #stopping: Stopping;
  /** Charges, issues and grants that are under way right now, for blows that are aimed. */
  readonly underWay = new Map<string, number>();
  #isOver = false;

  constructor(world: World, scenario: Scenario) {
    this.#world = world;
    this.#scenario = scenario;
    this.#stopping = new Stopping(world);
  }

  /** Everybody begins. Settles when everybody has finished what they were at after `end`. */
  begin(): Promise<unknown> {
    const { residents, tills, desk, offices } = this.#world;
    return Promise.all([
      ...residents.map(({ device }, index) =>
        this.#loop(device, RESIDENT_PAUSE_MS, () => this.#resident(index)),
      ),
      ...tills.map(({ device }, index) => this.#loop(device, TILL_PAUSE_MS, () => this.#till(index))),
      this.#loop(desk, DESK_PAUSE_MS, () => this.#desk()),
      ...offices.map((office, index) =>
        this.#loop(office, OFFICE_PAUSE_MS, () => this.#office(office, index)),
      ),
      this.#loop(this.#world.reporter, this.#prefers("report") ? OFFICE_PAUSE_MS : DESK_PAUSE_MS, () =>
        this.#report(),
      ),
    ]);
  }

  end(): void {
    this.#isOver = true;
  }

  get freezes(): readonly ToldFreeze[] {
    return this.#stopping.freezes;
  }

  /** Whether nobody will ever be told how an operation ended. */
  readonly isUntold = (operation: Operation): boolean => this.#stopping.saysNothing(operation);

  get stops(): readonly ToldStop[] {
    return this.#stopping.stops;
  }

  async #loop(device: Device, pauseMs: readonly [number, number], turn: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await turn();
      await rest(between(device.random, pauseMs));
      device.giveUp(this.#stopping.saysNothing);
      // The app opens again now and then, and asks about what it left open.
      if (device.open.size > 0 && device.random() < 0.3 && !this.#isOver) await device.askAgain();
    }
  }

  #prefers(scenario: Scenario): boolean {
    return this.#scenario === scenario;
  }

  async #during<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.underWay.set(what, (this.underWay.get(what) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.underWay.set(what, (this.underWay.get(what) ?? 1) - 1);
    }
  }

  /* ---------- Residents ---------- */

  async #resident(index: number): Promise<void> {
    const resident = this.#world.residents[index];
    if (!resident) return;
    const { device } = resident;
    resident.wallet ??= await this.#wallet(device);
    const wants = resident.wallet === null || device.random() < (this.#prefers("charge") ? 0.6 : 0.25);
    const sheet = wants ? this.#sheet(device) : undefined;
    if (sheet) await this.#charge(device, sheet);
    else if (resident.wallet) await this.#payByPhone(device, resident.wallet);
  }

  async #wallet(device: Device): Promise<WalletBody | null> {
    const reply = await device.ask<{ wallets: WalletBody[] }>("GET", "wallets");
    return reply.ok ? (reply.value.wallets[0] ?? null) : null;
  }

  async #charge(device: Device, sheet: Sheet): Promise<void> {
    const seen = await device.ask<InspectChargeReply>("POST", "charges/inspect", { code: sheet.code });
    if (!seen.ok) return;
    const { coupon, chargeYen } = seen.value;
    // People also try what the screen would not offer: a coupon that another has emptied meanwhile.
    if (chargeYen === 0 && device.random() < 0.8) return this.#discard(sheet);
    const ending = await this.#during("charge", () =>
      device.run({
        operation: {
          id: device.newId(coupon.idTail),
          kind: "charge",
          amountYen: chargeYen,
          who: `charge of ${sheet.couponId}`,
          couponId: sheet.couponId,
        },
        path: "charges",
        body: { handle: coupon.handle, programmeId: this.#world.programmeId },
        handle: coupon.handle,
      }),
    );
    if (ending.outcome === "done") this.#discard(sheet);
  }

  async #payByPhone(device: Device, wallet: WalletBody): Promise<void> {
    const store = oneOf(device.random, this.#world.stores);
    const amountYen = between(device.random, PAYMENT_YEN);
    const ending = await device.run<PaymentReply & { readonly operationId?: string }>({
      operation: {
        id: device.newId(wallet.idTail),
        kind: "payment",
        amountYen,
        who: "a resident's phone",
        storeId: store.storeId,
      },
      path: "payments",
      body: { programmeId: this.#world.programmeId, ...store.qr, amountYen },
      handle: wallet.handle,
    });
    const payment = ending.outcome === "done" ? (ending.reply ?? ending.found?.payment) : undefined;
    if (payment) this.#remember(payment);
  }

  #remember({ receipt, handle }: Pick<PaymentReply, "receipt" | "handle">): void {
    const { operationId, storeId, amountYen } = receipt;
    this.#paid.push({ operationId, storeId, amountYen, handle });
    if (this.#paid.length > 200) this.#paid.shift();
  }

  /** A sheet to show: half of them for the first time, since the first touch of a coupon is the usual case. */
  #sheet(device: Device): Sheet | undefined {
    const isFirst = device.random() < 0.5 || this.#sheets.length === 0;
    const fresh = isFirst ? this.#fresh.shift() : undefined;
    if (fresh) this.#sheets.push(fresh);
    return fresh ?? (this.#sheets.length > 0 ? oneOf(device.random, this.#sheets) : undefined);
  }

  #discard(sheet: Sheet): void {
    const at = this.#sheets.indexOf(sheet);
    if (at >= 0) this.#sheets.splice(at, 1);
  }

  /* ---------- The counter ---------- */

  async #till(index: number): Promise<void> {
    const till = this.#world.tills[index];
    if (!till) return;
    if (till.device.random() < 0.12) return this.#void(till);
    const { device, storeId, tillId } = till;
    const sheet = this.#sheet(device);
    if (!sheet) return;
    const seen = await device.ask<CounterInspectReply>("POST", "counter/inspect", {
      storeId,
      tillId,
      code: sheet.code,
    });
    if (!seen.ok) return;
    const { coupon } = seen.value;
    if (coupon.spendableYen === 0 && coupon.state !== "live" && device.random() < 0.8)
      return this.#discard(sheet);
    const amountYen = between(device.random, PAYMENT_YEN);
    const ending = await device.run<PaymentReply & { readonly operationId?: string }>({
      operation: {
        id: device.newId(coupon.idTail),
        kind: "payment",
        amountYen,
        who: `paper ${sheet.couponId}`,
        couponId: sheet.couponId,
        storeId,
      },
      path: "counter/payments",
      body: { handle: coupon.handle, storeId, tillId, amountYen },
      handle: coupon.handle,
    });
    const payment = ending.outcome === "done" ? (ending.reply ?? ending.found?.payment) : undefined;
    if (payment) this.#remember(payment);
  }

  async #void({ device, storeId }: World["tills"][number]): Promise<void> {
    const at = this.#paid.findIndex((payment) => payment.storeId === storeId);
    const [payment] = at < 0 ? [] : this.#paid.splice(at, 1);
    if (!payment) return;
    await device.run({
      operation: {
        id: device.newId(payment.operationId.slice(-8)),
        kind: "void",
        amountYen: payment.amountYen,
        who: `void of ${payment.operationId}`,
      },
      path: `counter/payments/${payment.operationId}/void`,
      body: { handle: payment.handle, storeId },
      handle: payment.handle,
    });
  }

  /* ---------- The issuer's desk ---------- */

  async #desk(): Promise<void> {
    const { desk, fundIdTail, programmeId, branchId, faceYen } = this.#world;
    // The next guest doesn't wait for the one before: an issue whose job a kill took goes on with the sweep, minutes later.
    const waiting = desk.random() < 0.5 ? this.#unfinished.shift() : undefined;
    if (waiting !== undefined) return this.#handOver(waiting);
    const isJob = desk.random() < (this.#prefers("issue") ? 0.7 : 0.15);
    if (!isJob && this.#fresh.length >= STOCK && !this.#prefers("issue")) return;
    const coupons = between(desk.random, isJob ? JOB_COUPONS : DESK_COUPONS);
    const ending = await this.#during("issue", () =>
      desk.run<{ readonly outcome?: "done"; readonly issue: IssueBody }>({
        operation: {
          id: desk.newId(fundIdTail),
          kind: "issue",
          amountYen: coupons * faceYen,
          who: `${coupons} coupons`,
        },
        path: "issues",
        body: { programmeId, branchId, coupons, faceYen },
        handle: null,
      }),
    );
    if (ending.outcome === "done" && ending.reply) await this.#handOver(ending.reply.issue.issueId);
  }

  /** Waits for an issue's rows, prints its sheets and hands them over; comes back later where that takes long. */
  async #handOver(issueId: string): Promise<void> {
    const { desk, fundIdTail } = this.#world;
    const issue = await this.#during("issue", () =>
      watch(async () => {
        const reply = await desk.ask<IssueBody>("GET", `issues/${issueId}`);
        return reply.ok && reply.value.state !== "writing" ? reply.value : null;
      }),
    );
    if (issue === null) return void this.#unfinished.push(issueId);
    if (issue.state !== "ready" && issue.state !== "active") return;
    const printed = await desk.ask<Sheets>("GET", `issues/${issueId}/sheets?limit=${SHEETS}`);
    if (!printed.ok) return void this.#unfinished.push(issueId);
    if (issue.state === "ready") {
      const ending = await desk.run({
        operation: {
          id: desk.newId(fundIdTail),
          kind: "activation",
          amountYen: 0,
          who: `hand-over of ${issueId}`,
        },
        path: `issues/${issueId}/activate`,
        body: {},
        handle: null,
      });
      if (ending.outcome !== "done") return void this.#unfinished.push(issueId);
    }
    const sheets = printed.value.sheets.map(({ couponId, code }) => ({ couponId, code }));
    this.#fresh.push(...sheets);
    const couponIds = sheets.map((sheet) => sheet.couponId);
    this.couponIds.push(...couponIds);
    this.#handedOver.push({ issueId, couponIds });
  }

  /* ---------- The secretariat ---------- */

  async #office(office: Device, index: number): Promise<void> {
    const roll = office.random();
    if (index === 0 && this.#prefers("freeze") && roll < 0.5) return this.#stop(office);
    if (roll < 0.35) return this.#grant(office);
    if (roll < 0.8 && this.#sheets.length > 0) return this.#mend(office, oneOf(office.random, this.#sheets));
    // One of them only: two who stop and free the same at once could not tell what they were told.
    if (index === 0 && roll < 0.9) return this.#stop(office);
    return this.#fund(office);
  }

  async #grant(office: Device): Promise<void> {
    const { fundIdTail, programmeId, rules } = this.#world;
    // A wallet has its link row before its first command (FRZ-1); the edge that would write it isn't built.
    const holders = this.#world.residents.filter((resident) => resident.wallet !== null);
    if (holders.length === 0) return;
    const { name, residentId } = oneOf(office.random, holders);
    const amountYen = between(office.random, GRANT_YEN);
    await this.#during("grant", () =>
      office.run({
        operation: { id: office.newId(fundIdTail), kind: "grant", amountYen, who: `grant to ${name}` },
        path: "../chaos/grant",
        body: {
          programmeId,
          wallet: `${residentId}:${programmeId}`,
          amountYen,
          expiresOn: addDays(businessDate(Date.now()), 30),
          rules,
          verdict: { ok: true },
        },
        handle: null,
      }),
    );
  }

  /** Stops a coupon, frees it again, or cancels it. */
  async #mend(office: Device, sheet: Sheet): Promise<void> {
    const held = await office.ask<{
      readonly coupon: { readonly idTail: IdTail; readonly handle: string; readonly spendableYen: number };
    }>("POST", "holders", { couponId: sheet.couponId });
    if (!held.ok) return;
    const { idTail, handle, spendableYen } = held.value.coupon;
    if (office.random() < 0.3) {
      this.#stopping.touched(sheet.couponId);
      await office.run({
        operation: {
          id: office.newId(idTail),
          kind: "cancel",
          amountYen: spendableYen,
          who: `cancel of ${sheet.couponId}`,
          couponId: sheet.couponId,
        },
        path: `coupons/${sheet.couponId}/cancel`,
        body: { reason: "fault run" },
        handle,
      });
      return this.#discard(sheet);
    }
    await this.#during("freeze", () =>
      this.#stopping.coupon(office, { couponId: sheet.couponId, idTail, handle }),
    );
  }

  /** Stops a resident, a store or a whole issue. */
  async #stop(office: Device): Promise<void> {
    const [issue] = this.#handedOver;
    if (issue && this.#stopping.mayStopIssue && office.random() < 0.3) {
      this.#handedOver.shift();
      return this.#stopping.issue(office, issue);
    }
    await this.#during("freeze", async () => {
      if (office.random() < 0.4 && (await this.#stopping.store(office))) return;
      await this.#stopping.resident(office);
    });
  }

  async #fund(office: Device): Promise<void> {
    const { fundIdTail, programmeId, issuerId } = this.#world;
    const isDeposit = office.random() < 0.5;
    const amountYen = between(office.random, [1_000, 90_000]);
    await office.run({
      operation: {
        id: office.newId(fundIdTail),
        kind: isDeposit ? "deposit" : "allotment",
        amountYen,
        who: "secretariat",
      },
      path: `programmes/${programmeId}/${isDeposit ? "deposits" : "allotments"}`,
      body: isDeposit ? { amountYen } : { amountYen, issuerId },
      handle: null,
    });
  }

  /* ---------- Reports ---------- */

  async #report(): Promise<void> {
    const { reporter, programmeId } = this.#world;
    const today = businessDate(Date.now());
    const asked = await reporter.ask<ReportBody>("POST", "reports", {
      programmeId,
      kind: "transactions",
      from: addDays(today, -1),
      to: addDays(today, 1),
    });
    // Without an answer nobody knows its id: it is in the list, and must be finished like any other.
    if (!asked.ok) return;
    const report: AskedReport = { id: asked.value.reportId, promised: null, downloads: [] };
    this.reports.push(report);
    await this.#during("report", () => watch(() => this.fetchReport(report)));
  }

  /** Looks whether a report is ready and downloads it; null while it isn't. */
  async fetchReport(report: AskedReport): Promise<true | null> {
    const { reporter, reporterClient } = this.#world;
    const seen = await reporter.ask<ReportBody>("GET", `reports/${report.id}`);
    if (!seen.ok || seen.value.state !== "done" || seen.value.file === null) return null;
    const { file, written } = seen.value;
    report.promised = { bytes: file.bytes, sha256: file.sha256, rows: written };
    const bytes = await download(reporterClient, report.id);
    if (bytes === null) return null;
    report.downloads.push({
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      rows: rowsOf(bytes),
    });
    return true;
  }
}

/** Rows of a CSV file behind its headings. No cell of a report holds a line break. */
function rowsOf(bytes: Buffer): number {
  return (
    bytes
      .toString("latin1")
      .split("\r\n")
      .filter((line) => line !== "").length - 1
  );
}

/** The whole file, or null where it didn't come whole. */
async function download(client: SeedClient, id: string): Promise<Buffer | null> {
  try {
    return await client.file(`reports/${id}/file`);
  } catch {
    return null;
  }
}

/** Looks again and again for as long as a person would. */
async function watch<T>(look: () => Promise<T | null>): Promise<T | null> {
  const endMs = performance.now() + WATCH_MS;
  for (;;) {
    const seen = await look();
    if (seen !== null || performance.now() > endMs) return seen;
    await rest(LOOK_EACH_MS);
  }
}
