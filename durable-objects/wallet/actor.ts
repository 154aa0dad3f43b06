import { DurableObject } from "cloudflare:workers";
import type { WalletRpc } from "../../schema/actors.ts";
import type {
  Answer,
  BalanceView,
  CreditCommand,
  CreditResult,
  EntriesFromCommand,
  ExtendCommand,
  FreezeCommand,
  HistoryQuery,
  OperationStory,
  PayCommand,
  Receipt,
  Refundable,
  RefundableQuery,
  ResolveCommand,
  ResolvedOperation,
  ReverseCommand,
  ReverseResult,
  SelfCheck,
  SimpleResult,
} from "../../schema/commands.ts";
import type { UndecidedCode } from "../../schema/errors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import type { OperationId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { BalanceLedger } from "../balance/balance-ledger.ts";
import { decideCredit, decideExtend, decideFreeze, decidePay, decideReverse } from "../balance/decide.ts";
import { refundableOf } from "../balance/refundable.ts";
import { type MoneyEnv, moneyPlatform, startLedger } from "../lib/money-actor.ts";
import { readWalletBirth } from "./birth.ts";

/** The balance of one resident in one programme: a thin shell around the shared core. */
export class WalletActor extends DurableObject<MoneyEnv> implements WalletRpc {
  readonly #balance: BalanceLedger;

  /** @param Balance another one only where the simulation plants a bug; the platform passes two arguments */
  constructor(ctx: DurableObjectState, env: MoneyEnv, Balance: typeof BalanceLedger = BalanceLedger) {
    super(ctx, env);
    const platform = moneyPlatform(ctx, env, "wallet");
    this.#balance = new Balance(platform.identity, {
      ...platform,
      birth: () => readWalletBirth(env.DB, platform.identity.actor),
      deliver: () => Promise.reject(new Error("a wallet starts no transfer")),
    });
    startLedger(ctx, this.#balance.ledger);
  }

  async pay(command: PayCommand): Promise<Answer<Receipt>> {
    return this.#balance.run(command.operationId, (situation) => decidePay(situation, command));
  }

  async credit(command: CreditCommand): Promise<Answer<CreditResult>> {
    return this.#balance.run(command.operationId, (situation) => decideCredit(situation, command));
  }

  async reverse(command: ReverseCommand): Promise<Answer<ReverseResult>> {
    return this.#balance.run(command.operationId, (situation) =>
      decideReverse(situation, this.#balance.paymentHistory(command.payment), command),
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

  /** What the wallet shows. A wallet that was never used reads 0, from its link row. */
  async view(): Promise<Result<BalanceView, UndecidedCode>> {
    const view = this.#balance.view();
    if (view) return ok(view);
    const { ledger } = this.#balance;
    const birth = await readWalletBirth(this.env.DB, ledger.identity.actor);
    if (!birth.ok) return err("try-again");
    return ok({
      actor: ledger.identity.actor,
      idTail: ledger.tail,
      programmeId: birth.value.holder.programmeId,
      regionId: birth.value.holder.regionId,
      state: "unopened",
      frozen: birth.value.frozen,
      spendableYen: 0 as Yen,
      lots: [],
      head: ledger.head,
      nowMs: ledger.now(),
    });
  }

  async history(query: HistoryQuery): Promise<readonly JournalEntry[]> {
    // One more than a page: it tells whether there is another.
    const limit = Math.min(query.limit, MAX_PAGE_ROWS + 1);
    return this.#balance.ledger.operationsBefore({ ...query, limit });
  }

  async operation({ operationId }: { readonly operationId: OperationId }): Promise<OperationStory | null> {
    const found = this.#balance.ledger.born ? this.#balance.ledger.find(operationId) : null;
    if (!found) return null;
    const { lines, first } = found;
    const reversed = first.kind === "reverse" ? (first.detail?.payment as OperationId) : operationId;
    const { payment, reversals } = this.#balance.paymentHistory(reversed);
    return first.kind === "reverse"
      ? { lines, payment: payment?.lines ?? [], reversals: [] }
      : { lines, payment: [], reversals };
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
}
