import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { ACCEPTED, NO_CAPS, type SerialRange } from "../../schema/commands.ts";
import type { IssueId } from "../../schema/ids.ts";
import { MAX_HANDED_RANGES } from "../../schema/limits.ts";
import { type Yen, yen } from "../../schema/money.ts";
import { BRANCH, ISSUER, World } from "../lib/world.testing.ts";
import { decideAllot, decideDeposit } from "./decide.ts";
import { decideHandOver, gapsIn, yenOfSerials } from "./hand-over-decide.ts";
import { decideActivate, decideIssue, decideIssueReady, decideStop, decideWithdraw } from "./issue-decide.ts";

const ISSUE = "1ssue0000001" as IssueId;
/** Serials 1 to 6 are worth 1,000 each, 7 to 10 are worth 3,000 each. */
const FACES = [
  { faceYen: yen(1_000), count: 6 },
  { faceYen: yen(3_000), count: 4 },
];
const COUNT = 10;
const SUM = 18_000;

let world: World;
const id = () => world.newId(world.fund.ledger.tail);

async function readyIssue(faces = FACES) {
  const count = faces.reduce((sum, face) => sum + face.count, 0);
  const sumYen = faces.reduce((sum, face) => sum + face.count * face.faceYen, 0);
  const made = new World();
  const run = made.fund.run.bind(made.fund);
  const next = () => made.newId(made.fund.ledger.tail);
  const deposit = { operationId: next(), amountYen: 1_000_000 as Yen };
  await run(deposit.operationId, (s) => decideDeposit(s, deposit));
  const allot = {
    operationId: next(),
    issuerId: ISSUER,
    amountYen: 500_000 as Yen,
    direction: "out" as const,
  };
  await run(allot.operationId, (s) => decideAllot(s, allot));
  const issue = {
    operationId: next(),
    issueId: ISSUE,
    issuerId: ISSUER,
    branchId: BRANCH,
    faces,
    unitYen: yen(1),
    notBeforeOn: null,
    expiresOn: addDays(businessDate(made.nowMs), 30),
    keyId: "1",
    pepperGeneration: 1,
    stayKey: null,
    caps: NO_CAPS,
    verdict: ACCEPTED,
  };
  await run(issue.operationId, (s) => decideIssue(s, issue));
  const ready = { operationId: next(), issueId: ISSUE, count, sumYen: sumYen as Yen, salts: [] };
  await run(ready.operationId, (s) => decideIssueReady(s, ready));
  return made;
}

const handOver = (fromSerial: number, toSerial: number, operationId = id()) =>
  world.fund.run(operationId, (s) =>
    decideHandOver(s, { operationId, issueId: ISSUE, fromSerial, toSerial }),
  );
const move = (decide: typeof decideActivate) => {
  const command = { operationId: id(), issueId: ISSUE };
  return world.fund.run(command.operationId, (s) => decide(s, command));
};
const issueNow = () => world.fund.issue(ISSUE);
const code = (answer: Awaited<ReturnType<typeof move>>) =>
  answer.outcome.ok ? null : answer.outcome.error.code;

beforeEach(async () => {
  world = await readyIssue();
});

describe("FND-14: sheets that were printed ahead are handed over one by one or by ranges", () => {
  test("a hand-over moves no yen and names what hadn't been handed over before, with its worth", async () => {
    const before = world.fund.view();
    const first = await handOver(5, 7);
    expect(first.outcome).toMatchObject({ ok: true, value: { ranges: [[5, 7, 5_000]], replayed: false } });
    const wider = await handOver(4, 9);
    expect(wider.outcome).toMatchObject({
      ok: true,
      value: {
        ranges: [
          [4, 4, 1_000],
          [8, 9, 6_000],
        ],
      },
    });
    const again = await handOver(6, 6);
    expect(again.outcome).toMatchObject({ ok: true, value: { ranges: [] } });
    expect(issueNow()).toMatchObject({ state: "ready", handed: { count: 6, sumYen: 12_000 } });
    const { head: _, ...after } = world.fund.view();
    expect(before).toMatchObject(after);
  });

  test("with the last sheet the whole issue is active, and there is nothing left to withdraw", async () => {
    await handOver(1, 4);
    await handOver(6, 10);
    expect(issueNow()?.state).toBe("ready");
    const last = await handOver(5, 5);
    expect(last.entries[0]?.detail).toMatchObject({ whole: true });
    expect(issueNow()?.state).toBe("active");
    expect(code(await move(decideWithdraw))).toBe("issue-state");
  });

  test("a repeat says what it said, and another request under its id is told so (OPR-2)", async () => {
    const operationId = id();
    await handOver(2, 3, operationId);
    await handOver(1, 5);
    const again = await handOver(2, 3, operationId);
    expect(again.outcome).toMatchObject({ ok: true, value: { ranges: [[2, 3, 2_000]], replayed: true } });
    expect(again.entries).toEqual([]);
    const other = await handOver(2, 4, operationId);
    expect(other.outcome).toMatchObject({ ok: false, error: { code: "operation-conflict" } });
  });

  test("serials of another issue, an expired, a stopped and a withdrawn one are refused", async () => {
    for (const [from, to] of [
      [0, 3],
      [9, 11],
      [5, 4],
    ] as const)
      expect(code(await handOver(from, to))).toBe("issue-mismatch");
    await move(decideStop);
    expect(code(await handOver(1, 1))).toBe("issue-state");
    world = await readyIssue();
    world.nowMs += 40 * 86_400_000;
    expect(code(await handOver(1, 1))).toBe("expired");
  });

  test("one hand-over adds at most so many runs: its entry stays small (PUB-1)", async () => {
    const count = 2 * (MAX_HANDED_RANGES + 2);
    world = await readyIssue([{ faceYen: yen(1), count }]);
    for (let serial = 2; serial <= 2 * MAX_HANDED_RANGES; serial += 2) await handOver(serial, serial);
    expect(code(await handOver(1, count - 2))).toBe("over-limit");
    const fits = await handOver(1, 2 * MAX_HANDED_RANGES);
    expect(fits.outcome).toMatchObject({ ok: true });
    expect(JSON.stringify(fits.entries[0]?.detail).length).toBeLessThan(4_096);
  });
});

describe("FND-6: what was never handed over can be withdrawn", () => {
  test("only the rest goes back, and what was handed over can still be stopped", async () => {
    await handOver(6, 8);
    await move(decideWithdraw);
    expect(issueNow()?.state).toBe("withdrawn");
    expect(world.fund.view()).toMatchObject({ issuedYen: SUM, cancelledYen: SUM - 7_000 });
    expect(code(await handOver(1, 1))).toBe("issue-state");
    expect(code(await move(decideActivate))).toBe("issue-state");
    expect(code(await move(decideStop))).toBeNull();
    expect(issueNow()?.state).toBe("stopped");
  });

  test("of an issue of which nothing was handed over nothing is left to stop", async () => {
    await move(decideWithdraw);
    expect(code(await move(decideStop))).toBe("issue-state");
  });
});

type Step =
  | { readonly kind: "hand-over"; readonly range: SerialRange }
  | { readonly kind: "activate" | "withdraw" | "stop" };

test("FND-1, FND-6, FND-14: in whatever order, each serial is handed over once or withdrawn once, and the books hold", async () => {
  const range = fc
    .tuple(fc.integer({ min: 1, max: COUNT }), fc.integer({ min: 1, max: COUNT }))
    .map(([a, b]): Step => ({ kind: "hand-over", range: [Math.min(a, b), Math.max(a, b)] }));
  const other = fc.constantFrom<Step>({ kind: "activate" }, { kind: "withdraw" }, { kind: "stop" });
  const steps = fc.array(fc.oneof({ weight: 6, arbitrary: range }, { weight: 1, arbitrary: other }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      world = await readyIssue();
      const handed = new Set<number>();
      let state = "ready";
      for (const step of all) {
        if (step.kind === "hand-over") {
          const [from, to] = step.range;
          const { outcome } = await handOver(from, to);
          expect(outcome.ok).toBe(state === "ready");
          if (!outcome.ok) continue;
          for (const [first, last, worth] of outcome.value.ranges) {
            expect(worth).toBe(yenOfSerials({ faces: FACES, serialFrom: 1 }, [first, last]));
            for (let serial = first; serial <= last; serial++) {
              expect(handed.has(serial)).toBe(false);
              handed.add(serial);
            }
          }
          for (let serial = from; serial <= to; serial++) expect(handed.has(serial)).toBe(true);
          if (handed.size === COUNT) state = "active";
        } else {
          const decide = { activate: decideActivate, withdraw: decideWithdraw, stop: decideStop }[step.kind];
          const fits =
            step.kind === "stop"
              ? state === "ready" || state === "active" || (state === "withdrawn" && handed.size > 0)
              : state === "ready";
          expect(code(await move(decide))).toBe(fits ? null : "issue-state");
          if (fits) state = { activate: "active", withdraw: "withdrawn", stop: "stopped" }[step.kind];
        }
        const worth = [...handed].reduce((sum, serial) => sum + (serial <= 6 ? 1_000 : 3_000), 0);
        expect(issueNow()).toMatchObject({ state, handed: { count: handed.size, sumYen: worth } });
      }
      const withdrawn = world.fund
        .entriesFrom({ fromSeq: 1, limit: 500 })
        .some(({ kind }) => kind === "withdraw");
      const worth = [...handed].reduce((sum, serial) => sum + (serial <= 6 ? 1_000 : 3_000), 0);
      expect(world.fund.view()).toMatchObject({ issuedYen: SUM, cancelledYen: withdrawn ? SUM - worth : 0 });
      expect(world.fund.check().firstBreak).toBeNull();
    }),
    { numRuns: 150 },
  );
});

test("FND-14: gaps are what of a range is in no other", () => {
  expect(gapsIn([1, 5], [])).toEqual([[1, 5]]);
  expect(gapsIn([1, 5], [[1, 5]])).toEqual([]);
  expect(
    gapsIn(
      [3, 8],
      [
        [1, 4],
        [6, 6],
        [9, 12],
      ],
    ),
  ).toEqual([
    [5, 5],
    [7, 8],
  ]);
});
