import { clockOf } from "../../durable-objects/lib/clock.ts";
import { couponStub, fundStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import { ACCEPTED, type Answer, type IssueManifest, NO_CAPS, type Verdict } from "../../schema/commands.ts";
import { type Outcome, UNDECIDED } from "../../schema/errors.ts";
import type { JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  fundName,
  type IssueId,
  type OperationId,
  type OrganisationId,
  type ProgrammeId,
  type RegionId,
  type ResidentId,
  type StoreId,
  type TillId,
  walletName,
} from "../../schema/ids.ts";
import { type Yen, ZERO_YEN } from "../../schema/money.ts";
import { databaseOf } from "../../workers/data/database.ts";
import { recordHandOver, recordIssue } from "../../workers/data/issues.ts";
import { linkWallet, recordFreeze } from "../../workers/data/residents.ts";
import { beginStop } from "../../workers/freezing/issue.ts";
import { driveResidentFreeze, type ResidentFreeze } from "../../workers/freezing/resident.ts";
import { ask, balanceActor } from "../../workers/http/actors.ts";
import { programmeFacts, storeFacts } from "../../workers/http/facts.ts";
import { type Handle, handleVerdict } from "../../workers/http/handles.ts";
import { publish } from "../../workers/http/publish.ts";
import { firstRefusal, judgePayment, judgeProgramme } from "../../workers/http/verdict.ts";
import { followFund, workIssue } from "../../workers/issuing/job.ts";
import type { Body, Told } from "./answers.ts";
import type { Place } from "./cloud.ts";

/** A request as an app sends it; the operation id was stored before. Sealed handles are open here: sealing is tested elsewhere. */
export type Request = { readonly operationId: OperationId } & (
  | {
      readonly kind: "app-pay";
      readonly residentId: ResidentId;
      readonly programmeId: ProgrammeId;
      readonly storeId: StoreId;
      readonly tillId: TillId;
      readonly amountYen: number;
    }
  | {
      readonly kind: "paper-pay";
      readonly handle: Handle;
      readonly sessionId: string;
      readonly storeId: StoreId;
      readonly tillId: TillId;
      readonly amountYen: number;
    }
  | {
      readonly kind: "charge";
      readonly handle: Handle;
      readonly sessionId: string;
      readonly residentId: ResidentId;
      readonly programmeId: ProgrammeId;
    }
  | {
      readonly kind: "void" | "refund";
      readonly holder: Holder;
      readonly payment: OperationId;
      readonly storeId: StoreId | null;
      readonly amountYen: number;
    }
  | { readonly kind: "cancel"; readonly coupon: ActorName }
  | { readonly kind: "replace"; readonly coupon: ActorName; readonly newIssueId: IssueId }
  | { readonly kind: "freeze" | "unfreeze"; readonly holder: Holder }
  | { readonly kind: "extend"; readonly holder: Holder; readonly expiresOn: string }
  | { readonly kind: "deposit"; readonly programmeId: ProgrammeId; readonly amountYen: number }
  | {
      readonly kind: "allot";
      readonly programmeId: ProgrammeId;
      readonly issuerId: OrganisationId;
      readonly amountYen: number;
      readonly direction: "out" | "back";
    }
  | {
      readonly kind: "move";
      readonly programmeId: ProgrammeId;
      readonly fromIssuerId: OrganisationId;
      readonly toIssuerId: OrganisationId;
      readonly amountYen: number;
    }
  | {
      readonly kind: "grant";
      readonly programmeId: ProgrammeId;
      readonly residentId: ResidentId;
      readonly amountYen: number;
      readonly expiresOn: string;
    }
  | {
      readonly kind: "issue";
      readonly programmeId: ProgrammeId;
      readonly regionId: RegionId;
      readonly issueId: IssueId;
      readonly issuerId: OrganisationId;
      readonly branchId: OrganisationId;
      readonly faceYen: number;
      readonly count: number;
      readonly notBeforeOn: string | null;
      readonly expiresOn: string;
      readonly stayKey: string | null;
      readonly capYen: number | null;
    }
  | {
      readonly kind: "activate" | "withdraw" | "stop";
      readonly programmeId: ProgrammeId;
      readonly regionId: RegionId;
      readonly issueId: IssueId;
    }
  | {
      readonly kind: "hand-over";
      readonly programmeId: ProgrammeId;
      readonly regionId: RegionId;
      readonly issueId: IssueId;
      readonly fromSerial: number;
      readonly toSerial: number;
    }
  | {
      readonly kind: "return-expired";
      readonly programmeId: ProgrammeId;
      readonly expiresOn: string;
      readonly asOf: string;
      readonly totalYen: number;
    }
  | { readonly kind: "resolve"; readonly holder: Holder | { readonly fund: ProgrammeId } }
);

export interface Holder {
  readonly actorClass: "coupon" | "wallet";
  readonly actor: ActorName;
}

/** What a client gets back. */
export interface Reply {
  readonly outcome: Outcome;
  readonly code: string | null;
  readonly value: unknown;
}

/** The holder of a request's operation (OPR-7). */
export function holderOf(request: Request): ActorName {
  switch (request.kind) {
    case "app-pay":
      return walletName(request.residentId, request.programmeId);
    case "paper-pay":
    case "charge":
      return request.handle.actor;
    case "void":
    case "refund":
    case "freeze":
    case "unfreeze":
    case "extend":
      return request.holder.actor;
    case "cancel":
    case "replace":
      return request.coupon;
    case "resolve":
      return "fund" in request.holder ? fundName(request.holder.fund) : request.holder.actor;
    default:
      return fundName(request.programmeId);
  }
}

/** The body of a request as its actor remembers it (OPR-2); null where it has none. */
export function bodyOf(request: Request): Body | null {
  switch (request.kind) {
    case "app-pay":
    case "paper-pay": {
      const { amountYen, storeId, tillId } = request;
      return { kind: "pay", amountYen, storeId, tillId };
    }
    case "charge":
      return { kind: "charge", target: walletName(request.residentId, request.programmeId) };
    case "void":
      return { kind: "void", storeId: request.storeId, target: request.payment };
    case "refund":
      return {
        kind: "refund",
        amountYen: request.amountYen,
        storeId: request.storeId,
        target: request.payment,
      };
    case "cancel":
    case "freeze":
    case "unfreeze":
      return { kind: request.kind };
    case "replace":
      return { kind: "replace", target: request.newIssueId };
    case "extend":
      return { kind: "extend", target: request.expiresOn };
    case "deposit":
      return { kind: "deposit", amountYen: request.amountYen };
    case "allot":
      return {
        kind: "allot",
        amountYen: request.amountYen,
        target: `${request.direction}:${request.issuerId}`,
      };
    case "move":
      return {
        kind: "move",
        amountYen: request.amountYen,
        target: JSON.stringify([request.fromIssuerId, request.toIssuerId]),
      };
    case "grant":
      return {
        kind: "grant",
        amountYen: request.amountYen,
        target: JSON.stringify([walletName(request.residentId, request.programmeId), request.expiresOn]),
      };
    case "issue": {
      const { issueId, issuerId, branchId, faceYen, count, notBeforeOn, expiresOn, stayKey } = request;
      return {
        kind: "issue",
        amountYen: faceYen * count,
        target: JSON.stringify([
          issueId,
          issuerId,
          branchId,
          [{ faceYen, count }],
          notBeforeOn,
          expiresOn,
          stayKey,
        ]),
      };
    }
    case "activate":
    case "withdraw":
    case "stop":
      return { kind: request.kind, target: request.issueId };
    case "hand-over":
      return {
        kind: "hand-over",
        target: JSON.stringify([request.issueId, request.fromSerial, request.toSerial]),
      };
    case "return-expired":
      return {
        kind: "return-expired",
        amountYen: request.totalYen,
        target: `${request.expiresOn}:${request.asOf}`,
      };
    case "resolve":
      return null;
  }
}

/** What a reply promises about an operation. */
export function toldBy(request: Request, reply: Reply): Told {
  const isDone = reply.outcome === "done" && request.kind !== "resolve";
  return {
    holder: holderOf(request),
    operationId: request.operationId,
    body: bodyOf(request),
    outcome: reply.outcome,
    code: reply.code,
    result: isDone ? lasting(reply.value) : null,
  };
}

/** An answer without what may differ when it is told again. */
function lasting(value: unknown): string {
  const { replayed: _, walletBalanceYen: __, state: ___, ...rest } = value as { [name: string]: unknown };
  return JSON.stringify(rest);
}

/**
 * One isolate of the Worker: judges by facts that may be 15 seconds old, hands the verdict on with the command (OPR-6),
 * replies, and gathers what was journaled for the queue. The routes' own code where there is any below HTTP.
 */
export class Edge {
  readonly place: Place;
  readonly #judgesFirst: boolean;
  readonly #context: { waitUntil(promise: Promise<unknown>): void } = { waitUntil: () => {} };

  constructor(place: Place, judgesFirst: boolean) {
    this.place = place;
    this.#judgesFirst = judgesFirst;
  }

  /** Whatever the edge answers by itself leaves the operation open (OPR-6). */
  async handle(request: Request): Promise<Reply> {
    try {
      return await this.#route(request);
    } catch {
      return { outcome: "unknown", code: "internal", value: null };
    }
  }

  /** A freeze of a resident: the record first, then every wallet there is (FRZ-1). The sweep does what is left. */
  async freezeResident(freeze: ResidentFreeze): Promise<void> {
    const { env } = this.place;
    const nowMs = clockOf(env).now();
    try {
      const standing = await recordFreeze(databaseOf(env, freeze.regionId), freeze, nowMs);
      if (standing !== "in-force") return;
      const { entries } = await driveResidentFreeze(env, freeze, nowMs);
      this.#publish(entries);
    } catch {
      // The record stands or it doesn't; the sweep drives it if it does.
    }
  }

  async #route(request: Request): Promise<Reply> {
    const { env } = this.place;
    const nowMs = clockOf(env).now();
    const { operationId } = request;
    switch (request.kind) {
      case "app-pay": {
        const [store, programme] = await Promise.all([
          storeFacts(env, request.storeId),
          programmeFacts(env, request.programmeId),
        ]);
        if (!store || !programme) return own("not-found");
        const verdict = judgePayment(store, programme, "mpm", nowMs);
        const early = this.#judge(verdict);
        if (early) return early;
        const actor = walletName(request.residentId, request.programmeId);
        const command = { ...paid(request), verdict, rules: programme.rules };
        let answer = await ask(() => walletStub(env, actor).pay(command));
        if (!answer.outcome.ok && answer.outcome.error.code === "try-again") {
          await linkWallet(databaseOf(env, null), { ...request, regionId: programme.regionId }, nowMs);
          answer = await ask(() => walletStub(env, actor).pay(command));
        }
        return this.#reply(answer);
      }
      case "paper-pay": {
        const [store, programme] = await Promise.all([
          storeFacts(env, request.storeId),
          programmeFacts(env, request.handle.programmeId),
        ]);
        if (!store || !programme) return own("store-not-found");
        const verdict = firstRefusal(
          handleVerdict(request.handle, request.sessionId, nowMs),
          judgePayment(store, programme, "cpm", nowMs),
        );
        const early = this.#judge(verdict);
        if (early) return early;
        const command = { ...paid(request), verdict, rules: programme.rules };
        return this.#reply(await ask(() => couponStub(env, request.handle.actor).pay(command)));
      }
      case "charge": {
        const programme = await programmeFacts(env, request.programmeId);
        if (!programme) return own("not-found");
        await linkWallet(databaseOf(env, null), { ...request, regionId: programme.regionId }, nowMs);
        const verdict = firstRefusal(
          handleVerdict(request.handle, request.sessionId, nowMs),
          judgeProgramme(programme, nowMs),
        );
        const early = this.#judge(verdict);
        if (early) return early;
        const wallet = walletName(request.residentId, request.programmeId);
        return this.#reply(
          await ask(() =>
            couponStub(env, request.handle.actor).charge({
              operationId,
              wallet,
              verdict,
              rules: programme.rules,
            }),
          ),
        );
      }
      case "void":
      case "refund":
        return this.#reply(
          await ask(() =>
            balanceActor(env, request.holder).reverse({
              operationId,
              payment: request.payment,
              mode: request.kind,
              amountYen: (request.kind === "void" ? ZERO_YEN : request.amountYen) as Yen,
              storeId: request.storeId,
              verdict: ACCEPTED,
            }),
          ),
        );
      case "cancel":
        return this.#reply(
          await ask(() => couponStub(env, request.coupon).cancel({ operationId, verdict: ACCEPTED })),
        );
      case "replace":
        return this.#reply(
          await ask(() =>
            couponStub(env, request.coupon).replace({
              operationId,
              newIssueId: request.newIssueId,
              keyId: "1",
              pepperGeneration: 1,
              verdict: ACCEPTED,
            }),
          ),
        );
      case "freeze":
      case "unfreeze":
        return this.#reply(
          await ask(() =>
            balanceActor(env, request.holder).freeze({ operationId, frozen: request.kind === "freeze" }),
          ),
        );
      case "extend":
        return this.#reply(
          await ask(() =>
            balanceActor(env, request.holder).extend({
              operationId,
              expiresOn: request.expiresOn as never,
              verdict: ACCEPTED,
            }),
          ),
        );
      case "resolve": {
        const { holder } = request;
        const answer = await ask(() =>
          "fund" in holder
            ? fundStub(env, fundName(holder.fund)).resolve({ operationId })
            : balanceActor(env, holder).resolve({ operationId }),
        );
        this.#publish(answer.entries);
        if (!answer.outcome.ok) return refusedBy(answer.outcome.error);
        const resolved = answer.outcome.value;
        return {
          outcome: resolved.outcome,
          code: "code" in resolved ? resolved.code : null,
          value: resolved,
        };
      }
      default:
        return this.#office(request);
    }
  }

  async #office(request: Exclude<Request, { readonly holder: unknown } | { readonly coupon: unknown }>) {
    const { env } = this.place;
    const { operationId } = request;
    if (!("programmeId" in request)) return own("not-found");
    const fund = fundStub(env, fundName(request.programmeId));
    switch (request.kind) {
      case "deposit":
        return this.#reply(
          await ask(() => fund.deposit({ operationId, amountYen: request.amountYen as Yen })),
        );
      case "allot": {
        const { issuerId, amountYen, direction } = request;
        return this.#reply(
          await ask(() => fund.allot({ operationId, issuerId, amountYen: amountYen as Yen, direction })),
        );
      }
      case "move": {
        const { fromIssuerId, toIssuerId, amountYen } = request;
        return this.#reply(
          await ask(() => fund.move({ operationId, fromIssuerId, toIssuerId, amountYen: amountYen as Yen })),
        );
      }
      case "grant": {
        const programme = await programmeFacts(env, request.programmeId);
        if (!programme) return own("not-found");
        const { residentId, programmeId, amountYen, expiresOn } = request;
        await linkWallet(
          databaseOf(env, null),
          { residentId, programmeId, regionId: programme.regionId },
          clockOf(env).now(),
        );
        return this.#reply(
          await ask(() =>
            fund.grant({
              operationId,
              wallet: walletName(residentId, programmeId),
              amountYen: amountYen as Yen,
              expiresOn: expiresOn as never,
              rules: programme.rules,
              verdict: ACCEPTED,
            }),
          ),
        );
      }
      case "issue":
        return this.#issue(request);
      case "activate":
      case "withdraw":
      case "stop": {
        const { issueId, programmeId, regionId, kind } = request;
        const answer = await ask(() => fund[kind]({ operationId, issueId }));
        this.#publish(answer.entries);
        if (answer.outcome.ok) {
          await followFund(env, { issueId, programmeId, regionId });
          if (kind === "stop") await beginStop(env, issueId);
        }
        return reply(answer);
      }
      case "hand-over": {
        const { issueId, programmeId, regionId, fromSerial, toSerial } = request;
        const answer = await ask(() => fund.handOver({ operationId, issueId, fromSerial, toSerial }));
        this.#publish(answer.entries);
        if (answer.outcome.ok) {
          const { atMs, ranges } = answer.outcome.value;
          await recordHandOver(env.DB, { issueId, operationId, atMs, ranges });
          await followFund(env, { issueId, programmeId, regionId });
        }
        return reply(answer);
      }
      case "return-expired": {
        const { expiresOn, asOf, totalYen } = request;
        return this.#reply(
          await ask(() =>
            fund.returnExpired({
              operationId,
              expiresOn: expiresOn as never,
              asOf: asOf as never,
              totalYen: totalYen as Yen,
            }),
          ),
        );
      }
      default:
        return own("not-found");
    }
  }

  async #issue(request: Extract<Request, { readonly kind: "issue" }>): Promise<Reply> {
    const { env } = this.place;
    const { operationId, programmeId, regionId, issueId, faceYen, count, capYen } = request;
    const programme = await programmeFacts(env, programmeId);
    const unitYen = programme?.rules[0]?.unitYen;
    if (!unitYen) return own("not-found");
    const answer: Answer<IssueManifest> = await ask(() =>
      fundStub(env, fundName(programmeId)).issue({
        operationId,
        issueId,
        issuerId: request.issuerId,
        branchId: request.branchId,
        faces: [{ faceYen: faceYen as Yen, count }],
        unitYen,
        notBeforeOn: request.notBeforeOn as never,
        expiresOn: request.expiresOn as never,
        keyId: "1",
        pepperGeneration: 1,
        stayKey: request.stayKey,
        // The caps of a stay are what is tried here; that it is issued for once is the fund's own test (ISS-3).
        stayAgain: true,
        caps: { ...NO_CAPS, perIssuerDayYen: capYen as Yen | null, perStayYen: capYen as Yen | null },
        verdict: ACCEPTED,
      }),
    );
    this.#publish(answer.entries);
    if (answer.outcome.ok) {
      const nowMs = clockOf(env).now();
      await recordIssue(databaseOf(env, regionId), {
        manifest: answer.outcome.value,
        regionId,
        programmeId,
        programmeVersion: programme?.version ?? null,
        operationId,
        createdAtMs: nowMs,
        createdBy: null,
      });
      const { entries } = await workIssue(env, { issueId, programmeId, regionId, written: 0 }, 8);
      this.#publish(entries);
    }
    return reply(answer);
  }

  #judge(verdict: Verdict): Reply | null {
    return this.#judgesFirst && !verdict.ok ? { outcome: "not-done", code: verdict.code, value: null } : null;
  }

  #reply<T>(answer: Answer<T>): Reply {
    this.#publish(answer.entries);
    return reply(answer);
  }

  #publish(entries: readonly JournalEntry[]): void {
    publish(this.place.env.JOURNAL_QUEUE as never, this.#context as never, entries);
  }
}

function paid(request: {
  readonly operationId: OperationId;
  readonly amountYen: number;
  readonly storeId: StoreId;
  readonly tillId: TillId;
}) {
  const { operationId, amountYen, storeId, tillId } = request;
  return { operationId, amountYen: amountYen as Yen, storeId, tillId };
}

/** An answer of the edge itself. */
function own(code: string): Reply {
  return { outcome: "unknown", code, value: null };
}

function reply<T>({ outcome }: Answer<T>): Reply {
  if (!outcome.ok) return refusedBy(outcome.error);
  const isPending = (outcome.value as { state?: string }).state === "pending";
  return { outcome: isPending ? "pending" : "done", code: null, value: outcome.value };
}

function refusedBy(refused: { readonly code: string; readonly outcome: Outcome }): Reply {
  // An actor's word; what it left undecided stays open whatever it is called.
  const open = (UNDECIDED as readonly string[]).includes(refused.code);
  return { outcome: open ? "unknown" : refused.outcome, code: refused.code, value: null };
}
