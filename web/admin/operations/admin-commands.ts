import type { WaitingReply } from "../../../schema/api/approvals.ts";
import type {
  CancelCouponRequest,
  CancelReply,
  FreezeReply,
  FreezeRequest,
} from "../../../schema/api/coupons.ts";
import type { FeeMoveRequest, MoveRequest } from "../../../schema/api/fund.ts";
import type { BeginGrantRequest, BegunGrant } from "../../../schema/api/grants.ts";
import type { ExtensionReply, ExtensionRequest } from "../../../schema/api/holders.ts";
import type {
  ActivateRequest,
  HandOverReply,
  HandOverRequest,
  IssueReply,
  IssueRequest,
  WithdrawRequest,
} from "../../../schema/api/issues.ts";
import type { RefundRequest, ReversalReply } from "../../../schema/api/payments.ts";
import type { PayoutMoved, ReturnItemRequest, SendPayoutRequest } from "../../../schema/api/payouts.ts";
import type { AllotRequest, DepositRequest, FundReply } from "../../../schema/api/programmes.ts";
import { err, type Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { StoredOperation } from "../../shared/client/operation-store.ts";
import { type Ending, runOperation } from "../../shared/client/operations.ts";
import { dropStored, readStored, writeStored } from "../../shared/client/storage.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** The commands of a back office that move money, with everything needed to send them again (OPR-2). */
export type AdminCommand =
  | { readonly kind: "issue"; readonly body: IssueRequest }
  | { readonly kind: "activation"; readonly issueId: string; readonly body: ActivateRequest }
  | { readonly kind: "hand-over"; readonly issueId: string; readonly body: HandOverRequest }
  | { readonly kind: "withdrawal"; readonly issueId: string; readonly body: WithdrawRequest }
  | { readonly kind: "cancel" | "replace"; readonly couponId: string; readonly body: CancelCouponRequest }
  | { readonly kind: "deposit"; readonly programmeId: string; readonly body: DepositRequest }
  | { readonly kind: "allotment"; readonly programmeId: string; readonly body: AllotRequest }
  | { readonly kind: "move"; readonly programmeId: string; readonly body: MoveRequest }
  | { readonly kind: "freeze" | "unfreeze"; readonly body: FreezeRequest }
  | { readonly kind: "refund"; readonly payment: string; readonly body: RefundRequest }
  | { readonly kind: "extension"; readonly body: ExtensionRequest }
  | { readonly kind: "payout"; readonly payoutId: string; readonly body: SendPayoutRequest }
  | { readonly kind: "payout-return"; readonly itemId: string; readonly body: ReturnItemRequest }
  | { readonly kind: "grant"; readonly grantId: string; readonly body: BeginGrantRequest }
  | { readonly kind: "fee-move"; readonly programmeId: string; readonly body: FeeMoveRequest };

export type AdminReply =
  | IssueReply
  | HandOverReply
  | CancelReply
  | FundReply
  | BegunGrant
  | FreezeReply
  | ReversalReply
  | ExtensionReply
  | PayoutMoved;

/** What became of an office's command: also that it waits as a proposal for somebody else, and nothing has moved (APR-1). */
export type AdminEnding<Reply extends AdminReply> = Ending<Reply> | { readonly outcome: "waiting" };

const commandKey = (operationId: string) => `tegata.admin.command.${operationId}`;
/** Which tab is at work on an operation; the others leave it alone. */
const lockName = (operationId: string) => `tegata.operation.${operationId}`;

/** Where operations of one person are remembered on this device. */
export function operationScope(staffId: string): string {
  return `admin.${staffId}`;
}

/**
 * What is kept of a command for sending it again after a reload: all but what says who the guest is. A name is no part
 * of what makes two requests the same (OPR-2), and has no business on the desk's machine (WHO-4).
 */
export function keepable(command: AdminCommand): AdminCommand {
  if (command.kind !== "issue") return command;
  const { guestName: _, ...body } = command.body;
  return { ...command, body };
}

/** Reads a kept command; null where there is none or it does not belong to the operation. */
export function parseCommand(text: string | null, operationId: string): AdminCommand | null {
  if (text === null) return null;
  try {
    const command = JSON.parse(text) as Partial<AdminCommand> | null;
    if (command?.body?.operationId !== operationId) return null;
    switch (command.kind) {
      case "issue":
      case "freeze":
      case "unfreeze":
      case "extension":
        return command as AdminCommand;
      case "refund":
        return typeof command.payment === "string" ? (command as AdminCommand) : null;
      case "activation":
      case "hand-over":
      case "withdrawal":
        return typeof command.issueId === "string" ? (command as AdminCommand) : null;
      case "cancel":
      case "replace":
        return typeof command.couponId === "string" ? (command as AdminCommand) : null;
      case "deposit":
      case "allotment":
      case "move":
      case "fee-move":
        return typeof command.programmeId === "string" ? (command as AdminCommand) : null;
      case "grant":
        return typeof command.grantId === "string" ? (command as AdminCommand) : null;
      case "payout":
        return typeof command.payoutId === "string" ? (command as AdminCommand) : null;
      case "payout-return":
        return typeof command.itemId === "string" ? (command as AdminCommand) : null;
      default:
        return null;
    }
  } catch {
    return null;
  }
}

/**
 * For a command that may have arrived before: a request turned away at the door says nothing about the first copy,
 * only an answer of the actor does (OPR-6).
 */
export function doubtful<T>(answer: Result<T, Trouble>): Result<T, Trouble> {
  if (answer.ok || answer.error.outcome === "not-done") return answer;
  return err({ ...answer.error, replied: false });
}

function send(command: AdminCommand): Promise<Result<AdminReply | WaitingReply, Trouble>> {
  switch (command.kind) {
    case "issue":
      return api("POST issues", { body: command.body });
    case "activation":
      return api("POST issues/:id/activate", { path: { id: command.issueId }, body: command.body });
    case "hand-over":
      return api("POST issues/:id/hand-over", { path: { id: command.issueId }, body: command.body });
    case "withdrawal":
      return api("POST issues/:id/withdraw", { path: { id: command.issueId }, body: command.body });
    case "cancel":
      return api("POST coupons/:id/cancel", { path: { id: command.couponId }, body: command.body });
    case "replace":
      return api("POST coupons/:id/replace", { path: { id: command.couponId }, body: command.body });
    case "deposit":
      return api("POST programmes/:id/deposits", { path: { id: command.programmeId }, body: command.body });
    case "allotment":
      return api("POST programmes/:id/allotments", { path: { id: command.programmeId }, body: command.body });
    case "move":
      return api("POST programmes/:id/moves", { path: { id: command.programmeId }, body: command.body });
    case "fee-move":
      return api("POST programmes/:id/fee-moves", { path: { id: command.programmeId }, body: command.body });
    case "freeze":
    case "unfreeze":
      return api("POST freezes", { body: command.body });
    case "refund":
      return api("POST payments/:operationId/refund", {
        path: { operationId: command.payment },
        body: command.body,
      });
    case "extension":
      return api("POST extensions", { body: command.body });
    case "grant":
      return api("POST grants/:id/begin", { path: { id: command.grantId }, body: command.body });
    case "payout":
      return api("POST payouts/:id/send", { path: { id: command.payoutId }, body: command.body });
    case "payout-return":
      return api("POST payout-items/:id/return", { path: { id: command.itemId }, body: command.body });
  }
}

/** Stores a command, sends it and follows it to its end; a lost reply is answered by sending the same again (OPR-2). */
export async function runCommand<Reply extends AdminReply>(
  scope: string,
  operation: StoredOperation,
  command: AdminCommand,
  onAsking?: () => void,
): Promise<AdminEnding<Reply>> {
  writeStored(commandKey(operation.id), JSON.stringify(keepable(command)));
  return locked(operation.id, () => follow<Reply>(scope, operation, () => send(command), onAsking));
}

/** Learns what became of a remembered command, after a reload or an "unknown". */
export async function runAgain(scope: string, operation: StoredOperation): Promise<AdminEnding<AdminReply>> {
  const command = parseCommand(readStored(commandKey(operation.id)), operation.id);
  if (command === null) return { outcome: "unknown", code: "lost-reply" };
  return locked(operation.id, () =>
    follow<AdminReply>(scope, operation, async () => doubtful(await send(command))),
  );
}

/** Ids of operations some tab is at work on now; empty where the browser can't say. */
export async function atWork(): Promise<ReadonlySet<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => (lock.name ?? "").slice(lockName("").length)));
}

async function follow<Reply extends AdminReply>(
  scope: string,
  operation: StoredOperation,
  call: () => Promise<Result<AdminReply | WaitingReply, Trouble>>,
  onAsking?: () => void,
): Promise<AdminEnding<Reply>> {
  const ending = await runOperation<Reply | WaitingReply>(
    scope,
    operation,
    call as () => Promise<Result<Reply | WaitingReply, Trouble>>,
    onAsking,
  );
  if (ending.outcome === "done" || ending.outcome === "not-done") dropStored(commandKey(operation.id));
  return isWaiting(ending) ? { outcome: "waiting" } : (ending as Ending<Reply>);
}

function isWaiting(ending: Ending<AdminReply | WaitingReply>): boolean {
  return ending.outcome === "done" && ending.reply?.outcome === "waiting";
}

function locked<T>(operationId: string, work: () => Promise<T>): Promise<T> {
  // Plain http on the network has no locks; the operation id alone keeps the money right.
  return navigator.locks ? (navigator.locks.request(lockName(operationId), work) as Promise<T>) : work();
}
