import { receiptNumber } from "../../durable-objects/lib/chain.ts";
import { freezeId } from "../../durable-objects/wallet/birth.ts";
import type { StoreNameView } from "../../schema/api/common.ts";
import type { TimelineKind, TimelineRow } from "../../schema/api/holders.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { AuditLine } from "../data/audit-reading.ts";

/** A holder's story (CAL-6) as pure functions of journal entries and lines of the log. */

/** What the rows are told with. */
export interface TimelineNames {
  readonly stores: ReadonlyMap<string, StoreNameView>;
  /** How much of each payment came back. */
  readonly reversed: ReadonlyMap<string, number>;
  /** Public ids of the coupons that charges came from. */
  readonly couponIds: ReadonlyMap<string, string>;
}

/** Journal entries in order → operations, newest first. One whose beginning lies before the page is left to the next. */
export function wholeOperations(entries: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const groups: JournalEntry[][] = [];
  for (const entry of entries) {
    if (entry.line === 0) groups.push([entry]);
    else groups.at(-1)?.push(entry);
  }
  return groups.reverse();
}

/** What an operation is called; null where nothing of it concerns the holder by itself. */
function kindOf(first: JournalEntry): TimelineKind | null {
  switch (first.kind) {
    case "pay":
      return "payment";
    case "reverse":
      return first.detail?.mode === "void" ? "void" : "refund";
    case "charge-pending":
      return "charge";
    case "charge-voided":
      return "charge-returned";
    case "credit":
      return first.detail?.origin === "grant" ? "grant" : "charge-arrived";
    case "cancel":
      return first.result?.newIssueId ? "replace" : "cancel";
    case "extend":
    case "freeze":
    case "unfreeze":
      return first.kind;
    case "fence":
      return "refused";
    default:
      return null;
  }
}

const NOTHING: Omit<TimelineRow, "kind" | "atMs"> = {
  operationId: null,
  amountYen: 0,
  balanceAfterYen: null,
  store: null,
  receiptNumber: null,
  reversedYen: 0 as Yen,
  payment: null,
  expiredYen: 0 as Yen,
  expiresOn: null,
  couponId: null,
  newIssueId: null,
  code: null,
  byName: null,
  reason: null,
};

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const yenOf = (value: unknown): Yen | null => (typeof value === "number" ? (value as Yen) : null);

/** The rows of a page of operations, in their order. */
export function journalRows(
  operations: readonly (readonly JournalEntry[])[],
  audits: readonly AuditLine[],
  names: TimelineNames,
): readonly TimelineRow[] {
  const acted = actedBy(audits, operations[0]?.[0]?.actor);
  return operations.flatMap((lines): TimelineRow[] => {
    const first = lines[0];
    const kind = first ? kindOf(first) : null;
    if (!first || !kind) return [];
    const { detail, result, operationId } = first;
    // A reversal onto a cancelled coupon goes on to the issuer in the same operation (REV-5): not the holder's move.
    const own = lines.filter((line) => line.kind === first.kind);
    const dates = own.flatMap((line) => line.expiresOn ?? []).sort();
    const dated = kind === "charge-arrived" || kind === "grant" || kind === "extend";
    const by = acted.get(operationId);
    return [
      {
        ...NOTHING,
        kind,
        atMs: first.atMs,
        operationId,
        amountYen: own.reduce((sum, line) => sum + line.amountYen, 0),
        balanceAfterYen: yenOf(result?.balanceAfterYen),
        store: names.stores.get(text(detail?.storeId) ?? "") ?? null,
        receiptNumber: kind === "payment" ? receiptNumber(first.hash) : null,
        reversedYen: (names.reversed.get(operationId) ?? 0) as Yen,
        payment: text(detail?.payment) as OperationId | null,
        expiredYen: yenOf(result?.expiredYen) ?? (0 as Yen),
        expiresOn: dated ? (dates.at(-1) ?? null) : null,
        couponId:
          kind === "charge-arrived" ? (names.couponIds.get(text(detail?.source) ?? "") ?? null) : null,
        newIssueId: text(result?.newIssueId),
        code: kind === "refused" ? text(result?.code) : null,
        byName: by?.byName ?? null,
        reason: by?.reason ?? null,
      },
    ];
  });
}

/** Who sent which operation: a payment is logged under its own id, everything else names it; a freeze by its steps too. */
function actedBy(audits: readonly AuditLine[], actor: ActorName | undefined): ReadonlyMap<string, AuditLine> {
  const acted = new Map<string, AuditLine>();
  for (const line of audits) {
    if (line.action === "payment.take") acted.set(line.subjectId, line);
    if (line.operationId === null) continue;
    acted.set(line.operationId, line);
    if (line.subjectKind === "resident" && actor) acted.set(freezeId(line.operationId, actor), line);
  }
  return acted;
}

const LOOKS: { readonly [action: string]: TimelineKind } = {
  "holder.read": "look-up",
  "holder.stay": "stay-read",
};

/** Looks at the holder within a time, newest first: the log's share of the story. */
export function lookRows(
  audits: readonly AuditLine[],
  time: { readonly fromMs: number; readonly beforeMs: number },
): readonly TimelineRow[] {
  return audits.flatMap((line): TimelineRow[] => {
    const kind = LOOKS[line.action];
    if (!kind || line.atMs < time.fromMs || line.atMs >= time.beforeMs) return [];
    return [{ ...NOTHING, kind, atMs: line.atMs, byName: line.byName, reason: line.reason }];
  });
}

/** How the coupon came into the world: issued, and handed over where somebody did that. */
export function birthRows(
  issue: {
    readonly createdAtMs: number;
    readonly createdByName: string | null;
    readonly faceYen: number;
  },
  audits: readonly AuditLine[],
): readonly TimelineRow[] {
  const handOver = audits.find((line) => line.action === "issue.activate");
  const issued: TimelineRow = {
    ...NOTHING,
    kind: "issued",
    atMs: issue.createdAtMs,
    amountYen: issue.faceYen,
    byName: issue.createdByName,
  };
  if (!handOver) return [issued];
  return [{ ...NOTHING, kind: "handed-over", atMs: handOver.atMs, byName: handOver.byName }, issued];
}

/** One story out of its parts, newest first; of looks by the same person without anything between, the last. */
export function toldTogether(...parts: readonly (readonly TimelineRow[])[]): readonly TimelineRow[] {
  const all = parts.flat().sort((a, b) => b.atMs - a.atMs);
  return all.filter((row, at) => {
    const newer = all[at - 1];
    return !(row.kind === "look-up" && newer?.kind === "look-up" && newer.byName === row.byName);
  });
}
