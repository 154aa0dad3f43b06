import { describe, expect, test, vi } from "vitest";
import type { Answer } from "../../schema/commands.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import { everyInterleaving, quiet } from "../lib/interleavings.testing.ts";
import {
  cancel,
  charge,
  freeze,
  fundWith,
  Lost,
  pay,
  replace,
  reverse,
  World,
} from "../lib/world.testing.ts";

/**
 * The protocols between actors are where money gets lost. Here every order of events is taken once: messages that
 * arrive, arrive twice, or get lost before or after they took effect; an actor that stops while it waits; an alarm that
 * rings early; a client that asks again or resolves. After each, everything is let go on and the books must hold.
 */

const FACE = 6_000;
const COUPON = "c1";

/** A message between two actors that the scheduler holds. */
interface Letter {
  readonly send: () => Promise<Answer<unknown>>;
  readonly resolve: (answer: Answer<unknown>) => void;
  readonly reject: (error: Error) => void;
}

type Move = () => Promise<void>;

/** What a client was told about an operation; `null` where nothing reached it. */
type Told = {
  readonly ok: boolean;
  readonly state?: string;
  readonly code?: string;
  readonly outcome?: string;
} | null;

class Run {
  readonly world = new World();
  readonly letters: Letter[] = [];
  readonly told = new Map<OperationId, Told[]>();
  #mishaps: number;
  #alarms = 1;

  constructor(mishaps: number) {
    this.#mishaps = mishaps;
  }

  get coupon() {
    return this.world.coupon(COUPON);
  }

  hold(): void {
    this.world.network = (send) =>
      new Promise((resolve, reject) => this.letters.push({ send, resolve, reject }));
  }

  /** Starts a client's request; its answer is noted when and if it comes. */
  request(id: OperationId, body: () => Promise<{ readonly outcome: unknown }>): void {
    void body().then(
      ({ outcome }) => this.#note(id, outcome as never),
      () => this.#note(id, null),
    );
  }

  /** Everything the world may do next, besides what the scenario itself offers. */
  moves(): Move[] {
    const moves: Move[] = [];
    const [letter] = this.letters;
    if (letter) {
      moves.push(() => this.#take(letter, async () => letter.resolve(await letter.send())));
      if (this.#mishaps > 0) {
        moves.push(() =>
          this.#mishap(letter, async () => {
            // The message took effect and its reply was lost.
            await letter.send();
            letter.reject(new Lost());
          }),
        );
        // The message never arrived.
        moves.push(() => this.#mishap(letter, async () => letter.reject(new Lost())));
        moves.push(() =>
          this.#mishap(letter, async () => {
            // It arrived twice.
            await letter.send();
            letter.resolve(await letter.send());
          }),
        );
        moves.push(() =>
          this.#mishap(letter, async () => {
            // The source stopped while it waited; whatever else it had under way is heard of no more.
            await letter.send();
            this.letters.length = 0;
            this.world.crash(this.coupon.ledger.identity.actor);
          }),
        );
      }
    }
    if (this.#alarms > 0) {
      moves.push(async () => {
        this.#alarms -= 1;
        this.world.nowMs += 6_000;
        void this.world.ring(this.coupon.ledger.identity.actor);
      });
    }
    return moves;
  }

  /** Lets the rest happen on a reliable network. */
  async finish(): Promise<void> {
    for (const letter of this.letters.splice(0)) letter.reject(new Lost());
    await quiet();
    await this.world.settle();
  }

  #note(
    id: OperationId,
    outcome: { ok: boolean; value?: { state?: string }; error?: { code: string; outcome: string } } | null,
  ): void {
    const told: Told = outcome && {
      ok: outcome.ok,
      ...(outcome.value?.state ? { state: outcome.value.state } : {}),
      ...(outcome.error ? { code: outcome.error.code, outcome: outcome.error.outcome } : {}),
    };
    this.told.set(id, [...(this.told.get(id) ?? []), told]);
  }

  async #take(letter: Letter, body: () => Promise<unknown>): Promise<void> {
    this.letters.splice(this.letters.indexOf(letter), 1);
    await body();
  }

  async #mishap(letter: Letter, body: () => Promise<unknown>): Promise<void> {
    this.#mishaps -= 1;
    await this.#take(letter, body);
  }
}

/** Yen in all places it can be, paid included: must be the face at every end (XFR-4, AUD-2). */
function whereIsIt(run: Run, wallet: ActorName) {
  const coupon = run.coupon.state?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0) ?? 0;
  const paid = run.coupon.ledger.paidYen();
  const inWallet = run.world.balance(wallet).state?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0) ?? 0;
  const cancelled = run.world.fund.view().cancelledYen;
  return { coupon, paid, inWallet, cancelled, sum: coupon + paid + inWallet + cancelled };
}

async function explore(run: Run, choose: (ways: number) => number, actions: readonly Move[]): Promise<void> {
  const todo = [...actions];
  for (let step = 0; step < 24; step++) {
    const moves: Move[] = [...run.moves()];
    const [next] = todo;
    if (next) {
      moves.unshift(async () => {
        todo.shift();
        await next();
      });
    }
    if (moves.length === 0) break;
    await (moves[choose(moves.length)] as Move)();
    await quiet();
    if (todo.length === 0 && run.letters.length === 0) break;
  }
}

/** Every positive and every negative answer must still be true at the end (OPR-5). */
async function answersHold(run: Run): Promise<void> {
  for (const [id, answers] of run.told) {
    const { outcome } = await run.coupon.resolve(id);
    const final = outcome.ok ? outcome.value.outcome : "refused";
    for (const told of answers) {
      if (told === null) continue;
      if (told.ok && told.state === "posted") expect(final, "told posted").toBe("done");
      if (told.ok && told.state === "pending") expect(["done", "not-done"], "told pending").toContain(final);
      if (!told.ok && told.outcome === "not-done" && told.code !== "operation-conflict")
        expect(final, `told ${told.code}`).toBe("not-done");
    }
  }
}

/** Two mishaps at once take a minute; `MISHAPS=2 npx vitest run protocol` explores them. */
const MISHAPS = Number(process.env.MISHAPS ?? 1);
const LIMIT = 60_000;
vi.spyOn(console, "warn").mockImplementation(() => undefined);

describe("every interleaving of one transfer", () => {
  test("XFR-4, XFR-2, CHG-1: a charge with a payment and a freeze of the wallet in between ends posted or voided", {
    timeout: 240_000,
  }, async () => {
    let posted = 0;
    let voided = 0;
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      await pay(run.world, wallet, 1);
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
        async () =>
          run.request(run.world.newId(run.coupon.ledger.tail), () => pay(run.world, run.coupon, 1_000)),
        async () => void (await freeze(run.world, run.world.balance(walletName), true)),
      ]);
      await run.finish();
      const place = whereIsIt(run, walletName);
      expect(place.sum, JSON.stringify(place)).toBe(FACE);
      const ends = run.coupon.settlement(id);
      expect(Number(ends.posted !== null) + Number(ends.voided !== null), "ends once").toBe(1);
      if (ends.posted) posted += 1;
      else voided += 1;
      expect(run.coupon.state?.transfers).toEqual([]);
      await answersHold(run);
    }, LIMIT);
    expect(posted).toBeGreaterThan(0);
    expect(voided).toBeGreaterThan(0);
    expect(runs).toBeGreaterThan(100);
  });

  test("XFR-3, XFR-4, REV-5: a cancel with a void of an earlier payment ends with every yen at the issuer", {
    timeout: 240_000,
  }, async () => {
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      await fundWith(run.world, FACE);
      const paid = await pay(run.world, run.coupon, 1_000);
      if (!paid.outcome.ok) throw new Error("not paid");
      const payment = paid.outcome.value.operationId;
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const voidId = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => cancel(run.world, run.coupon, id)),
        async () => void (await reverse(run.world, run.coupon, payment, { id: voidId })),
      ]);
      await run.finish();
      const fund = run.world.fund.view();
      const wallet = run.world.wallet("w1").ledger.identity.actor;
      const { sum, coupon, cancelled } = whereIsIt(run, wallet);
      expect(sum).toBe(FACE);
      expect(coupon).toBe(0);
      expect(cancelled).toBe(FACE);
      expect(fund.allotted.reduce((total, row) => total + row.amountYen, 0)).toBe(FACE);
      expect(run.coupon.state?.transfers).toEqual([]);
      await answersHold(run);
    }, LIMIT);
    expect(runs).toBeGreaterThan(50);
  });

  test("XFR-3, XFR-4: a replace with a late charge issues exactly what remained, once", {
    timeout: 240_000,
  }, async () => {
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      await fundWith(run.world, FACE);
      const wallet = run.world.wallet("w1");
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const chargeId = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => replace(run.world, run.coupon, "newissue0000", id)),
        async () => run.request(chargeId, () => charge(run.world, run.coupon, wallet, chargeId)),
      ]);
      await run.finish();
      const { sum, inWallet, cancelled } = whereIsIt(run, wallet.ledger.identity.actor);
      expect(sum).toBe(FACE);
      const issue = run.world.fund.issue("newissue0000" as never);
      expect(issue?.manifest.sumYen ?? 0).toBe(cancelled);
      expect(inWallet === 0 || cancelled === 0).toBe(true);
      expect(run.world.fund.view().issuedYen + run.world.fund.view().writingYen - cancelled).toBe(FACE);
      await answersHold(run);
    }, LIMIT);
    expect(runs).toBeGreaterThan(50);
  });

  test("OPR-5, XFR-4: a client that resolves while its charge is under way is never told both", {
    timeout: 240_000,
  }, async () => {
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const resolved: string[] = [];
      await explore(run, choose, [
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
        async () => {
          const { outcome } = await run.coupon.resolve(id);
          if (outcome.ok) resolved.push(outcome.value.outcome);
        },
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
      ]);
      await run.finish();
      expect(whereIsIt(run, wallet.ledger.identity.actor).sum).toBe(FACE);
      const { outcome } = await run.coupon.resolve(id);
      const final = outcome.ok && outcome.value.outcome;
      for (const said of resolved) if (said !== "pending") expect(final).toBe(said);
      await answersHold(run);
    }, LIMIT);
  });
});
