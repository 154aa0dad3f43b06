import { entryHash } from "../../durable-objects/lib/chain.ts";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import type { EntryDetail, EntryKind, JournalEntry } from "../../schema/events.ts";
import type { ActorClass, ActorName, OperationId, ProgrammeId, RegionId } from "../../schema/ids.ts";

/** One row that a made-up chain is to have. */
export interface Link {
  readonly kind: EntryKind;
  readonly amountYen: number;
  readonly detail?: EntryDetail | null;
  readonly operationId?: string;
  readonly line?: number;
  readonly expiresOn?: string | null;
  readonly atMs?: number;
  readonly account?: string;
  readonly requestHash?: string;
  readonly result?: EntryDetail;
}

/** A sound chain as an actor would publish it, for tests of what happens to it on the way. */
export function chainOf(
  actor: string,
  links: readonly Link[],
  holder: { actorClass?: ActorClass; programmeId?: string; regionId?: string; after?: JournalEntry } = {},
): JournalEntry[] {
  const actorClass = holder.actorClass ?? "coupon";
  let seq = holder.after?.seq ?? 0;
  let prevHash = holder.after?.hash ?? genesisHash(actorClass, actor as ActorName);
  return links.map((link) => {
    seq += 1;
    const body = {
      seq,
      atMs: link.atMs ?? Date.UTC(2026, 10, 23, 3) + seq,
      operationId: (link.operationId ?? `${actor}-${seq}`) as OperationId,
      line: link.line ?? 0,
      kind: link.kind,
      account: link.account ?? "1",
      expiresOn: (link.expiresOn === undefined ? "2026-12-31" : link.expiresOn) as JournalEntry["expiresOn"],
      amountYen: link.amountYen,
      detail: link.detail ?? null,
      requestHash: link.requestHash ?? null,
      result: link.result ?? null,
      prevHash,
    };
    prevHash = entryHash(body);
    return {
      v: 1,
      actorClass,
      actor: actor as ActorName,
      regionId: (holder.regionId ?? "region") as RegionId,
      programmeId: (holder.programmeId ?? "programme") as ProgrammeId,
      ...body,
      hash: prevHash,
    };
  });
}
