import { expect } from "vitest";
import type { Answer } from "../../schema/commands.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import { quiet } from "../lib/interleavings.testing.ts";
import { Lost, World } from "../lib/world.testing.ts";

/** The yen of the coupon that every run is about. */
export const FACE = 6_000;
const COUPON = "c1";
/** Two mishaps at once take a minute; `MISHAPS=2 npx vitest run protocol` explores them. */
export const MISHAPS = Number(process.env.MISHAPS ?? 1);
/** Orders of one scenario at most. */
export const LIMIT = 60_000;

/** A message between two actors that the scheduler holds. */
interface Letter {
  readonly send: () => Promise<Answer<unknown>>;
  readonly resolve: (answer: Answer<unknown>) => void;
  readonly reject: (error: Error) => void;
}

export type Move = () => Promise<void>;

/** What a client was told about an operation; `null` where nothing reached it. */
type Told = {
  readonly ok: boolean;
  readonly state?: string;
  readonly code?: string;
  readonly outcome?: string;
} | null;

/** One run of a scenario: its world, the messages under way, and what clients were told. */
export class Run {
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
export function whereIsIt(run: Run, wallet: ActorName) {
  const coupon = run.coupon.state?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0) ?? 0;
  const paid = run.coupon.ledger.paidYen();
  const inWallet = run.world.balance(wallet).state?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0) ?? 0;
  const cancelled = run.world.fund.view().cancelledYen;
  return { coupon, paid, inWallet, cancelled, sum: coupon + paid + inWallet + cancelled };
}

/** Takes the actions of each chain in their order, chains, messages and mishaps in whatever order is chosen. */
export async function explore(
  run: Run,
  choose: (ways: number) => number,
  ...chains: readonly (readonly Move[])[]
): Promise<void> {
  const todo = chains.map((chain) => [...chain]);
  for (let step = 0; step < 24; step++) {
    const open = todo.filter((chain) => chain.length > 0);
    const moves: Move[] = [
      ...open.map((chain) => async () => {
        await chain.shift()?.();
      }),
      ...run.moves(),
    ];
    if (moves.length === 0) break;
    await (moves[choose(moves.length)] as Move)();
    await quiet();
    if (todo.every((chain) => chain.length === 0) && run.letters.length === 0) break;
  }
}

/** Every positive and every negative answer must still be true at the end (OPR-5). */
export async function answersHold(run: Run): Promise<void> {
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
