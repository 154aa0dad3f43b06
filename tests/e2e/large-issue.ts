import assert from "node:assert/strict";
import { auditBooks } from "./audit-books.ts";
import { type TestContext, until } from "./harness.ts";
import { freshOperation, type SmallRegion, smallRegion } from "./small-region.ts";

/**
 * A printing house's issue is a job with progress (S9): killed half-way, it goes on after the next start and ends
 * complete (FND-3). 30,000 coupons; `COUPONS=100000 npm run e2e -- large-issue` for the largest there may be.
 */
export const name = "large-issue";
export const unseeded = true;
export const limitMs = 30 * 60_000;

const COUPONS = Number(process.env.COUPONS ?? 30_000);
const FACE = 1_000;
const SHEETS = 40;

interface Issue {
  readonly issueId: string;
  readonly state: string;
  readonly written: number;
  readonly count: number;
  readonly sumYen: number;
}

/** How often an issue may be quicker than the hand at the switch. */
const MAX_TRIES = 8;

export async function run(ctx: TestContext): Promise<void> {
  const sum = COUPONS * FACE;
  const region = await smallRegion(ctx.server, {
    faceYen: FACE,
    depositYen: MAX_TRIES * sum,
    allottedYen: MAX_TRIES * sum,
  });
  const { house, secretariat, programmeId } = region;
  const started = performance.now();
  const { request, issueId, tries } = await killedHalfWay(ctx, region);
  const read = () => house.done<Issue>("GET", `issues/${issueId}`);

  // A lost reply: the same request again is the same issue (OPR-2).
  const again = await house.done<{ issue: Issue }>("POST", "issues", request);
  assert.equal(again.issue.issueId, issueId);
  const limitMs = 60_000 + COUPONS * 10;
  const complete = await until(
    "the issue to be complete",
    async () => {
      await ctx.server.sweep();
      const now = await read();
      return now.state === "ready" && now;
    },
    limitMs,
  );
  assert.deepEqual([complete.written, complete.count, complete.sumYen], [COUPONS, COUPONS, sum]);
  ctx.log(`${COUPONS} coupons in ${Math.round((performance.now() - started) / 1_000)} s, the kill included`);

  const codes = new Set<string>();
  const firstSerial = (tries - 1) * COUPONS + 1;
  for (const from of [firstSerial, firstSerial + COUPONS - SHEETS]) {
    const page = await house.done<{ sheets: readonly { code: string }[] }>(
      "GET",
      `issues/${issueId}/sheets?from=${from}&limit=${SHEETS}`,
    );
    for (const sheet of page.sheets) codes.add(sheet.code);
  }
  assert.equal(codes.size, 2 * SHEETS, "the first and the last 40 sheets, each with a code of its own");
  const fund = await secretariat.done<{ issuedYen: number }>("GET", `programmes/${programmeId}/fund`);
  assert.equal(fund.issuedYen, tries * sum);
  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, JSON.stringify(verdict));
}

/** Issues, and cuts the power while rows are being written; issues again where all of them were there already. */
async function killedHalfWay(ctx: TestContext, { house, houseId, programmeId, fundIdTail }: SmallRegion) {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const request = {
      operationId: freshOperation(fundIdTail),
      programmeId,
      branchId: houseId,
      coupons: COUPONS,
      faceYen: FACE,
    };
    const { issue } = await house.done<{ issue: Issue }>("POST", "issues", request);
    let now = issue;
    while (now.state === "writing" && now.written === 0)
      now = await house.done("GET", `issues/${issue.issueId}`);
    if (now.written < now.count) {
      ctx.log(`killed at ${now.written} of ${now.count}`);
      await ctx.restart({ kill: true });
      return { request, issueId: issue.issueId, tries };
    }
  }
  throw new Error(`all ${MAX_TRIES} issues were written before they could be killed`);
}
