import { DurableObject } from "cloudflare:workers";
import type { FundRpc } from "../../schema/actors.ts";
import type {
  AllotCommand,
  Answer,
  DepositCommand,
  EntriesFromCommand,
  FundView,
  GrantCommand,
  HandOverCommand,
  HandOverResult,
  IssueCommand,
  IssuedQuery,
  IssuedSoFar,
  IssueManifest,
  IssueReadyCommand,
  IssueStateCommand,
  KeepFeeCommand,
  MoveCommand,
  PayOutCommand,
  PayOutReturnedCommand,
  Refused,
  ReissueCommand,
  ReleaseGrantCommand,
  ReserveGrantCommand,
  ResolveCommand,
  ResolvedOperation,
  ReturnCommand,
  ReturnExpiredCommand,
  SelfCheck,
  SimpleResult,
  TakeFeeCommand,
} from "../../schema/commands.ts";
import type { UndecidedCode } from "../../schema/errors.ts";
import type { Head, JournalEntry } from "../../schema/events.ts";
import type { ActorName, IssueId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Holder } from "../lib/ledger.ts";
import { type MoneyEnv, moneyPlatform, startLedger, walletStub } from "../lib/money-actor.ts";
import {
  decideAllot,
  decideDeposit,
  decideMove,
  decidePayOut,
  decidePayOutReturned,
  decideReissue,
  decideReleaseGrant,
  decideReserveGrant,
  decideReturn,
  decideReturnExpired,
} from "./decide.ts";
import { decideKeepFee, decideTakeFee } from "./fee-decide.ts";
import { FundLedger } from "./fund-ledger.ts";
import { decideHandOver } from "./hand-over-decide.ts";
import {
  decideAbandonIssue,
  decideActivate,
  decideIssue,
  decideIssueReady,
  decideStop,
  decideWithdraw,
} from "./issue-decide.ts";

/** One programme's money: a thin shell around its double-entry book. */
export class FundActor extends DurableObject<MoneyEnv> implements FundRpc {
  readonly #fund: FundLedger;

  /** @param Fund another one only where the simulation plants a bug; the platform passes two arguments */
  constructor(ctx: DurableObjectState, env: MoneyEnv, Fund: typeof FundLedger = FundLedger) {
    super(ctx, env);
    const platform = moneyPlatform(ctx, env, "fund");
    const { actor } = platform.identity;
    this.#fund = new Fund(actor, {
      ...platform,
      birth: () => readFundHolder(env.DB, actor),
      deliver: (grant) => walletStub(env, grant.target).credit(grant.command),
    });
    startLedger(ctx, this.#fund.ledger);
  }

  async deposit(command: DepositCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideDeposit(situation, command));
  }

  async allot(command: AllotCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideAllot(situation, command));
  }

  async move(command: MoveCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideMove(situation, command));
  }

  async issue(command: IssueCommand): Promise<Answer<IssueManifest>> {
    return this.#fund.run(command.operationId, (situation) => decideIssue(situation, command));
  }

  async issueReady(command: IssueReadyCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideIssueReady(situation, command));
  }

  async abandonIssue(command: IssueStateCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideAbandonIssue(situation, command));
  }

  async activate(command: IssueStateCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideActivate(situation, command));
  }

  async stop(command: IssueStateCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideStop(situation, command));
  }

  async withdraw(command: IssueStateCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideWithdraw(situation, command));
  }

  async reserveGrant(command: ReserveGrantCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideReserveGrant(situation, command));
  }

  async releaseGrant(
    command: ReleaseGrantCommand,
  ): Promise<Answer<SimpleResult & { readonly amountYen: number }>> {
    return this.#fund.run(command.operationId, (situation) => decideReleaseGrant(situation, command));
  }

  async handOver(command: HandOverCommand): Promise<Answer<HandOverResult>> {
    return this.#fund.run(command.operationId, (situation) => decideHandOver(situation, command));
  }

  async grant(
    command: GrantCommand,
  ): Promise<Answer<SimpleResult & { readonly state: "posted" | "pending" }>> {
    return this.#fund.grant(command);
  }

  async takeReturn(command: ReturnCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideReturn(situation, command));
  }

  async reissue(command: ReissueCommand): Promise<Answer<IssueManifest>> {
    return this.#fund.run(command.operationId, (situation) => decideReissue(situation, command));
  }

  async returnExpired(
    command: ReturnExpiredCommand,
  ): Promise<Answer<SimpleResult & { readonly amountYen: number }>> {
    return this.#fund.run(command.operationId, (situation) => decideReturnExpired(situation, command));
  }

  async payOut(command: PayOutCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decidePayOut(situation, command));
  }

  async keepFee(command: KeepFeeCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideKeepFee(situation, command));
  }

  async takeFee(command: TakeFeeCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decideTakeFee(situation, command));
  }

  async payOutReturned(command: PayOutReturnedCommand): Promise<Answer<SimpleResult>> {
    return this.#fund.run(command.operationId, (situation) => decidePayOutReturned(situation, command));
  }

  async resolve(command: ResolveCommand): Promise<Answer<ResolvedOperation>> {
    return this.#fund.resolve(command.operationId);
  }

  async view(): Promise<Result<FundView, UndecidedCode>> {
    return ok(this.#fund.view());
  }

  async issued(query: IssuedQuery): Promise<IssuedSoFar> {
    return this.#fund.issued(query);
  }

  async manifest(query: { readonly issueId: string }) {
    const issue = this.#fund.issue(query.issueId as IssueId);
    return issue ? { ...issue.manifest, state: issue.state, salts: issue.salts } : null;
  }

  async hasHandedOver({ issueId, serial }: { readonly issueId: IssueId; readonly serial: number }) {
    return this.#fund.hasHandedOver(issueId, serial);
  }

  async entriesFrom(command: EntriesFromCommand): Promise<readonly JournalEntry[]> {
    return this.#fund.entriesFrom(command);
  }

  async head(): Promise<Head> {
    return this.#fund.ledger.head;
  }

  async check(): Promise<SelfCheck> {
    return this.#fund.check();
  }

  async drive(): Promise<{ readonly pending: boolean }> {
    return this.#fund.drive();
  }

  override async alarm(): Promise<void> {
    await this.#fund.onAlarm();
  }
}

/** Whose book it is: the programme's region, from D1 (primary). */
async function readFundHolder(db: D1Database, actor: ActorName): Promise<Result<Holder, Refused>> {
  try {
    const row = await db
      .withSession("first-primary")
      .prepare("select region_id from programme where id = ?1")
      .bind(actor)
      .first<{ region_id: string }>();
    if (!row) return err({ code: "try-again", outcome: "unknown" });
    return ok({
      actorClass: "fund",
      actor,
      regionId: row.region_id as RegionId,
      programmeId: actor as string as ProgrammeId,
    });
  } catch {
    return err({ code: "try-again", outcome: "unknown" });
  }
}
