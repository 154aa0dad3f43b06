import type { ActorClass } from "../../schema/ids.ts";

/** The first thing that doesn't fit (AUD-5). Words are for the operator's shell, not for a screen. */
export interface Finding {
  readonly rule:
    | "AUD-1"
    | "AUD-2"
    | "AUD-3"
    | "AUD-6"
    | "AUD-7"
    | "AUD-8"
    | "PUB-3"
    | "PUB-5"
    | "FND-3"
    | "XFR-1";
  /** Where the wrong row stands. */
  readonly place: "actor" | "d1" | "log" | "archive" | "staff-log";
  readonly actorClass: ActorClass | null;
  readonly actor: string | null;
  /** The first wrong row of that actor. */
  readonly seq: number | null;
  readonly programmeId: string | null;
  readonly what: string;
}

/** A finding about one row of an actor. */
export function rowFinding(
  rule: Finding["rule"],
  place: Finding["place"],
  row: { readonly actorClass: ActorClass; readonly actor: string; readonly programmeId?: string | null },
  seq: number | null,
  what: string,
): Finding {
  const { actorClass, actor, programmeId = null } = row;
  return { rule, place, actorClass, actor, seq, programmeId, what };
}

/** A finding about a programme's sums. */
export function sumFinding(rule: Finding["rule"], programmeId: string | null, what: string): Finding {
  return { rule, place: "d1", actorClass: null, actor: null, seq: null, programmeId, what };
}
