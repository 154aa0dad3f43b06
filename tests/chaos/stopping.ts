import type { IdTail } from "../../schema/ids.ts";
import { EDGE_CACHE_MS } from "../../workers/http/cached.ts";
import type { ToldFreeze } from "./compare.ts";
import type { Device } from "./device.ts";
import type { Operation } from "./operation-log.ts";
import { between, oneOf } from "./plan.ts";
import type { ToldStop } from "./stops.ts";
import { rest } from "./wait.ts";
import type { World } from "./world.ts";

/** A resident's freeze names no actor of its own. */
const PLAIN_TAIL = "00000000";
/** How long something stays stopped; a store for longer than any isolate remembers it open. */
const FROZEN_MS = [100, 800] as const;
const CLOSED_MS = EDGE_CACHE_MS + 4_000;
const TRIES = 12;
const AGAIN_MS = 700;
/** Whole issues stopped in a run: each takes its sheets out of use. */
const STOPPED_ISSUES = 2;

/** What the secretariat stops and lets go in a run, and what it was told of it (FRZ-1, FRZ-3, FRZ-4). */
export class Stopping {
  readonly #world: World;
  /** What each was said to be last; null where nobody can know. */
  readonly #told = new Map<string, boolean | null>();
  readonly stops: ToldStop[] = [];
  /** Coupons that somebody is stopping right now, and those of which a command is still open: it may come through at any time. */
  readonly #unsure = new Set<string>();
  #closed: { readonly stop: ToldStop; readonly sinceMs: number } | null = null;
  #stoppedIssues = 0;
  /** Coupons of issues that were to be stopped, whether anybody heard that they are or not. */
  readonly #withdrawn = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  get freezes(): readonly ToldFreeze[] {
    return [...this.#told].map(([actor, frozen]) => ({ actor, frozen }));
  }

  /** A coupon was touched by somebody: whether it is frozen is no longer the word of its issue's stop. */
  touched(couponId: string): void {
    if (this.#told.has(couponId)) this.#told.set(couponId, null);
  }

  /** Stops a coupon for a moment and frees it again. */
  async coupon(
    office: Device,
    sheet: { readonly couponId: string; readonly idTail: IdTail; readonly handle: string },
  ): Promise<void> {
    const { couponId, idTail, handle } = sheet;
    if (this.#unsure.has(couponId)) return;
    this.touched(couponId);
    this.#unsure.add(couponId);
    let stop: ToldStop | undefined;
    let isOpen = false;
    for (const frozen of [true, false]) {
      if (!frozen && stop) stop.untilMs = performance.now();
      const ending = await office.run({
        operation: {
          id: office.newId(idTail),
          kind: frozen ? "freeze" : "unfreeze",
          amountYen: 0,
          who: `freeze of ${couponId}`,
          couponId,
        },
        path: "freezes",
        body: { kind: "coupon", couponId, frozen, reason: "fault run" },
        handle,
      });
      if (frozen && ending.outcome === "done") stop = this.#begun("balance", idTail);
      isOpen ||= ending.outcome === "unknown" || ending.outcome === "pending";
      await rest(between(office.random, FROZEN_MS));
    }
    if (!isOpen) this.#unsure.delete(couponId);
  }

  /** Stops every wallet of a resident for a moment, and frees them again (FRZ-1). */
  async resident(office: Device): Promise<void> {
    const { programmeId, residents } = this.#world;
    const holders = residents.filter((resident) => resident.wallet !== null);
    if (holders.length === 0) return;
    const { residentId, wallet } = oneOf(office.random, holders);
    const name = `${residentId}:${programmeId}`;
    let stop: ToldStop | undefined;
    for (const frozen of [true, false]) {
      const operationId = office.newId(PLAIN_TAIL);
      if (!frozen && stop) stop.untilMs = performance.now();
      this.#told.set(name, null);
      const body = { kind: "resident", residentId, operationId, frozen, reason: "fault run" };
      if (await confirmed(office, "freezes", body)) {
        this.#told.set(name, frozen);
        if (frozen && wallet) stop = this.#begun("balance", wallet.idTail);
      }
      await rest(between(office.random, FROZEN_MS));
    }
  }

  /** Closes a store, or opens the one that has been closed for long enough; true where it did either. */
  async store(office: Device): Promise<boolean> {
    const closed = this.#closed;
    if (closed && performance.now() < closed.sinceMs + CLOSED_MS) return false;
    const reason = "fault run";
    if (closed) {
      closed.stop.untilMs = performance.now();
      if (await confirmed(office, `stores/${closed.stop.id}/suspension`, { suspended: false, reason }))
        this.#closed = null;
      return true;
    }
    const { storeId } = oneOf(office.random, this.#world.stores);
    if (await confirmed(office, `stores/${storeId}/suspension`, { suspended: true, reason })) {
      const stop = this.#begun("store", storeId);
      this.#closed = { stop, sinceMs: stop.fromMs };
    }
    return true;
  }

  /** Stops a whole issue (CPN-7): in the end each of its coupons that nobody touched is frozen. */
  async issue(
    office: Device,
    issue: { readonly issueId: string; readonly couponIds: readonly string[] },
  ): Promise<void> {
    for (const couponId of issue.couponIds) this.#withdrawn.add(couponId);
    const ending = await office.run({
      operation: {
        id: office.newId(this.#world.fundIdTail),
        kind: "stop",
        amountYen: 0,
        who: `stop of ${issue.issueId}`,
      },
      path: `issues/${issue.issueId}/stop`,
      body: { reason: "fault run" },
      handle: null,
    });
    if (ending.outcome !== "done") return;
    this.#stoppedIssues += 1;
    for (const couponId of issue.couponIds) this.#told.set(couponId, true);
  }

  /** A coupon of a stopped issue that never opened says of no operation how it ended (OPR-5). */
  readonly saysNothing = ({ couponId }: Operation): boolean =>
    couponId !== undefined && this.#withdrawn.has(couponId);

  get mayStopIssue(): boolean {
    return this.#stoppedIssues < STOPPED_ISSUES;
  }

  #begun(what: ToldStop["what"], id: string): ToldStop {
    const stop: ToldStop = { what, id, fromMs: performance.now(), untilMs: Number.POSITIVE_INFINITY };
    this.stops.push(stop);
    return stop;
  }
}

/** Nobody leaves something stopped because a reply was lost: the same request again, until it is confirmed. */
async function confirmed(office: Device, path: string, body: object): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const reply = await office.ask<{ readonly outcome?: string }>("POST", path, body);
    if (reply.ok && reply.value.outcome !== "pending") return true;
    await rest(AGAIN_MS);
  }
  return false;
}
