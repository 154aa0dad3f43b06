import { sha256 } from "../../durable-objects/lib/hash.ts";
import { ENTITY_ID_BYTES, entityId, type IssueId, type OperationId } from "../../schema/ids.ts";

/** A fresh random entity id. */
export function newId<T extends string>(): T {
  return entityId(crypto.getRandomValues(new Uint8Array(ENTITY_ID_BYTES))) as unknown as T;
}

/** The id of the issue that an operation makes: the same whenever the request comes again (OPR-2). */
export function issueIdOf(operation: OperationId): IssueId {
  const hash = sha256(`issue-id/1|${operation}`);
  const bytes = Uint8Array.from({ length: ENTITY_ID_BYTES }, (_, i) =>
    Number.parseInt(hash.slice(i * 2, i * 2 + 2), 16),
  );
  return entityId(bytes);
}
