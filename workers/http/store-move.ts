import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId, ProgrammeId, RegionId, StoreId, TillId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";

/** A payment or a reversal as a journal has it: the first line of its operation. */
export interface StoreMove {
  readonly operationId: OperationId;
  readonly actorClass: "coupon" | "wallet";
  readonly actor: ActorName;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  readonly kind: "pay" | "reverse";
  readonly atMs: number;
  readonly storeId: StoreId;
  readonly tillId: TillId | null;
  readonly amountYen: Yen;
  /** Of the payment's own first entry; of a reversal empty where the payment isn't at hand. */
  readonly receiptNumber: string;
  readonly payment: OperationId | null;
  readonly mode: "void" | "refund" | null;
}

/** The moves among some entries, as the edge gets them from an actor. */
export function movesOf(entries: readonly JournalEntry[]): readonly StoreMove[] {
  return entries.flatMap((entry) => {
    if (entry.line !== 0 || entry.actorClass === "fund") return [];
    if (entry.kind !== "pay" && entry.kind !== "reverse") return [];
    const detail = entry.detail as {
      storeId?: string;
      tillId?: string;
      payment?: string;
      mode?: string;
    } | null;
    const result = entry.result as { amountYen?: number } | null;
    if (!detail?.storeId || result?.amountYen === undefined) return [];
    return [
      {
        operationId: entry.operationId,
        actorClass: entry.actorClass,
        actor: entry.actor,
        regionId: entry.regionId,
        programmeId: entry.programmeId,
        kind: entry.kind,
        atMs: entry.atMs,
        storeId: detail.storeId as StoreId,
        tillId: (detail.tillId ?? null) as TillId | null,
        amountYen: result.amountYen as Yen,
        receiptNumber: entry.kind === "pay" ? receiptNumber(entry.hash) : "",
        payment: (detail.payment ?? null) as OperationId | null,
        mode: (detail.mode ?? null) as "void" | "refund" | null,
      },
    ];
  });
}
