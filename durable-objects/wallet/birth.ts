import type { Refused } from "../../schema/commands.ts";
import type { ActorName, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Birth } from "../balance/balance-ledger.ts";
import { freezeHash, zero } from "../balance/decide.ts";
import { idTail, stepId } from "../lib/hash.ts";

/** What a wallet opens from, and whether its resident is frozen in that region (FRZ-1). */
export interface WalletBirth extends Birth {
  readonly frozen: boolean;
}

/** A wallet without a link row has no books to stand in yet: the Worker writes the link before the first command (FRZ-1). */
const NO_LINK: Refused = { code: "try-again", outcome: "unknown" };

/** Reads a wallet's link and its resident's freeze from D1 (primary). */
export async function readWalletBirth(
  db: D1Database,
  actor: ActorName,
): Promise<Result<WalletBirth, Refused>> {
  let row: {
    region_id: string;
    programme_id: string;
    frozen: number | null;
    operation_id: string | null;
  } | null;
  try {
    row = await db
      .withSession("first-primary")
      .prepare(
        `select link.region_id, link.programme_id, freeze.frozen, freeze.operation_id
           from wallet_link link
           left join resident_freeze freeze
             on freeze.resident_id = link.resident_id and freeze.region_id = link.region_id
          where link.actor = ?1`,
      )
      .bind(actor)
      .first();
  } catch {
    return err(NO_LINK);
  }
  if (!row) return err(NO_LINK);
  return ok(
    walletBirth(
      actor,
      row.region_id as RegionId,
      row.programme_id as ProgrammeId,
      row.frozen === 1 ? row.operation_id : null,
    ),
  );
}

/** How a wallet opens: with a 0-yen row, and frozen where its resident is. Pure, for tests as for the actor. */
export function walletBirth(
  actor: ActorName,
  regionId: RegionId,
  programmeId: ProgrammeId,
  freezeRecord: string | null,
): WalletBirth {
  const tail = idTail(actor);
  const opened = zero(stepId(actor, "open", tail), "open", null, null, null);
  const frozen =
    freezeRecord === null
      ? []
      : // The very entry that the freeze's own command would write: when it comes, it finds itself done (OPR-2).
        [zero(freezeId(freezeRecord, actor), "freeze", null, freezeHash(actor, true), { done: true })];
  return {
    holder: { actorClass: "wallet", actor, regionId, programmeId },
    frozen: freezeRecord !== null,
    open: (base) => ({ state: { ...base, frozen: freezeRecord !== null }, drafts: [opened, ...frozen] }),
  };
}

/** The id under which one record's freeze reaches one wallet: the same at birth and by the job that drives it (FRZ-1). */
export function freezeId(record: string, actor: ActorName): OperationId {
  return stepId(record, "freeze", idTail(actor));
}
