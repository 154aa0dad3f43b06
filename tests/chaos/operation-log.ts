import { appendFileSync } from "node:fs";
import type { OperationId } from "../../schema/ids.ts";

/** What a client asks of the system that moves money, or what money waits for. */
export const KINDS = [
  "payment",
  "void",
  "charge",
  "cancel",
  "grant",
  "deposit",
  "allotment",
  "issue",
  "activation",
  "freeze",
  "unfreeze",
  "stop",
] as const;
export type Kind = (typeof KINDS)[number];

/** One word of the system about an operation, as some client heard it. */
export interface Ack {
  readonly outcome: "done" | "not-done" | "pending";
  /** How many yen it said; null where it named none. */
  readonly amountYen: number | null;
  readonly code: string | null;
  /** Payments: the four digits that payer and shop compare (PAY-4). */
  readonly receiptNumber: string | null;
  readonly from: "reply" | "resolve";
  /** When it was heard, by the run's own clock. */
  readonly atMs: number;
}

/** An operation as a client stored it before it sent it (OPR-1), with everything it was ever told about it. */
export interface Operation {
  readonly id: OperationId;
  readonly kind: Kind;
  /** What was asked for; of a charge what the coupon was seen to hold. */
  readonly amountYen: number;
  /** Payments: the resident's, or over the counter. Everything a finding needs to be looked into. */
  readonly who: string;
  /** Of a coupon: which. */
  readonly couponId?: string;
  /** Payments: where. */
  readonly storeId?: string;
  /** When it was first sent, by the run's own clock. */
  readonly sentAtMs: number;
  readonly acks: Ack[];
}

/** The same before it is sent. */
export type NewOperation = Omit<Operation, "acks" | "sentAtMs">;

/**
 * The memory of all clients together. An operation is on the disk before it is sent, and so is every word about it:
 * what is compared with the books in the end is this, not what the system remembers.
 */
export class OperationLog {
  readonly operations = new Map<OperationId, Operation>();
  /** Requests of any kind that brought no result: no reply, or a problem. */
  troubles = 0;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Stores a command before it is sent. */
  store(operation: NewOperation): Operation {
    const stored: Operation = { ...operation, sentAtMs: performance.now(), acks: [] };
    appendFileSync(this.#file, `${JSON.stringify(operation)}\n`);
    this.operations.set(operation.id, stored);
    return stored;
  }

  /** Stores what a client was told. */
  heard(operation: Operation, said: Omit<Ack, "atMs">): void {
    const ack: Ack = { ...said, atMs: performance.now() };
    operation.acks.push(ack);
    appendFileSync(this.#file, `${JSON.stringify({ id: operation.id, heard: ack })}\n`);
  }

  /** How many of each kind were asked for, done and refused, as the clients know it. */
  summary(): string {
    const counts = KINDS.map((kind) => {
      const all = [...this.operations.values()].filter((each) => each.kind === kind);
      const told = (outcome: Ack["outcome"]) =>
        all.filter((each) => each.acks.some((ack) => ack.outcome === outcome)).length;
      return `${all.length} ${kind} (${told("done")} done, ${told("not-done")} not)`;
    });
    const codes = new Map<string, number>();
    for (const { acks } of this.operations.values()) {
      const refused = acks.find((ack) => ack.outcome === "not-done");
      if (refused) codes.set(refused.code ?? "abandoned", (codes.get(refused.code ?? "abandoned") ?? 0) + 1);
    }
    const why = [...codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
    return `${counts.join(", ")}; refused: ${why.join(", ")}`;
  }

  /** Operations of which some client knows the end. */
  get acknowledged(): number {
    let count = 0;
    for (const { acks } of this.operations.values())
      if (acks.some((ack) => ack.outcome !== "pending")) count += 1;
    return count;
  }
}
