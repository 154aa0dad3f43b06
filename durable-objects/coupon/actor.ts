import { DurableObject } from "cloudflare:workers";
import type { CouponRpc } from "../../schema/actors.ts";
import { endExclusiveMs } from "../../schema/calendar.ts";
import type {
  Answer,
  BalanceView,
  CancelCommand,
  CancelResult,
  ChargeCommand,
  ChargeResult,
  EntriesFromCommand,
  ExtendCommand,
  FreezeCommand,
  IssueState,
  PayCommand,
  Receipt,
  Refundable,
  RefundableQuery,
  ReissueCommand,
  ReplaceCommand,
  ResolveCommand,
  ResolvedOperation,
  ReverseCommand,
  ReverseResult,
  SelfCheck,
  SimpleResult,
} from "../../schema/commands.ts";
import type { UndecidedCode } from "../../schema/errors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { BalanceLedger } from "../balance/balance-ledger.ts";
import { decideExtend, decideFreeze, decidePay } from "../balance/decide.ts";
import { refundableOf } from "../balance/refundable.ts";
import { cancelNow, chargeNow } from "../balance/settle.ts";
import type { Transfer } from "../balance/state.ts";
import { fundStub, type MoneyEnv, moneyPlatform, startLedger, walletStub } from "../lib/money-actor.ts";
import { describeCoupon, readCouponBirth } from "./birth.ts";
import { decideCancel, decideCharge, decideCouponReverse, decideReplace } from "./decide.ts";

/** One paper coupon: a thin shell around the shared core, with the ways a coupon's yen can leave it. */
export class CouponActor extends DurableObject<MoneyEnv> implements CouponRpc {
  readonly #balance: BalanceLedger;

  /** @param Balance another one only where the simulation plants a bug; the platform passes two arguments */
  constructor(ctx: DurableObjectState, env: MoneyEnv, Balance: typeof BalanceLedger = BalanceLedger) {
    super(ctx, env);
    const platform = moneyPlatform(ctx, env, "coupon");
    this.#balance = new Balance(platform.identity, {
      ...platform,
      birth: () => readCouponBirth(env, platform.identity.actor, platform.clock.now()),
      deliver: (transfer) => deliver(env, transfer),
    });
    startLedger(ctx, this.#balance.ledger);
  }

  async pay(command: PayCommand): Promise<Answer<Receipt>> {
    return this.#balance.run(command.operationId, (situation) => decidePay(situation, command));
  }

  /** Holds the remainder, carries it to the wallet at once, and says how the charge stands then (XFR-1). */
  async charge(command: ChargeCommand): Promise<Answer<ChargeResult>> {
    const { operationId } = command;
    const held = await this.#balance.run(operationId, (situation) =>
      decideCharge(situation, this.#balance.settlement(operationId), command),
    );
    if (!held.outcome.ok || held.outcome.value.state !== "pending") return held;
    const { replayed } = held.outcome.value;
    const driven = await this.#balance.driveTransfers();
    const first = this.#balance.ledger.find(operationId)?.first as JournalEntry;
    const outcome = chargeNow(first, this.#balance.settlement(operationId), replayed);
    const credited = driven.walletBalanceYen;
    return {
      outcome:
        outcome.ok && credited !== undefined ? ok({ ...outcome.value, walletBalanceYen: credited }) : outcome,
      entries: [...held.entries, ...driven.entries],
    };
  }

  async reverse(command: ReverseCommand): Promise<Answer<ReverseResult>> {
    const answer = await this.#balance.run(command.operationId, (situation) =>
      decideCouponReverse(situation, this.#balance.paymentHistory(command.payment), command),
    );
    const driven = await this.#balance.driveTransfers();
    return { ...answer, entries: [...answer.entries, ...driven.entries] };
  }

  async cancel(command: CancelCommand): Promise<Answer<CancelResult>> {
    return this.#giveUp(
      command,
      await this.#balance.run(command.operationId, (situation) =>
        decideCancel(situation, this.#balance.settlement(command.operationId), command),
      ),
    );
  }

  async replace(command: ReplaceCommand): Promise<Answer<CancelResult>> {
    return this.#giveUp(
      command,
      await this.#balance.run(command.operationId, (situation) =>
        decideReplace(situation, this.#balance.settlement(command.operationId), command),
      ),
    );
  }

  async freeze(command: FreezeCommand): Promise<Answer<SimpleResult>> {
    return this.#balance.run(command.operationId, (situation) => decideFreeze(situation, command));
  }

  async extend(command: ExtendCommand): Promise<Answer<SimpleResult>> {
    return this.#balance.run(command.operationId, (situation) => decideExtend(situation, command));
  }

  async refundable({ payment }: RefundableQuery): Promise<Refundable | null> {
    const { state, ledger } = this.#balance;
    return state ? refundableOf(state, this.#balance.paymentHistory(payment), ledger.now()) : null;
  }

  async resolve(command: ResolveCommand): Promise<Answer<ResolvedOperation>> {
    return this.#balance.resolve(command.operationId);
  }

  /** What screens show. A coupon that was never opened is described from its row and stays unopened (CPN-2). */
  async inspect(): Promise<Result<BalanceView, UndecidedCode>> {
    const view = this.#balance.view();
    if (view) return ok(view);
    const { ledger } = this.#balance;
    const described = await describeCoupon(this.env, ledger.identity.actor);
    if (!described.ok) return err(described.error.code as UndecidedCode);
    const { birth, issueState } = described.value;
    if (issueState === "writing" || issueState === "failed") return err("coupon-unknown");
    const nowMs = ledger.now();
    const { facts, holder } = birth;
    const expired = nowMs >= endExclusiveMs(facts.expiresOn);
    // Of a stopped issue the yen is shown as a frozen coupon's is: it is there, and can't be spent.
    const shown = issueState === "active" || issueState === "stopped";
    return ok({
      actor: holder.actor,
      idTail: ledger.tail,
      programmeId: holder.programmeId,
      regionId: holder.regionId,
      state: unopenedState(issueState, expired),
      frozen: issueState === "stopped",
      spendableYen: (expired || !shown ? 0 : facts.faceYen) as Yen,
      lots: [{ lot: "1", remainingYen: facts.faceYen, expiresOn: facts.expiresOn, expired }],
      coupon: {
        faceYen: facts.faceYen,
        paidYen: 0 as Yen,
        serial: facts.serial,
        issueId: facts.issueId,
        issuerId: facts.issuerId,
        notBeforeOn: facts.notBeforeOn,
        expiresOn: facts.expiresOn,
        chargedInto: null,
      },
      head: ledger.head,
      nowMs,
    });
  }

  async entriesFrom(command: EntriesFromCommand): Promise<readonly JournalEntry[]> {
    return this.#balance.entriesFrom(command);
  }

  async head(): Promise<Head> {
    return this.#balance.ledger.head;
  }

  async check(): Promise<SelfCheck> {
    return this.#balance.check();
  }

  async drive(): Promise<{ readonly pending: boolean }> {
    return this.#balance.drive();
  }

  override async alarm(): Promise<void> {
    await this.#balance.onAlarm();
  }

  async #giveUp(command: CancelCommand, answer: Answer<CancelResult>): Promise<Answer<CancelResult>> {
    if (!answer.outcome.ok || answer.outcome.value.state !== "pending") return answer;
    const { replayed } = answer.outcome.value;
    const driven = await this.#balance.driveTransfers();
    const first = this.#balance.ledger.find(command.operationId)?.first as JournalEntry;
    return {
      outcome: ok(cancelNow(first, this.#balance.settlement(command.operationId), replayed)),
      entries: [...answer.entries, ...driven.entries],
    };
  }
}

/** How a coupon that was never opened stands, by its issue. */
function unopenedState(issueState: IssueState, expired: boolean): BalanceView["state"] {
  if (issueState === "withdrawn") return "cancelled";
  if (expired) return "expired";
  return issueState === "ready" ? "not-handed-over" : "unopened";
}

/** Hands a transfer's stored command to its destination. */
function deliver(env: MoneyEnv, transfer: Transfer): Promise<Answer<unknown>> {
  if (transfer.kind === "charge") return walletStub(env, transfer.target).credit(transfer.command);
  const fund = fundStub(env, transfer.target);
  if (transfer.kind === "return") return fund.takeReturn(transfer.command);
  return fund.reissue(transfer.command as ReissueCommand);
}
