import type { IssueManifest } from "../../schema/commands.ts";
import type { EntryDetail, JournalEntry } from "../../schema/events.ts";
import { Break } from "./timeline.ts";

/** An issue as its fund's journal tells it. */
interface Printed {
  /** What each sheet is worth, by serial. */
  readonly faces: ReadonlyMap<number, number>;
  readonly handed: Set<number>;
  isWhole: boolean;
  isWithdrawn: boolean;
}

/**
 * Which sheets may be spent, kept a second time from the journals of funds and coupons (FND-14, FND-6, CPN-5): each is
 * handed over or withdrawn once, and none opens before it was handed over.
 */
export class HandOvers {
  readonly #issues = new Map<string, Printed>();

  /** Looks at what a journal says next. Throws a {@link Break}. */
  see(entry: JournalEntry): void {
    const { actorClass, kind, line, detail } = entry;
    if (detail === null) return;
    if (actorClass === "coupon" && kind === "open") this.#opens(entry, detail);
    if (actorClass !== "fund" || line !== 0) return;
    if (detail.manifest) this.#begins(detail.manifest as unknown as IssueManifest);
    const issue = this.#issues.get(String(detail.issueId));
    if (!issue) return;
    if (kind === "activate") issue.isWhole = true;
    if (kind === "hand-over") this.#handsOver(issue, entry, detail);
    if (kind === "withdraw") this.#withdraws(issue, entry);
  }

  /** Whether a sheet counts among those that were issued: all do until what is left of their issue is withdrawn. */
  isKept(issueId: string, serial: number): boolean {
    const issue = this.#issues.get(issueId);
    return issue !== undefined && (!issue.isWithdrawn || issue.handed.has(serial));
  }

  #begins({ issueId, serialFrom, faces, replaces }: IssueManifest): void {
    const worth = new Map<number, number>();
    for (const { faceYen, count } of faces)
      for (let each = 0; each < count; each++) worth.set(serialFrom + worth.size, faceYen);
    // A replacement goes to somebody who waits for it.
    this.#issues.set(issueId, {
      faces: worth,
      handed: new Set(),
      isWhole: replaces !== null,
      isWithdrawn: false,
    });
  }

  #handsOver(issue: Printed, entry: JournalEntry, detail: EntryDetail): void {
    for (const [from, to, yen] of detail.ranges as readonly (readonly [number, number, number])[]) {
      let worth = 0;
      for (let serial = from; serial <= to; serial++) {
        if (!issue.faces.has(serial) || issue.handed.has(serial) || issue.isWithdrawn)
          throw broken("FND-14", entry, `hands over ${serial}, which was never printed, or had an end`);
        issue.handed.add(serial);
        worth += issue.faces.get(serial) ?? 0;
      }
      if (worth !== yen)
        throw broken("FND-14", entry, `says ${from} to ${to} are worth ${yen}, not ${worth}`);
    }
    if ((detail.whole === true) !== (issue.handed.size === issue.faces.size))
      throw broken("FND-14", entry, "is wrong about being the last");
    if (detail.whole === true) issue.isWhole = true;
  }

  #withdraws(issue: Printed, entry: JournalEntry): void {
    let rest = 0;
    for (const [serial, faceYen] of issue.faces) if (!issue.handed.has(serial)) rest += faceYen;
    if (issue.isWhole || issue.isWithdrawn || entry.amountYen !== -rest)
      throw broken(
        "FND-6",
        entry,
        `withdraws ${-entry.amountYen} yen where ${rest} had not been handed over`,
      );
    issue.isWithdrawn = true;
  }

  #opens(entry: JournalEntry, detail: EntryDetail): void {
    const issue = this.#issues.get(String(detail.issueId));
    if (!issue?.isWhole && !issue?.handed.has(Number(detail.serial)))
      throw broken("CPN-5", entry, "opens and was never handed over");
  }
}

function broken(rule: string, { actor, seq, operationId }: JournalEntry, what: string): Break {
  return new Break(rule, `${actor} row ${seq} ${what}`, [actor, operationId]);
}
