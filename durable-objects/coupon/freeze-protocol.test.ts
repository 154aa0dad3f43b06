import { describe, expect, test, vi } from "vitest";
import { ACCEPTED, type Verdict } from "../../schema/commands.ts";
import type { ActorName, OperationId } from "../../schema/ids.ts";
import { err, ok } from "../../schema/result.ts";
import { everyInterleaving } from "../lib/interleavings.testing.ts";
import { charge, freeze, PROGRAMME, pay, REGION } from "../lib/world.testing.ts";
import { freezeId, walletBirth } from "../wallet/birth.ts";
import { answersHold, explore, FACE, LIMIT, MISHAPS, type Move, Run, whereIsIt } from "./protocol.testing.ts";

/*
 * Something is stopped while a charge and a payment are under way. Every order of the freeze, the requests, their messages,
 * one mishap and one alarm is taken once; after each the outcome must be the one that FRZ-3 and FRZ-4 state.
 */

vi.spyOn(console, "warn").mockImplementation(() => undefined);

/** The kinds of an actor's entries, in their order. */
const kindsOf = (run: Run, actor: ActorName): readonly string[] =>
  run.world
    .storage(actor)
    .prepare("select kind from journal order by seq")
    .all()
    .map((row) => row.kind as string);

/** What stands behind the freeze in a journal, of what would spend or take in. */
function afterFreeze(kinds: readonly string[], watched: readonly string[]): readonly string[] {
  const at = kinds.indexOf("freeze");
  return at < 0 ? [] : kinds.slice(at).filter((kind) => watched.includes(kind));
}

const couponName = (run: Run) => run.coupon.ledger.identity.actor;
const coupon = (run: Run) => ({
  charge: (wallet: Parameters<typeof charge>[2], id: OperationId): Move => {
    return async () => run.request(id, () => charge(run.world, run.coupon, wallet, id));
  },
  pay: (id: OperationId, verdict?: Verdict): Move => {
    const more = verdict ? { id, verdict } : { id };
    return async () => run.request(id, () => pay(run.world, run.coupon, 1_000, more));
  },
  newId: () => run.world.newId(run.coupon.ledger.tail),
});

async function booksHold(run: Run, wallet: ActorName): Promise<void> {
  const place = whereIsIt(run, wallet);
  expect(place.sum, JSON.stringify(place)).toBe(FACE);
  expect(run.coupon.state?.transfers ?? []).toEqual([]);
  await answersHold(run);
}

describe("every order of a stop with a charge and a payment", () => {
  test("FRZ-3, XFR-5: a frozen coupon spends nothing, and the charge that had left it is posted", {
    timeout: 240_000,
  }, async () => {
    const seen = new Set<string>();
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      await pay(run.world, wallet, 1);
      run.hold();
      const { charge: charging, pay: paying, newId } = coupon(run);
      const id = newId();
      await explore(
        run,
        choose,
        [charging(wallet, id)],
        [paying(newId())],
        [async () => void (await freeze(run.world, run.world.balance(couponName(run)), true))],
      );
      await run.finish();
      const kinds = kindsOf(run, couponName(run));
      expect(afterFreeze(kinds, ["pay", "charge-pending"])).toEqual([]);
      // A freeze that came first refuses the charge; one that came later doesn't stop it.
      expect(kinds.filter((kind) => kind === "charge-posted").length).toBe(
        kinds.filter((kind) => kind === "charge-pending").length,
      );
      expect(kinds).not.toContain("charge-voided");
      seen.add(kinds.includes("charge-posted") ? "posted" : "refused");
      await booksHold(run, walletName);
    }, LIMIT);
    expect(seen).toEqual(new Set(["posted", "refused"]));
  });

  test("FRZ-3: into a frozen wallet nothing comes and from it nothing goes; the yen is back on the coupon", {
    timeout: 240_000,
  }, async () => {
    const seen = new Set<string>();
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      await pay(run.world, wallet, 1);
      run.hold();
      const { charge: charging, newId } = coupon(run);
      const id = newId();
      await explore(
        run,
        choose,
        [charging(wallet, id)],
        [async () => void (await freeze(run.world, run.world.balance(walletName), true))],
        [async () => void (await pay(run.world, run.world.balance(walletName), 500))],
      );
      await run.finish();
      const kinds = kindsOf(run, walletName);
      expect(afterFreeze(kinds, ["pay", "credit"])).toEqual([]);
      const { posted, voided } = run.coupon.settlement(id);
      expect(kinds.includes("credit")).toBe(posted !== null);
      expect(Number(posted !== null) + Number(voided !== null)).toBe(1);
      if (voided) expect(run.coupon.state?.lots.reduce((sum, lot) => sum + lot.remainingYen, 0)).toBe(FACE);
      seen.add(posted ? "posted" : "voided");
      const place = whereIsIt(run, walletName);
      const paid = run.world.balance(walletName).ledger.paidYen();
      expect(place.sum + paid, JSON.stringify(place)).toBe(FACE);
      await answersHold(run);
    }, LIMIT);
    expect(seen).toEqual(new Set(["posted", "voided"]));
  });

  test("FRZ-1, FRZ-3: a resident's stop meets every wallet, born before, meanwhile or after", {
    timeout: 240_000,
  }, async () => {
    const seen = new Set<string>();
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      const record = "01936d2e-0000-7000-8000-000000000000" as OperationId;
      // What D1 holds: the record of the stop, and whether the wallet's link row is written.
      let stopped: OperationId | null = null;
      let linked = false;
      run.world.readBirth = (birth) =>
        Promise.resolve(
          ok(birth.holder.actor === walletName ? walletBirth(walletName, REGION, PROGRAMME, stopped) : birth),
        );
      const drive = async () => {
        if (!linked) return;
        const command = freezeId(record, walletName);
        await freeze(run.world, run.world.balance(walletName), true, command);
      };
      run.hold();
      const { charge: charging, newId } = coupon(run);
      const id = newId();
      await explore(
        run,
        choose,
        [
          async () => {
            linked = true;
          },
          charging(wallet, id),
        ],
        [
          async () => {
            stopped = record;
          },
          drive,
        ],
      );
      await run.finish();
      // The sweep asks until every wallet has answered; asked again it changes nothing.
      await drive();
      const kinds = kindsOf(run, walletName);
      expect(kinds.filter((kind) => kind === "freeze")).toEqual(["freeze"]);
      expect(afterFreeze(kinds, ["pay", "credit"])).toEqual([]);
      seen.add(kinds.includes("credit") ? "posted" : "voided");
      expect((await pay(run.world, run.world.balance(walletName), 1)).outcome).toMatchObject({
        error: { code: "frozen" },
      });
      await booksHold(run, walletName);
    }, LIMIT);
    expect(seen).toEqual(new Set(["posted", "voided"]));
  });

  test("CPN-7, FRZ-3: of a stopped issue a coupon never opens, or is frozen by the pass that knows of it", {
    timeout: 240_000,
  }, async () => {
    const seen = new Set<string>();
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      let stopped = false;
      run.world.readBirth = (birth) => {
        // What D1 says when it is asked; the answer is on its way for as long as the world likes.
        const answer =
          birth.holder.actorClass === "coupon" && stopped
            ? err({ code: "frozen", outcome: "unknown" } as const)
            : ok(birth);
        return new Promise((resolve) =>
          run.letters.push({
            send: async () => answer as never,
            resolve: (told) => resolve(told as never),
            reject: () => resolve(err({ code: "try-again", outcome: "unknown" })),
          }),
        );
      };
      run.world.network = (send) => send();
      const pass = async () => {
        const isOpen = run.coupon.state !== null;
        if (isOpen) await freeze(run.world, run.world.balance(couponName(run)), true, stopStep);
      };
      const { charge: charging, pay: paying, newId } = coupon(run);
      const stopStep = newId();
      await explore(
        run,
        choose,
        [paying(newId()), charging(wallet, newId())],
        [
          async () => {
            stopped = true;
          },
          pass,
        ],
      );
      run.world.readBirth = (birth) => Promise.resolve(ok(birth));
      await run.finish();
      // The last pass begins when everything journaled before the flag has had time to arrive.
      await pass();
      const kinds = run.coupon.state === null ? [] : kindsOf(run, couponName(run));
      expect(afterFreeze(kinds, ["pay", "charge-pending"])).toEqual([]);
      if (kinds.length > 0) expect(kinds).toContain("freeze");
      seen.add(kinds.length === 0 ? "closed" : "frozen");
      if (kinds.length > 0) await booksHold(run, walletName);
    }, LIMIT);
    expect(seen).toEqual(new Set(["closed", "frozen"]));
  });

  test("FRZ-4, OPR-4: a payment is what the store was when it was judged, and stays that however late or often it comes", async () => {
    const seen = new Set<string>();
    await everyInterleaving(async (choose) => {
      const run = new Run(0);
      const wallet = run.world.wallet("w1").ledger.identity.actor;
      let store: Verdict = ACCEPTED;
      const { newId } = coupon(run);
      const [first, second] = [newId(), newId()];
      const judged = new Map<OperationId, Verdict>();
      const judge = (id: OperationId): Move => {
        return async () => void judged.set(id, store);
      };
      const send = (id: OperationId): Move => {
        return () => coupon(run).pay(id, judged.get(id) ?? ACCEPTED)();
      };
      await explore(
        run,
        choose,
        [judge(first), send(first), judge(first), send(first)],
        [
          async () => {
            store = { ok: false, code: "store-suspended" };
          },
          judge(second),
          send(second),
        ],
      );
      await run.finish();
      const told = run.told.get(first) ?? [];
      // Whatever came first is the answer to every copy.
      expect(new Set(told.map((one) => one?.code ?? "done")).size).toBe(1);
      expect(run.told.get(second)).toMatchObject([{ code: "store-suspended", outcome: "not-done" }]);
      seen.add(told[0]?.ok ? "done" : "refused");
      await booksHold(run, wallet);
    }, LIMIT);
    expect(seen).toEqual(new Set(["done", "refused"]));
  });
});
