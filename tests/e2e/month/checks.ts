import { strict as assert } from "node:assert";
import type { Statement } from "../../../schema/api/fund.ts";
import type { Figures, FundBody } from "../../../schema/api/programmes.ts";
import type { Verification } from "../../../schema/api/seals.ts";
import { until } from "../harness.ts";
import { type OwnBooks, sum } from "./own-books.ts";
import type { Town } from "./town.ts";

/** How long anything may take on a machine that is busy with other things. */
export const WAIT_MS = 120_000;
const LOOK_AGAIN_MS = 50;

type OwnFigures = ReturnType<OwnBooks["figures"]>;

async function readFigures(town: Town): Promise<OwnFigures> {
  const path = `programmes/${town.programmeId}/figures`;
  const read = await (await town.secretariat).done<Figures>("GET", path);
  const { issuedYen, cancelledYen, payments, reversedYen, paidYen, expiredYen, liveYen } = read;
  return { issuedYen, cancelledYen, payments, reversedYen, paidYen, expiredYen, liveYen };
}

/** Waits until D1 has everything that was done; then the programme's figures are the books' (AUD-2). */
export async function checkFigures(town: Town, books: OwnBooks, date: string): Promise<OwnFigures> {
  const own = books.figures(date);
  let seen = await readFigures(town);
  const isSame = () => JSON.stringify(seen) === JSON.stringify(own);
  const endMs = performance.now() + WAIT_MS;
  while (!isSame() && performance.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    seen = await readFigures(town);
  }
  assert.deepEqual(seen, own, `figures on ${date}`);
  const { issuedYen, cancelledYen, paidYen, expiredYen, liveYen } = seen;
  assert.equal(issuedYen - cancelledYen, paidYen + expiredYen + liveYen);
  return seen;
}

/** The fund's double entry sums to zero, and its accounts are the books' (FND-1). */
export async function checkFund(town: Town, books: OwnBooks): Promise<FundBody> {
  const path = `programmes/${town.programmeId}/fund`;
  const fund = await (await town.secretariat).done<FundBody>("GET", path);
  const allottedYen = sum(fund.allotted.map(({ amountYen }) => amountYen));
  const given = fund.availableYen + fund.reservedYen + allottedYen + fund.writingYen + fund.issuedYen;
  const owed = given + fund.grantingYen + fund.grantedYen + fund.feesHeldYen;
  const gone = fund.cancelledYen + fund.returnedYen + fund.paidOutYen + fund.feesYen;
  assert.equal(fund.cashYen, owed - gone, "the double entry sums to zero");
  const returnedYen = sum([...books.returned.values()]);
  const { depositedYen, ...own } = books.fund;
  const { issuedYen, cancelledYen, paidOutYen, feesYen } = fund;
  assert.equal(fund.feesHeldYen, feesYen);
  assert.deepEqual(
    {
      feesYen,
      allottedYen,
      issuedYen,
      cancelledYen,
      paidOutYen,
      returnedYen: fund.returnedYen,
      cashYen: fund.cashYen,
    },
    { ...own, returnedYen, cashYen: depositedYen - returnedYen - own.paidOutYen },
  );
  return fund;
}

/** The fund's account of what was paid out has moved by each file and each returned transfer, and by nothing else (FND-8). */
export async function checkPaidOut(town: Town, from: string, movesYen: readonly number[]): Promise<void> {
  const path = `programmes/${town.programmeId}/statement?account=paid-out&from=${from}&to=9999-12-31&limit=100`;
  const statement = await (await town.secretariat).done<Statement>("GET", path);
  assert.deepEqual(
    statement.rows.map(({ inYen, outYen }) => inYen - outYen),
    movesYen,
  );
  assert.equal(statement.closingYen, sum(movesYen));
}

/** Waits until the books of a date, and of all before it, no longer change. */
export async function sealed(town: Town, date: string): Promise<void> {
  const secretariat = await town.secretariat;
  await until(
    `${date} to be sealed`,
    async () => {
      const { sealedThrough } = await secretariat.done<Verification>("GET", "verification");
      return sealedThrough !== null && sealedThrough >= date;
    },
    WAIT_MS,
  );
}
