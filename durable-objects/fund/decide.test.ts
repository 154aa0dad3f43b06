import { beforeEach, describe, expect, test } from "vitest";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { ACCEPTED, type IssueCommand, NO_CAPS, type RuleVersion } from "../../schema/commands.ts";
import type { GrantId, IssueId, OrganisationId } from "../../schema/ids.ts";
import { type Yen, yen } from "../../schema/money.ts";
import { BRANCH, freeze, ISSUER, Lost, RULES, World } from "../lib/world.testing.ts";
import {
  decideAllot,
  decideDeposit,
  decidePayOut,
  decidePayOutReturned,
  decideReleaseGrant,
  decideReserveGrant,
  decideReturnExpired,
} from "./decide.ts";
import {
  decideAbandonIssue,
  decideActivate,
  decideIssue,
  decideIssueReady,
  decideStop,
  decideWithdraw,
} from "./issue-decide.ts";

let world: World;
const today = () => businessDate(world.nowMs);
const id = () => world.newId(world.fund.ledger.tail);
const deposit = (amountYen: number) => {
  const command = { operationId: id(), amountYen: amountYen as Yen };
  return world.fund.run(command.operationId, (s) => decideDeposit(s, command));
};
const allot = (amountYen: number, direction: "out" | "back" = "out") => {
  const command = { operationId: id(), issuerId: ISSUER, amountYen: amountYen as Yen, direction };
  return world.fund.run(command.operationId, (s) => decideAllot(s, command));
};
const issue = (more: Partial<IssueCommand> = {}) => {
  const command: IssueCommand = {
    operationId: id(),
    issueId: "1ssue0000001" as IssueId,
    issuerId: ISSUER,
    branchId: BRANCH,
    faces: [{ faceYen: yen(3_000), count: 2 }],
    unitYen: yen(1),
    notBeforeOn: null,
    expiresOn: addDays(today(), 3),
    keyId: "1",
    pepperGeneration: 1,
    stayKey: null,
    caps: NO_CAPS,
    verdict: ACCEPTED,
    ...more,
  };
  return world.fund.run(command.operationId, (s) => decideIssue(s, command));
};
const ready = (count = 2, sumYen = 6_000, issueId = "1ssue0000001") => {
  const command = { operationId: id(), issueId: issueId as IssueId, count, sumYen: sumYen as Yen, salts: [] };
  return world.fund.run(command.operationId, (s) => decideIssueReady(s, command));
};
const move = (decide: typeof decideActivate, issueId = "1ssue0000001") => {
  const command = { operationId: id(), issueId: issueId as IssueId };
  return world.fund.run(command.operationId, (s) => decide(s, command));
};
const sumOfBook = () =>
  [...(world.fund.state?.accounts.values() ?? [])].reduce((sum, amount) => sum + amount, 0);

beforeEach(async () => {
  world = new World();
  await deposit(100_000);
  await allot(20_000);
});

describe("FND-1: double entry", () => {
  test("every operation sums to zero, and so does the book", async () => {
    await issue();
    await ready();
    const byOperation = new Map<string, number>();
    for (const entry of world.fund.entriesFrom({ fromSeq: 1, limit: 99 })) {
      byOperation.set(entry.operationId, (byOperation.get(entry.operationId) ?? 0) + entry.amountYen);
    }
    expect([...byOperation.values()].every((sum) => sum === 0)).toBe(true);
    expect(sumOfBook()).toBe(0);
    expect(world.fund.view()).toMatchObject({
      cashYen: 100_000,
      availableYen: 80_000,
      issuedYen: 6_000,
      writingYen: 0,
    });
  });

  test("AUD-1: the book re-adds to its accounts, and a changed account is named", async () => {
    expect(world.fund.check()).toMatchObject({ firstBreak: null, sumYen: 0 });
    world
      .storage(world.fund.ledger.identity.actor)
      .exec("update account set amount = amount + 1 where name = 'available'");
    world.crash(world.fund.ledger.identity.actor);
    expect(world.fund.check().firstBreak?.what).toContain("available");
  });
});

describe("FND-2: nothing that isn't funded", () => {
  test.each([
    ["insufficient-fund", () => allot(80_001)],
    ["insufficient-allotment", () => allot(20_001, "back")],
    ["insufficient-allotment", () => issue({ faces: [{ faceYen: yen(20_001), count: 1 }] })],
    ["insufficient-allotment", () => issue({ issuerId: "stranger0000" as OrganisationId })],
  ])("%s", async (code, attempt) => {
    expect((await attempt()).outcome).toEqual({ ok: false, error: { code, outcome: "not-done" } });
    expect(sumOfBook()).toBe(0);
  });
});

describe("FND-3: issuing", () => {
  test("journals the manifest, and serials never overlap", async () => {
    const first = await issue();
    const second = await issue({ issueId: "1ssue0000002" as IssueId });
    expect(first.outcome).toMatchObject({ ok: true, value: { serialFrom: 1, count: 2 } });
    expect(second.outcome).toMatchObject({ ok: true, value: { serialFrom: 3 } });
    expect(first.entries[0]?.detail).toMatchObject({
      manifest: { keyId: "1", pepperGeneration: 1, faces: [{ faceYen: 3_000, count: 2 }] },
    });
  });

  test("is ready only when count and Σ face fit the manifest", async () => {
    await issue();
    expect((await ready(1)).outcome).toMatchObject({ ok: false, error: { code: "issue-mismatch" } });
    expect((await ready(2, 5_999)).outcome).toMatchObject({ ok: false, error: { code: "issue-mismatch" } });
    expect((await ready()).outcome.ok).toBe(true);
    expect((await ready()).outcome).toMatchObject({ ok: false, error: { code: "issue-state" } });
  });

  test("is handed over only when ready, and can be stopped", async () => {
    await issue();
    expect((await move(decideActivate)).outcome).toMatchObject({ ok: false, error: { code: "issue-state" } });
    await ready();
    expect((await move(decideActivate)).outcome.ok).toBe(true);
    expect((await move(decideStop)).outcome.ok).toBe(true);
    expect(world.fund.issue("1ssue0000001" as IssueId)?.state).toBe("stopped");
  });

  test("given up, the yen is back in the allotment", async () => {
    await issue();
    await move(decideAbandonIssue);
    expect(world.fund.view()).toMatchObject({ writingYen: 0, allotted: [{ amountYen: 20_000 }] });
  });

  test("MON-2: a face off the programme's unit is refused", async () => {
    expect(
      (await issue({ unitYen: yen(500), faces: [{ faceYen: yen(700), count: 1 }] })).outcome,
    ).toMatchObject({
      ok: false,
      error: { code: "outside-unit" },
    });
  });

  test("PAY-6: caps per issuer and day, per branch and day, and per stay hold in the transaction", async () => {
    const caps = { ...NO_CAPS, perIssuerDayYen: yen(9_000) };
    expect((await issue({ caps })).outcome.ok).toBe(true);
    expect((await issue({ caps, issueId: "1ssue0000002" as IssueId })).outcome).toMatchObject({
      ok: false,
      error: { code: "over-limit" },
    });
    world.nowMs += 24 * 60 * 60_000;
    expect((await issue({ caps, issueId: "1ssue0000003" as IssueId })).outcome.ok).toBe(true);
    const stay = {
      stayKey: "s",
      caps: { ...NO_CAPS, perStayYen: yen(6_000) },
    };
    expect((await issue({ ...stay, issueId: "1ssue0000004" as IssueId })).outcome.ok).toBe(true);
    expect((await issue({ ...stay, issueId: "1ssue0000005" as IssueId })).outcome).toMatchObject({
      ok: false,
      error: { code: "over-limit" },
    });
  });

  test.each([
    ["branch", { ...NO_CAPS, perBranchYen: yen(9_000) }],
    ["programme", { ...NO_CAPS, totalYen: yen(9_000) }],
  ])("PAY-6: what one %s may issue in all holds on every day", async (_, caps) => {
    expect((await issue({ caps })).outcome.ok).toBe(true);
    world.nowMs += 24 * 60 * 60_000;
    expect((await issue({ caps, issueId: "1ssue0000002" as IssueId })).outcome).toMatchObject({
      ok: false,
      error: { code: "over-limit" },
    });
  });

  test("PAY-6: a branch's cap is its own, the programme's is everybody's", async () => {
    const other = "0rganbranch2" as OrganisationId;
    await issue();
    const branchCap = { ...NO_CAPS, perBranchYen: yen(6_000) };
    const totalCap = { ...NO_CAPS, totalYen: yen(11_999) };
    const elsewhere = { branchId: other, issueId: "1ssue0000002" as IssueId };
    expect((await issue({ ...elsewhere, caps: totalCap })).outcome.ok).toBe(false);
    expect((await issue({ ...elsewhere, caps: branchCap })).outcome.ok).toBe(true);
  });
});

describe("FND-6: an issue that was never handed over is withdrawn whole", () => {
  const stateOf = () => world.fund.issue("1ssue0000001" as IssueId)?.state;

  test("the yen is back in the allotment, and issued less cancelled is what is out there", async () => {
    await issue();
    await ready();
    const { entries, outcome } = await move(decideWithdraw);
    expect(outcome.ok).toBe(true);
    expect(stateOf()).toBe("withdrawn");
    expect(entries.map(({ account, amountYen }) => [account, amountYen])).toEqual([
      ["cancelled", -6_000],
      [`allotted:${ISSUER}`, 6_000],
    ]);
    expect(world.fund.view()).toMatchObject({
      issuedYen: 6_000,
      cancelledYen: 6_000,
      allotted: [{ amountYen: 20_000 }],
    });
    expect(sumOfBook()).toBe(0);
    expect(world.fund.check().firstBreak).toBeNull();
  });

  test("OPR-2: asked again it moves nothing more", async () => {
    await issue();
    await ready();
    const command = { operationId: id(), issueId: "1ssue0000001" as IssueId };
    const ask = () => world.fund.run(command.operationId, (s) => decideWithdraw(s, command));
    await ask();
    expect(await ask()).toMatchObject({ outcome: { ok: true, value: { replayed: true } }, entries: [] });
    expect(world.fund.view().cancelledYen).toBe(6_000);
  });

  test.each([
    ["withdrawn", decideWithdraw, decideActivate],
    ["active", decideActivate, decideWithdraw],
  ])("whichever comes first wins against the hand-over: %s", async (state, first, second) => {
    await issue();
    await ready();
    expect((await move(first)).outcome.ok).toBe(true);
    expect((await move(second)).outcome).toMatchObject({ ok: false, error: { code: "issue-state" } });
    expect(stateOf()).toBe(state);
  });

  test.each([
    ["while its rows are written", () => undefined],
    ["once it was stopped", () => ready().then(() => move(decideStop))],
  ])("is refused %s", async (_, before) => {
    await issue();
    await before();
    expect((await move(decideWithdraw)).outcome).toMatchObject({ ok: false, error: { code: "issue-state" } });
    expect(world.fund.view().cancelledYen).toBe(0);
  });

  test("FND-5: what has expired is the funder's and no longer the issuer's", async () => {
    await issue({ expiresOn: today() });
    await ready();
    world.nowMs += 24 * 60 * 60_000;
    expect((await move(decideWithdraw)).outcome).toMatchObject({ ok: false, error: { code: "expired" } });
  });

  test("PAY-6: it no longer counts under the caps, so that the stay can be issued for again", async () => {
    const stay = {
      stayKey: "s",
      caps: { ...NO_CAPS, perIssuerDayYen: yen(6_000), perBranchDayYen: yen(6_000), perStayYen: yen(6_000) },
    };
    await issue(stay);
    await ready();
    await move(decideWithdraw);
    expect((await issue({ ...stay, issueId: "1ssue0000002" as IssueId })).outcome.ok).toBe(true);
    expect((await issue({ ...stay, issueId: "1ssue0000003" as IssueId })).outcome).toMatchObject({
      ok: false,
      error: { code: "over-limit" },
    });
  });

  test("ACT-2: a book written before caps were kept with an issue still reads it", async () => {
    await issue();
    world.storage(world.fund.ledger.identity.actor).exec("alter table issue drop column cap_keys");
    expect(stateOf()).toBe("writing");
  });
});

describe("ISS-3: a stay gets coupons once", () => {
  const again = (more: Partial<IssueCommand> = {}) =>
    issue({ stayKey: "s", issueId: "1ssue0000002" as IssueId, ...more });

  test("a second issue is refused and moves nothing; another stay, or none, is not", async () => {
    await issue({ stayKey: "s" });
    const { head: _, ...before } = world.fund.view();
    const refused = { ok: false, error: { code: "stay-issued-before", outcome: "not-done" } };
    expect((await again()).outcome).toMatchObject(refused);
    expect(world.fund.view()).toMatchObject(before);
    expect((await again({ stayKey: "t" })).outcome.ok).toBe(true);
    expect((await again({ stayKey: null, issueId: "1ssue0000003" as IssueId })).outcome.ok).toBe(true);
  });

  test("with a reason it is issued, within the cap of a stay (PAY-6)", async () => {
    const caps = { ...NO_CAPS, perStayYen: yen(12_000) };
    await issue({ stayKey: "s", caps });
    expect((await again({ caps, stayAgain: true })).outcome.ok).toBe(true);
    const third = await again({ caps, stayAgain: true, issueId: "1ssue0000003" as IssueId });
    expect(third.outcome).toMatchObject({ ok: false, error: { code: "over-limit" } });
  });

  test("OPR-2: the same request again is the same issue, with or without a reason", async () => {
    const operationId = id();
    const first = await issue({ stayKey: "s", operationId });
    const repeated = await issue({ stayKey: "s", operationId, stayAgain: true });
    expect(repeated.outcome).toEqual(first.outcome);
    expect(world.fund.view()).toMatchObject({ writingYen: 6_000 });
  });
});

describe("FND-5: expired money returns to the funder", () => {
  const expire = (totalYen: number, asOf: string) => {
    const command = { operationId: id(), expiresOn: today(), asOf: asOf as never, totalYen: totalYen as Yen };
    return world.fund.run(command.operationId, (s) => decideReturnExpired(s, command));
  };
  test("posts the total less what was returned, negative too, and ignores a date not later than its last", async () => {
    expect((await expire(500, "2026-12-01")).outcome).toMatchObject({ ok: true, value: { amountYen: 500 } });
    expect((await expire(700, "2026-12-02")).outcome).toMatchObject({ ok: true, value: { amountYen: 200 } });
    expect((await expire(900, "2026-12-02")).outcome).toMatchObject({ ok: true, value: { amountYen: 0 } });
    expect((await expire(650, "2026-12-03")).outcome).toMatchObject({ ok: true, value: { amountYen: -50 } });
    expect(world.fund.view()).toMatchObject({ returnedYen: 650, cashYen: 99_350 });
  });

  test("a payout lowers the cash and stands as paid out", async () => {
    const command = { operationId: id(), amountYen: yen(1_000) };
    await world.fund.run(command.operationId, (s) => decidePayOut(s, command));
    expect(world.fund.view()).toMatchObject({ cashYen: 99_000, paidOutYen: 1_000 });
  });

  test("FND-12: a returned transfer is cash again, once, and never more than went out", async () => {
    const paid = { operationId: id(), amountYen: yen(1_000) };
    await world.fund.run(paid.operationId, (s) => decidePayOut(s, paid));
    const back = (amountYen: number, operationId = id()) => {
      const command = { operationId, payOut: paid.operationId, amountYen: yen(amountYen) };
      return world.fund.run(operationId, (s) => decidePayOutReturned(s, command));
    };
    const first = id();
    await back(400, first);
    expect((await back(400, first)).outcome).toMatchObject({ ok: true, value: { replayed: true } });
    expect(world.fund.view()).toMatchObject({ cashYen: 99_400, paidOutYen: 600 });
    expect((await back(601)).outcome).toMatchObject({ ok: false, error: { code: "return-exceeds-payout" } });
    expect((await back(500, first)).outcome).toMatchObject({
      ok: false,
      error: { code: "operation-conflict" },
    });
    expect((await back(0)).outcome).toMatchObject({ ok: false, error: { code: "outside-unit" } });
    await back(600);
    expect(world.fund.view()).toMatchObject({ cashYen: 100_000, paidOutYen: 0 });
    expect(sumOfBook()).toBe(0);
  });
});

describe("XFR-1: grants", () => {
  const grant = (operationId = id(), rules: readonly RuleVersion[] = RULES) =>
    world.fund.grant({
      operationId,
      wallet: world.wallet("w1").ledger.identity.actor,
      amountYen: yen(2_000),
      expiresOn: addDays(today(), 30),
      rules,
      verdict: ACCEPTED,
    });

  test("a grant ends posted, and the wallet holds a lot of its own", async () => {
    expect((await grant()).outcome).toMatchObject({ ok: true, value: { state: "posted" } });
    expect(world.fund.view()).toMatchObject({ grantedYen: 2_000, grantingYen: 0, availableYen: 78_000 });
    expect(world.wallet("w1").view()?.spendableYen).toBe(2_000);
  });

  test("PRG-1, PUB-1: however often the rules have changed, a grant's step can be stored", async () => {
    const rule = RULES[0] as RuleVersion;
    const rules = Array.from({ length: 100 }, (_, i) => ({ ...rule, version: i + 1, effectiveFromMs: i }));
    expect((await grant(id(), rules)).outcome).toMatchObject({ ok: true, value: { state: "posted" } });
  });

  test("XFR-5: a frozen wallet refuses by fence and the yen is available again", async () => {
    const wallet = world.wallet("w1");
    await freeze(world, wallet, true);
    expect((await grant()).outcome).toEqual({ ok: false, error: { code: "frozen", outcome: "not-done" } });
    expect(world.fund.view()).toMatchObject({ grantedYen: 0, grantingYen: 0, availableYen: 80_000 });
  });

  test("XFR-2, XFR-4: lost on the way it stays granting until due work brings it home, once", async () => {
    world.network = () => Promise.reject(new Lost());
    const operationId = id();
    expect((await grant(operationId)).outcome).toMatchObject({ ok: true, value: { state: "pending" } });
    expect(world.fund.view().grantingYen).toBe(2_000);
    await world.settle();
    expect(world.fund.view()).toMatchObject({ grantedYen: 2_000, grantingYen: 0 });
    expect((await grant(operationId)).outcome).toMatchObject({
      ok: true,
      value: { state: "posted", replayed: true },
    });
    expect(world.wallet("w1").view()?.spendableYen).toBe(2_000);
  });
});

test("OPR-2 to OPR-5 hold for the fund as for any holder", async () => {
  const operationId = id();
  const send = (amountYen: number) =>
    world.fund.run(operationId, (s) => decideDeposit(s, { operationId, amountYen: amountYen as Yen }));
  await send(5);
  expect((await send(5)).outcome).toMatchObject({ ok: true, value: { replayed: true } });
  expect((await send(6)).outcome).toMatchObject({ ok: false, error: { code: "operation-conflict" } });
  expect(world.fund.view().cashYen).toBe(100_005);
  const lost = id();
  expect((await world.fund.resolve(lost)).outcome).toMatchObject({
    ok: true,
    value: { outcome: "not-done" },
  });
  const late = await world.fund.run(lost, (s) => decideDeposit(s, { operationId: lost, amountYen: yen(1) }));
  expect(late.outcome).toMatchObject({ ok: false, error: { code: "operation-abandoned" } });
});

describe("GRT-4: a grant's reserve", () => {
  const G = "grant0000001" as GrantId;
  const reserve = (amountYen: number, operationId = id()) => {
    const command = { operationId, grantId: G, amountYen: amountYen as Yen };
    return world.fund.run(operationId, (s) => decideReserveGrant(s, command));
  };
  const release = (operationId = id()) =>
    world.fund.run(operationId, (s) => decideReleaseGrant(s, { operationId, grantId: G }));
  const grant = (amountYen: number) =>
    world.fund.grant({
      operationId: id(),
      grantId: G,
      wallet: world.wallet("w1").ledger.identity.actor,
      amountYen: amountYen as Yen,
      expiresOn: addDays(today(), 90),
      rules: RULES,
      verdict: ACCEPTED,
    });

  test("is out of everybody else's reach, and only its own grant goes out of it", async () => {
    expect((await reserve(78_000)).outcome.ok).toBe(true);
    expect(world.fund.view()).toMatchObject({ availableYen: 2_000, reservedYen: 78_000 });
    expect((await allot(2_001)).outcome).toMatchObject({ ok: false, error: { code: "insufficient-fund" } });
    expect((await grant(3_000)).outcome).toMatchObject({ ok: true, value: { state: "posted" } });
    expect((await grant(75_001)).outcome).toMatchObject({ ok: false, error: { code: "insufficient-fund" } });
    expect(world.fund.view()).toMatchObject({ availableYen: 2_000, reservedYen: 75_000, grantedYen: 3_000 });
    expect(world.fund.check().firstBreak).toBeNull();
  });

  test("never is more than what nobody has been given", async () => {
    expect((await reserve(80_001)).outcome).toMatchObject({
      ok: false,
      error: { code: "insufficient-fund" },
    });
  });

  test("gives back what was not sent, once, and nothing goes out of it any more", async () => {
    await reserve(8_000);
    await grant(3_000);
    const operationId = id();
    expect((await release(operationId)).outcome).toMatchObject({ ok: true, value: { amountYen: 5_000 } });
    expect((await release(operationId)).outcome).toMatchObject({
      ok: true,
      value: { amountYen: 5_000, replayed: true },
    });
    expect(world.fund.view()).toMatchObject({ availableYen: 77_000, reservedYen: 0 });
    expect((await grant(1)).outcome).toMatchObject({ ok: false, error: { code: "insufficient-fund" } });
  });

  test("GRT-6: what a wallet refuses is nobody's again at once, not the reserve's", async () => {
    await reserve(8_000);
    await freeze(world, world.wallet("w1"), true);
    expect((await grant(3_000)).outcome).toMatchObject({ ok: false, error: { code: "frozen" } });
    expect(world.fund.view()).toMatchObject({ availableYen: 75_000, reservedYen: 5_000, grantingYen: 0 });
  });
});
