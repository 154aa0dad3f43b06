import { createMemo, createSignal } from "solid-js";
import { createStore, reconcile, type SetStoreFunction, unwrap } from "solid-js/store";
import type { Design } from "../../../schema/api/programme-design.ts";
import { type DesignChange, designChanges, withChanges } from "../../../schema/design-changes.ts";
import { faceFaults } from "../../../schema/face.ts";

/** Something in a design that has to be mended, by its path; `message` is the server's, for what only it can say. */
export interface Fault {
  readonly path: string;
  readonly message?: string;
}

/** A design being changed: what it is now, what differs from before, and what is wrong with it. */
export interface DesignForm {
  readonly design: Design;
  readonly set: SetStoreFunction<Design>;
  /** Replaces a part whole: the store would otherwise merge an object of another kind into the one that was there. */
  readonly replace: <K extends keyof Design>(part: K, value: Design[K]) => void;
  readonly changes: () => readonly DesignChange[];
  /** What was typed at a place, whether it could be read or not: it is still there when its step is shown again. */
  readonly typed: (path: string) => string | undefined;
  readonly type: (path: string, text: string | undefined) => void;
  /** What can't be read is in no design; saving waits for it. */
  readonly unreadable: (path: string, isUnreadable: boolean) => void;
  readonly faults: () => readonly Fault[];
  readonly faultAt: (path: string) => Fault | undefined;
  /** Takes what the server found wrong; any change of the part takes it away again. */
  readonly refused: (faults: readonly Fault[]) => void;
  /** The design as it is, for sending. */
  readonly value: () => Design;
}

/**
 * Starts changing a design.
 * @param begun changes that were made to an earlier version of it and are still wanted
 */
export function createDesignForm(before: Design, begun: readonly DesignChange[] = []): DesignForm {
  const [design, set] = createStore<Design>(withChanges(before, begun));
  const [typed, setTyped] = createStore<Record<string, string | undefined>>({});
  const [unread, setUnread] = createSignal<ReadonlySet<string>>(new Set());
  const [found, setFound] = createSignal<{ readonly on: string; readonly faults: readonly Fault[] }>();
  const snapshot = createMemo(() => JSON.stringify(design));
  const value = () => JSON.parse(snapshot()) as Design;
  const faults = createMemo<readonly Fault[]>(() => {
    const said = found();
    return [
      ...[...unread()].map((path) => ({ path })),
      ...localFaults(value()),
      // The server spoke of the design as it was then.
      ...(said?.on === snapshot() ? said.faults : []),
    ];
  });
  return {
    design,
    set,
    replace: (part, next) => set(part as never, reconcile(structuredClone(unwrap(next)) as never) as never),
    changes: createMemo(() => designChanges(before, value())),
    typed: (path) => typed[path],
    type: (path, text) => setTyped(path, text),
    unreadable: (path, isUnreadable) =>
      setUnread((now) => {
        if (now.has(path) === isUnreadable) return now;
        const next = new Set(now);
        if (isUnreadable) next.add(path);
        else next.delete(path);
        return next;
      }),
    faults,
    faultAt: (path) => faults().find((each) => each.path === path),
    refused: (list) => setFound({ on: snapshot(), faults: list }),
    value,
  };
}

/** What the screen can see by itself before it asks. */
function localFaults(design: Design): readonly Fault[] {
  const faults: Fault[] = [];
  for (const path of ["name", "payName", "unitWord"] as const)
    if (design[path].trim() === "") faults.push({ path });
  if (design.residentAsks.attributes.length > 0 && design.residentAsks.why.trim() === "")
    faults.push({ path: "residentAsks.why" });
  if (design.endsOn < design.startsOn) faults.push({ path: "endsOn" });
  if (typeof design.face !== "string")
    for (const { fault } of faceFaults(design.face))
      faults.push({ path: fault === "white-on-colour" ? "face.colour" : "face.companion" });
  return faults;
}
