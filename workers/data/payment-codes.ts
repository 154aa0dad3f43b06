import { and, eq } from "drizzle-orm";
import { paymentCode } from "../../schema/d1/payment-code.ts";
import type { ActorName, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** What a shown code stands for. */
export interface ShownCode {
  readonly codeHash: string;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  readonly actor: ActorName;
  readonly operationId: OperationId;
  /** The most that it pays; null without a limit of its owner's (COD-4). */
  readonly mostYen: number | null;
  readonly expiresAtMs: number;
}

/** Shows a code, and ends the one that the wallet showed before: one statement (COD-2). */
export async function showCode(db: Database, shown: ShownCode): Promise<void> {
  const { actor: _, ...rest } = shown;
  await db.insert(paymentCode).values(shown).onConflictDoUpdate({ target: paymentCode.actor, set: rest });
}

/** Ends the code of a wallet where it is still the one of this operation: used, refused, or put away. */
export async function endCode(db: Database, actor: ActorName, operationId: OperationId): Promise<void> {
  await db
    .update(paymentCode)
    .set({ expiresAtMs: 0 })
    .where(and(eq(paymentCode.actor, actor), eq(paymentCode.operationId, operationId)));
}

/** The code behind a hash, whatever its time; null where none is shown. */
export async function findCode(db: Database, codeHash: string): Promise<ShownCode | null> {
  const [row] = await db.select().from(paymentCode).where(eq(paymentCode.codeHash, codeHash));
  return (row as ShownCode | undefined) ?? null;
}
