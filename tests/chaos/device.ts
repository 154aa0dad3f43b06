import type { ResolveReply } from "../../schema/api/operations.ts";
import { type IdTail, type OperationId, operationId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { type Ending, followOperation } from "../../web/shared/client/operations.ts";
import { readProblem, silence, type Trouble } from "../../web/shared/client/trouble.ts";
import type { Ack, NewOperation, Operation, OperationLog } from "./operation-log.ts";
import { between, numbersFrom } from "./plan.ts";

/** As long as the apps wait for a reply (web/shared/client/api.ts). */
const REPLY_WITHIN_MS = 10_000;
/** Of 100 commands: sent by a double tap; sent once more long after the reply; never asked about again. */
const DOUBLE_TAPS = 5;
const LATE_COPIES = 6;
const GIVEN_UP = 3;

/** A word about an operation; when it was heard the log adds. */
type Heard = Omit<Ack, "atMs">;

/** What every reply to a money command has in common. */
interface MoneyReply {
  readonly outcome?: "done" | "pending";
  readonly operationId?: string;
  readonly amountYen?: number;
  readonly receipt?: { readonly amountYen: number; readonly receiptNumber: string };
  readonly issue?: { readonly sumYen: number };
}

/** A command to send, and where to ask about it. */
export interface Command {
  readonly operation: Operation;
  readonly path: string;
  readonly body: object;
  /** The holder's handle; null for the fund, which has none. */
  readonly handle: string | null;
}

/**
 * One phone, till or desk. It follows a money command with the apps' own code: stores the id before sending, sends again
 * while told to, asks after a lost reply. What stays unknown is kept, and asked about when the app opens again.
 */
export class Device {
  readonly #client: SeedClient;
  readonly #log: OperationLog;
  readonly #next: () => number;
  /** Commands whose end isn't known yet. */
  readonly open = new Map<OperationId, Command>();

  constructor(client: SeedClient, log: OperationLog, seed: number) {
    this.#client = client;
    this.#log = log;
    this.#next = numbersFrom(seed);
  }

  /** A random number of this device's own stream. */
  readonly random = (): number => this.#next();

  /** A new tap: a new id for this holder (OPR-7). Its randomness needs to be unique, not replayable. */
  newId(tail: IdTail | string): OperationId {
    return operationId(Date.now(), crypto.getRandomValues(new Uint8Array(6)), tail as IdTail);
  }

  /** One request: the body, or why there is none. Never throws, never waits without end. */
  async ask<Reply>(method: "GET" | "POST", path: string, body?: object): Promise<Result<Reply, Trouble>> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), REPLY_WITHIN_MS);
    });
    try {
      // A reply that comes after the wait is nobody's any more, as on a phone.
      const reply = await Promise.race([this.#client.send(method, path, body), late]);
      if (reply !== null && reply.status < 300) return ok(reply.body as Reply);
      this.#log.troubles += 1;
      return err(reply === null ? silence(true) : readProblem(reply.status, reply.body));
    } catch {
      this.#log.troubles += 1;
      return err(silence(true));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stores a command, sends it and follows it to its end, with the bad habits that people have. */
  async run<Reply extends MoneyReply>(
    command: Omit<Command, "operation"> & { readonly operation: NewOperation },
  ): Promise<Ending<Reply>> {
    const stored: Command = { ...command, operation: this.#log.store(command.operation) };
    this.open.set(stored.operation.id, stored);
    const habit = between(this.#next, [1, 100]);
    const twice = habit <= DOUBLE_TAPS ? this.#send(stored) : null;
    const ending = await this.#follow<Reply>(stored);
    await twice;
    const told = stored.operation.acks.some((ack) => ack.outcome !== "pending");
    if (told && habit > 100 - LATE_COPIES) await this.#send(stored);
    // Turned away at the door: the app says "not paid" by itself, and that must be true as well (OPR-6).
    if (!told && !twice && ending.outcome === "not-done")
      this.#log.heard(stored.operation, refusal(ending.code, "reply"));
    const isOpen = ending.outcome === "unknown" || ending.outcome === "pending";
    if (isOpen && habit > 100 - LATE_COPIES - GIVEN_UP) this.open.delete(stored.operation.id);
    return ending;
  }

  /** Leaves off asking about some commands: their person has read that it was stopped. */
  giveUp(isStopped: (operation: Operation) => boolean): void {
    for (const [id, { operation }] of this.open) if (isStopped(operation)) this.open.delete(id);
  }

  /** The app opens again, or its network is back: asks about everything whose end isn't known. */
  async askAgain(): Promise<void> {
    for (const command of [...this.open.values()]) await this.#follow(command);
  }

  /** Asks once more what became of an operation, as anybody may at any time. */
  async resolve(operation: Operation, handle: string): Promise<boolean> {
    const answer = await this.#resolve({ operation, path: "", body: {}, handle });
    return answer.ok && answer.value.outcome !== "unknown";
  }

  async #follow<Reply extends MoneyReply>(command: Command): Promise<Ending<Reply>> {
    const ending = await followOperation<Reply>({
      send: () => this.#send<Reply>(command),
      ask: command.handle === null ? null : () => this.#resolve(command),
      wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
      nowMs: () => performance.now(),
    });
    if (ending.outcome === "done" || ending.outcome === "not-done") this.open.delete(command.operation.id);
    return ending;
  }

  async #send<Reply extends MoneyReply>({ operation, path, body }: Command): Promise<Result<Reply, Trouble>> {
    const reply = await this.ask<Reply>("POST", path, { ...body, operationId: operation.id });
    const ack = reply.ok ? ackOf(reply.value) : refusalOf(reply.error);
    if (ack) this.#log.heard(operation, ack);
    return reply;
  }

  async #resolve({ operation, handle }: Command): Promise<Result<ResolveReply, Trouble>> {
    const body = { operationId: operation.id, handle };
    const answer = await this.ask<ResolveReply>("POST", "operations/resolve", body);
    if (!answer.ok || answer.value.outcome === "unknown") return answer;
    const found = answer.value;
    const ack: Heard =
      found.outcome === "not-done"
        ? refusal(found.code, "resolve")
        : {
            outcome: found.outcome,
            amountYen: found.amountYen,
            code: null,
            receiptNumber: found.payment?.receipt.receiptNumber ?? null,
            from: "resolve",
          };
    this.#log.heard(operation, ack);
    return answer;
  }
}

function ackOf(reply: MoneyReply): Heard {
  return {
    outcome: reply.outcome ?? "done",
    amountYen: reply.receipt?.amountYen ?? reply.amountYen ?? reply.issue?.sumYen ?? null,
    code: null,
    receiptNumber: reply.receipt?.receiptNumber ?? null,
    from: "reply",
  };
}

/** A refusal that may be relied on (OPR-5); whatever leaves the end open is no word about it. */
function refusalOf(trouble: Trouble): Heard | null {
  if (!trouble.replied || trouble.outcome !== "not-done") return null;
  return refusal(trouble.code, "reply");
}

function refusal(code: string | null, from: Ack["from"]): Heard {
  return { outcome: "not-done", amountYen: null, code, receiptNumber: null, from };
}
