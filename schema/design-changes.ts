import type { Design } from "./api/programme-design.ts";

/** A part of a design: a field, or a field of one of the groups that people change singly, as `caps.perStayYen`. */
export interface DesignChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const GROUPS: ReadonlySet<string> = new Set<keyof Design>([
  "asks",
  "scope",
  "caps",
  "rule",
  "residentAsks",
  "signals",
]);

/** What of a design another one has otherwise, in the order of the design. Pure; the audit log and the screens read it. */
export function designChanges(before: Design, after: Design): readonly DesignChange[] {
  return Object.keys(after).flatMap((field) => {
    const [old, now] = [before[field as keyof Design], after[field as keyof Design]];
    if (!GROUPS.has(field)) return isSame(old, now) ? [] : [{ path: field, before: old, after: now }];
    return Object.entries(now as object).flatMap(([part, value]) => {
      const was = (old as Readonly<Record<string, unknown>>)[part];
      return isSame(was, value) ? [] : [{ path: `${field}.${part}`, before: was, after: value }];
    });
  });
}

/** A design with somebody's changes put on it: what they changed is as they want it, all else as it is there. Pure. */
export function withChanges(design: Design, changes: readonly DesignChange[]): Design {
  const next = structuredClone(design) as unknown as Record<string, Record<string, unknown> | unknown>;
  for (const { path, after } of changes) {
    const [field = "", part] = path.split(".");
    if (part === undefined) next[field] = after;
    else next[field] = { ...(next[field] as object), [part]: after };
  }
  return next as unknown as Design;
}

/** Designs are JSON; the order of an object's keys says nothing. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [a, b] = [one, other] as Readonly<Record<string, unknown>>[] as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]));
}
