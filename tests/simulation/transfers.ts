import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName } from "../../schema/ids.ts";
import { Break } from "./timeline.ts";

/** A move between two actors as both journals tell it (XFR). */
export interface Move {
  readonly parent: string;
  readonly source: ActorName;
  readonly kind: string;
  /** The id under which it must arrive or be refused. */
  step: string;
  target: string;
  heldYen: number;
  arrivedYen: number;
  /** The operation by which it arrived. */
  arrivedAs: string | null;
  refused: boolean;
  ended: "posted" | "voided" | null;
}

/** XFR-1, XFR-4: every transfer ends once, posted on what arrived or voided on a fence, and never both. */
export class Transfers {
  readonly #moves = new Map<string, Move>();
  readonly #bySteps = new Map<string, Move>();
  /** Actors whose disk was tampered with; nothing can be said of theirs. */
  readonly #harmed: ReadonlySet<ActorName>;

  constructor(harmed: ReadonlySet<ActorName>) {
    this.#harmed = harmed;
  }

  get all(): Iterable<Move> {
    return this.#moves.values();
  }

  find(source: ActorName, parent: string): Move | undefined {
    return this.#moves.get(`${source}|${parent}`);
  }

  see(entry: JournalEntry): void {
    const detail = entry.detail as {
      target?: string;
      command?: { operationId: string };
      parent?: string;
      source?: string;
    } | null;
    switch (entry.kind) {
      case "charge-pending":
      case "grant-pending":
      case "cancel":
        this.#begin(entry, detail);
        break;
      case "credit":
      case "cancel-return":
      case "replace":
        if (detail?.parent && detail.source) this.#arrive(entry, detail.source as ActorName, detail.parent);
        break;
      case "fence":
        this.#refuse(entry);
        break;
      case "charge-posted":
      case "cancel-posted":
      case "grant-posted":
        if (detail?.parent) this.#end(entry, detail.parent, "posted");
        break;
      case "charge-voided":
      case "grant-voided":
        if (detail?.parent) this.#end(entry, detail.parent, "voided");
        break;
    }
  }

  /** XFR-4 at the end: none is neither. */
  *unended(): Iterable<Move> {
    for (const move of this.#moves.values())
      if (move.ended === null && move.target !== "" && !this.#harmed.has(move.source)) yield move;
  }

  #begin(entry: JournalEntry, detail: { target?: string; command?: { operationId: string } } | null): void {
    const key = `${entry.actor}|${entry.operationId}`;
    let move = this.#moves.get(key);
    if (!move) {
      move = {
        parent: entry.operationId,
        source: entry.actor,
        kind: entry.kind,
        step: "",
        target: "",
        heldYen: 0,
        arrivedYen: 0,
        arrivedAs: null,
        refused: false,
        ended: null,
      };
      this.#moves.set(key, move);
    }
    if (detail?.target && detail.command) {
      move.target = detail.target;
      move.step = detail.command.operationId;
      this.#bySteps.set(`${move.target}|${move.step}`, move);
    }
    if (entry.kind === "grant-pending") move.heldYen += entry.account === "granting" ? entry.amountYen : 0;
    else move.heldYen -= entry.amountYen;
  }

  #arrive(entry: JournalEntry, source: ActorName, parent: string): void {
    const about = [source, entry.actor, parent];
    const move = this.#moves.get(`${source}|${parent}`);
    if (this.#harmed.has(source) || this.#harmed.has(entry.actor)) return;
    if (!move) throw new Break("XFR-1", `${parent} arrives at ${entry.actor} and left nowhere`, about);
    if (entry.kind !== "credit" && entry.amountYen > 0) return;
    if (move.arrivedAs !== null && move.arrivedAs !== entry.operationId)
      throw new Break("XFR-4", `${parent} arrives a second time at ${entry.actor}`, about);
    if (move.ended === "voided")
      throw new Break("XFR-4", `${parent} was voided at its source and arrives at ${entry.actor}`, about);
    move.arrivedAs = entry.operationId;
    move.arrivedYen += Math.abs(entry.amountYen);
    if (move.arrivedYen > move.heldYen)
      throw new Break("XFR-1", `${parent}: ${move.heldYen} yen left, ${move.arrivedYen} arrive`, about);
  }

  #refuse(entry: JournalEntry): void {
    const move = this.#bySteps.get(`${entry.actor}|${entry.operationId}`);
    if (move) move.refused = true;
  }

  #end(entry: JournalEntry, parent: string, ended: "posted" | "voided"): void {
    const about = [entry.actor, parent];
    const move = this.#moves.get(`${entry.actor}|${parent}`);
    if (this.#harmed.has(entry.actor)) return;
    if (!move) throw new Break("XFR-1", `${parent} ends and never began`, about);
    about.push(move.target);
    if (move.ended !== null && move.ended !== ended)
      throw new Break("XFR-4", `${parent} is both posted and voided`, about);
    if (this.#harmed.has(move.target as ActorName)) {
      move.ended = ended;
      return;
    }
    if (ended === "posted" && move.arrivedYen !== move.heldYen)
      throw new Break(
        "XFR-1",
        `${parent} is posted: ${move.heldYen} left, ${move.arrivedYen} arrived`,
        about,
      );
    if (ended === "voided" && (!move.refused || move.arrivedYen !== 0))
      throw new Break(
        "XFR-4",
        `${parent} is voided although its destination ${move.arrivedYen > 0 ? "has it" : "refused nothing"}`,
        about,
      );
    move.ended = ended;
  }
}
