import { sha256 } from "../../durable-objects/lib/hash.ts";
import { ENTITY_ID_BYTES, entityId, type IssueId, type OperationId } from "../../schema/ids.ts";

/** A fresh random entity id. */
export function newId<T extends string>(): T {
  return entityId(crypto.getRandomValues(new Uint8Array(ENTITY_ID_BYTES))) as unknown as T;
}

/** The id of the issue that an operation makes: the same whenever the request comes again (OPR-2). */
export function issueIdOf(operation: OperationId): IssueId {
  return derivedId(`issue-id/1|${operation}`);
}

/** An id that is always the same for the same text. */
export function derivedId<T extends string>(text: string): T {
  const hash = sha256(text);
  const bytes = Uint8Array.from({ length: ENTITY_ID_BYTES }, (_, i) =>
    Number.parseInt(hash.slice(i * 2, i * 2 + 2), 16),
  );
  return entityId(bytes) as unknown as T;
}
