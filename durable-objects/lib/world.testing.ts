import { DatabaseSync } from "node:sqlite";
import { addDays, type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { ACCEPTED, type Answer, NO_CAPS, type Refused, type RuleVersion } from "../../schema/commands.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  type IdTail,
  type IssueId,
  type OperationId,
  type OrganisationId,
  operationId,
  type ProgrammeId,
  type RegionId,
  type ResidentId,
  type StoreId,
  type TillId,
  walletName,
} from "../../schema/ids.ts";
import { type Yen, yen } from "../../schema/money.ts";
import { ok, type Result } from "../../schema/result.ts";
import { BalanceLedger, type Birth } from "../balance/balance-ledger.ts";
import {
  type Decision,
  decideCredit,
  decideExtend,
  decideFreeze,
  decidePay,
  decideReverse,
  type Situation,
} from "../balance/decide.ts";
import type { Transfer } from "../balance/state.ts";
import { couponBirth } from "../coupon/birth.ts";
import { decideCancel, decideCharge, decideCouponReverse, decideReplace } from "../coupon/decide.ts";
import type { Grant } from "../fund/book.ts";
import { decideAllot, decideDeposit, decideReissue, decideReturn } from "../fund/decide.ts";
import { FundLedger } from "../fund/fund-ledger.ts";
import { decideIssue, decideIssueReady } from "../fund/issue-decide.ts";
import { walletBirth } from "../wallet/birth.ts";
import { sha256 } from "./hash.ts";
import { nodeSql } from "./node-sql.testing.ts";

/** A noon in Tokyo to start from. */
export const START_MS = Date.UTC(2026, 10, 23, 3, 0, 0);
export const REGION = "region000000" as RegionId;
export const PROGRAMME = "pr0gramme000" as ProgrammeId;
export const ISSUER = "1ssuer000000" as OrganisationId;
export const BRANCH = "branch000000" as OrganisationId;
export const STORE = "st0re0000000" as StoreId;
export const OTHER_STORE = "st0re0000001" as StoreId;
export const TILL = "t1ll00000000" as TillId;
export const RULES: readonly RuleVersion[] = [
  { version: 1, effectiveFromMs: 0, unitYen: yen(1), payLimitYen: yen(100_000), personCapYen: null },
];

/** Thrown where a message got lost between two actors. */
export class Lost extends Error {}

/** How a message from one actor to another fares; the default network is reliable. */
export type Network = (send: () => Promise<Answer<unknown>>) => Promise<Answer<unknown>>;

/**
 * A small world of real ledgers on real SQLite files in memory: what production runs, without the platform.
 * An actor can be stopped at any await and comes back from its storage.
 */
export class World {
  nowMs = START_MS;
  network: Network = (send) => send();
  /** How what an actor opens from is read. */
  readBirth: (birth: Birth) => Promise<Result<Birth, Refused>> = (birth) => Promise.resolve(ok(birth));
  readonly sent: JournalEntry[] = [];
  heads: (actor: ActorName) => Head | null = () => null;
  readonly alarms = new Map<ActorName, number>();
  readonly #storages = new Map<ActorName, DatabaseSync>();
  readonly #balances = new Map<ActorName, BalanceLedger>();
  readonly #births = new Map<ActorName, Birth>();
  #fund: FundLedger | null = null;
  #ids = 0;

  /** A fresh client operation id for this holder. */
  newId(tail: IdTail): OperationId {
    this.#ids += 1;
    // The last half byte is not part of an id.
    const random = Uint8Array.from([0, 0, 0, this.#ids >> 12, this.#ids >> 4, this.#ids << 4]);
    return operationId(this.nowMs, random, tail);
  }

  /** A coupon that may open with its first command. */
  coupon(
    name: string,
    terms: { faceYen?: number; expiresOn?: BusinessDate; notBeforeOn?: BusinessDate | null } = {},
  ): BalanceLedger {
    const actor = sha256(name) as ActorName;
    const today = businessDate(this.nowMs);
    this.#births.set(
      actor,
      couponBirth(actor, {
        programmeId: PROGRAMME,
        serial: 1,
        regionId: REGION,
        issueId: "1ssue0000000",
        actor,
        pepperGeneration: 1,
        keyId: "1",
        salt: 0,
        faceYen: terms.faceYen ?? 6_000,
        issuerId: ISSUER,
        branchId: BRANCH,
        notBeforeOn: terms.notBeforeOn ?? null,
        expiresOn: terms.expiresOn ?? addDays(today, 2),
      }),
    );
    return this.balance(actor);
  }

  wallet(resident: string): BalanceLedger {
    const actor = walletName(resident.padEnd(12, "0") as ResidentId, PROGRAMME);
    this.#births.set(actor, walletBirth(actor, REGION, PROGRAMME, null));
    return this.balance(actor);
  }

  /** The running actor of this name, started from its storage if it isn't. */
  balance(actor: ActorName): BalanceLedger {
    const running = this.#balances.get(actor);
    if (running) return running;
    const birth = this.#births.get(actor) as Birth;
    const started = new BalanceLedger(
      { actorClass: birth.holder.actorClass, actor },
      {
        ...this.#platform(actor),
        birth: () => this.readBirth(birth),
        deliver: (transfer) => this.network(() => this.deliver(transfer)),
      },
    );
    started.ledger.rearm(this.alarms.get(actor) ?? null);
    this.#balances.set(actor, started);
    return started;
  }

  get fund(): FundLedger {
    if (this.#fund) return this.#fund;
    const actor = PROGRAMME as string as ActorName;
    this.#fund = new FundLedger(actor, {
      ...this.#platform(actor),
      birth: () =>
        Promise.resolve(ok({ actorClass: "fund" as const, actor, regionId: REGION, programmeId: PROGRAMME })),
      deliver: (grant: Grant) =>
        this.network(() =>
          this.run(grant.target, (l, s) => l.run(s.operationId, (x) => decideCredit(x, s)), grant.command),
        ),
    });
    this.#fund.ledger.rearm(this.alarms.get(actor) ?? null);
    return this.#fund;
  }

  /** Stops an actor between two steps: everything in memory is gone, its storage stays. */
  crash(actor: ActorName): void {
    this.#balances.delete(actor);
    if (actor === (PROGRAMME as string)) this.#fund = null;
  }

  /** A transfer's stored command at its destination. */
  async deliver(transfer: Transfer): Promise<Answer<unknown>> {
    if (transfer.kind === "charge") {
      const { command } = transfer;
      return this.balance(transfer.target).run(command.operationId, (situation) =>
        decideCredit(situation, command),
      );
    }
    const { command } = transfer;
    if ("newIssueId" in command)
      return this.fund.run(command.operationId, (situation) => decideReissue(situation, command));
    return this.fund.run(command.operationId, (situation) => decideReturn(situation, command));
  }

  async run<C>(
    actor: ActorName,
    body: (ledger: BalanceLedger, command: C) => Promise<Answer<unknown>>,
    command: C,
  ) {
    return body(this.balance(actor), command);
  }

  /** Rings the alarm of every actor that has one, as the platform would when it is late. */
  async ringAll(): Promise<void> {
    for (const actor of [...this.alarms.keys()]) await this.ring(actor);
  }

  async ring(actor: ActorName): Promise<void> {
    this.alarms.delete(actor);
    if (actor === (PROGRAMME as string)) await this.fund.onAlarm();
    else await this.balance(actor).onAlarm();
  }

  /** Lets time pass and alarms ring on a reliable network until no transfer is pending. */
  async settle(): Promise<void> {
    this.network = (send) => send();
    for (let round = 0; round < 20; round++) {
      this.nowMs += 20 * 60_000;
      await this.ringAll();
    }
  }

  /** The storage of an actor, for tests that tamper with it. */
  storage(actor: ActorName): DatabaseSync {
    const known = this.#storages.get(actor);
    if (known) return known;
    const made = new DatabaseSync(":memory:");
    this.#storages.set(actor, made);
    return made;
  }

  #platform(actor: ActorName) {
    return {
      sql: nodeSql(this.storage(actor)),
      clock: { now: () => this.nowMs, toPlatform: (atMs: number) => atMs },
      alarm: { set: (atMs: number) => void this.alarms.set(actor, atMs) },
      publish: async (entries: readonly JournalEntry[]) => void this.sent.push(...entries),
      projectedHead: async () => this.heads(actor),
    };
  }
}

/* ---------- Commands as a client would send them ---------- */

export const pay = (
  world: World,
  ledger: BalanceLedger,
  amountYen: number,
  more: {
    id?: OperationId;
    storeId?: StoreId;
    rules?: readonly RuleVersion[];
    verdict?: Parameters<typeof decidePay>[1]["verdict"];
  } = {},
) => {
  const command = {
    operationId: more.id ?? world.newId(ledger.ledger.tail),
    amountYen: amountYen as Yen,
    storeId: more.storeId ?? STORE,
    tillId: TILL,
    verdict: more.verdict ?? ACCEPTED,
    rules: more.rules ?? RULES,
  };
  return ledger.run(command.operationId, (situation) => decidePay(situation, command));
};

/** The coupon's `charge` as its actor does it: hold, carry, say how it stands. */
export const charge = async (
  world: World,
  coupon: BalanceLedger,
  wallet: BalanceLedger,
  id?: OperationId,
) => {
  const command = {
    operationId: id ?? world.newId(coupon.ledger.tail),
    wallet: wallet.ledger.identity.actor,
    verdict: ACCEPTED,
    rules: RULES,
  };
  const decide = (situation: Situation) =>
    decideCharge(situation, coupon.settlement(command.operationId), command);
  const held = await coupon.run(command.operationId, decide);
  if (!held.outcome.ok || held.outcome.value.state !== "pending") return held;
  await coupon.driveTransfers();
  return coupon.run(command.operationId, decide);
};

export const cancel = async (world: World, coupon: BalanceLedger, id?: OperationId) => {
  const command = { operationId: id ?? world.newId(coupon.ledger.tail), verdict: ACCEPTED };
  const decide = (situation: Situation) =>
    decideCancel(situation, coupon.settlement(command.operationId), command);
  return giveUp(coupon, command.operationId, decide);
};

export const replace = async (world: World, coupon: BalanceLedger, newIssueId: string, id?: OperationId) => {
  const command = {
    operationId: id ?? world.newId(coupon.ledger.tail),
    newIssueId: newIssueId as IssueId,
    keyId: "1",
    pepperGeneration: 1,
    verdict: ACCEPTED,
  };
  const decide = (situation: Situation) =>
    decideReplace(situation, coupon.settlement(command.operationId), command);
  return giveUp(coupon, command.operationId, decide);
};

async function giveUp<T extends { state: string }>(
  coupon: BalanceLedger,
  id: OperationId,
  decide: (s: Situation) => Decision<T>,
) {
  const held = await coupon.run(id, decide);
  if (!held.outcome.ok || held.outcome.value.state !== "pending") return held;
  await coupon.driveTransfers();
  return coupon.run(id, decide);
}

export const reverse = (
  world: World,
  ledger: BalanceLedger,
  payment: OperationId,
  more: { mode?: "void" | "refund"; amountYen?: number; storeId?: StoreId | null; id?: OperationId } = {},
) => {
  const command = {
    operationId: more.id ?? world.newId(ledger.ledger.tail),
    payment,
    mode: more.mode ?? ("void" as const),
    amountYen: (more.amountYen ?? 0) as Yen,
    storeId: more.storeId === undefined ? STORE : more.storeId,
    verdict: ACCEPTED,
  };
  const isCoupon = ledger.ledger.identity.actorClass === "coupon";
  return ledger.run(command.operationId, (situation) =>
    (isCoupon ? decideCouponReverse : decideReverse)(situation, ledger.paymentHistory(payment), command),
  );
};

export const freeze = (world: World, ledger: BalanceLedger, frozen: boolean, id?: OperationId) => {
  const command = { operationId: id ?? world.newId(ledger.ledger.tail), frozen };
  return ledger.run(command.operationId, (situation) => decideFreeze(situation, command));
};

export const extend = (world: World, ledger: BalanceLedger, expiresOn: BusinessDate) => {
  const command = { operationId: world.newId(ledger.ledger.tail), expiresOn, verdict: ACCEPTED };
  return ledger.run(command.operationId, (situation) => decideExtend(situation, command));
};

/** A fund with money in an issuer's allotment, as if coupons worth `issuedYen` had been issued from it. */
export const fundWith = async (world: World, issuedYen: number) => {
  const { fund } = world;
  const id = () => world.newId(fund.ledger.tail);
  const amountYen = issuedYen as Yen;
  await fund.run(...both({ operationId: id(), amountYen }, decideDeposit));
  await fund.run(
    ...both({ operationId: id(), issuerId: ISSUER, amountYen, direction: "out" as const }, decideAllot),
  );
  const issue = {
    operationId: id(),
    issueId: "1ssue0000000" as IssueId,
    issuerId: ISSUER,
    branchId: BRANCH,
    faces: [{ faceYen: amountYen, count: 1 }],
    unitYen: yen(1),
    notBeforeOn: null,
    expiresOn: addDays(businessDate(world.nowMs), 2),
    keyId: "1",
    pepperGeneration: 1,
    stayKey: null,
    caps: NO_CAPS,
    verdict: ACCEPTED,
  };
  await fund.run(...both(issue, decideIssue));
  await fund.run(
    ...both(
      { operationId: id(), issueId: issue.issueId, count: 1, sumYen: amountYen, salts: [] },
      decideIssueReady,
    ),
  );
  return fund;
};

function both<C extends { operationId: OperationId }, S, D>(
  command: C,
  decide: (situation: S, command: C) => D,
): [OperationId, (situation: S) => D] {
  return [command.operationId, (situation) => decide(situation, command)];
}
