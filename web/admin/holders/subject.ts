import type { PayFace } from "../../../schema/api/common.ts";
import type { IdTail } from "../../../schema/ids.ts";
import {
  newOperationId,
  type OperationKind,
  type StoredOperation,
} from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { HolderState } from "./holder-state.ts";

/** Whom an action is for, with what its command needs. */
export interface Subject {
  readonly holder: HolderState;
  readonly pay: PayFace;
  readonly idTail: string;
  readonly handle: string;
  readonly name:
    | { readonly kind: "coupon"; readonly couponId: string }
    | { readonly kind: "wallet"; readonly residentId: string; readonly programmeId: string };
}

/** A resident's freeze is one record for all of their wallets; its id names no single holder (FRZ-1). */
const NOBODY = "00000000";

/** What is stored of a command before it is sent (OPR-1). A repeat is the same request again, so no handle is kept. */
export function storedFor(subject: Subject, kind: OperationKind, amountYen: number): StoredOperation {
  const wholeResident = subject.name.kind === "wallet" && (kind === "freeze" || kind === "unfreeze");
  const nowMs = Math.round(serverNow());
  return {
    id: newOperationId((wholeResident ? NOBODY : subject.idTail) as IdTail, nowMs),
    kind,
    handle: null,
    amountYen,
    unitWord: subject.pay.unitWord,
    party: subject.pay.payName,
    startedAtMs: nowMs,
  };
}
