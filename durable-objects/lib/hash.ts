import { createHash } from "node:crypto";
import {
  type ActorClass,
  type ActorName,
  type IdTail,
  type OperationId,
  stepIdFromHash,
} from "../../schema/ids.ts";

/**
 * SHA-256 in hex; synchronous, so that it can run inside a transaction. The encoding is named because workerd takes twice
 * as long where it isn't (11 µs for an entry's text instead of 5).
 */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The tail that every operation id of this holder ends in (OPR-7). */
export function idTail(actor: ActorName): IdTail {
  return sha256(actor).slice(0, 8) as IdTail;
}

/** The id of a step of `parent` at a target with this tail (XFR-3): the same for every driver and every retry. */
export function stepId(parent: string, step: string, tail: IdTail): OperationId {
  return stepIdFromHash(sha256(`step/1|${parent}|${step}`), tail);
}

/** What the first entry of an actor's chain points back to: nothing but the actor itself. */
export function genesisHash(actorClass: ActorClass, actor: ActorName): string {
  return sha256(`journal/1|${actorClass}|${actor}`);
}

/** The hash of an operation's body (OPR-2): kind, holder, amount, store, till, target and nothing else. */
export function requestHash(body: {
  readonly kind: string;
  readonly actor: ActorName;
  readonly amountYen?: number;
  readonly storeId?: string | null;
  readonly tillId?: string;
  readonly target?: string;
}): string {
  return sha256(
    JSON.stringify([
      "body/1",
      body.kind,
      body.actor,
      body.amountYen ?? null,
      body.storeId ?? null,
      body.tillId ?? null,
      body.target ?? null,
    ]),
  );
}
