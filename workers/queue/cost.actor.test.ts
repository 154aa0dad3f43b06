import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { chainOf, type Link } from "./chains.testing.ts";
import { project } from "./projection.ts";

/** What a payment may cost in D1, in rows written, indexes and triggers included (docs/scale: yen per million payments). */
const MOST_ROWS_PER_PAYMENT = 8;

const pay: Link = { kind: "pay", amountYen: -300, detail: { storeId: "store", tillId: "till", rules: 1 } };

test("B12: a one-lot payment writes at most eight rows to D1", async () => {
  const chain = chainOf("cost", [{ kind: "open", amountYen: 5_000 }, pay, pay, pay]);
  await project(env.DB, chain.slice(0, 2), "log", 0);
  const alone = await project(env.DB, chain.slice(2, 3), "log", 0);
  expect(alone.inserted.size).toBe(1);
  expect(alone.rowsWritten).toBeLessThanOrEqual(MOST_ROWS_PER_PAYMENT);
  const again = await project(env.DB, chain.slice(2, 3), "log", 0);
  expect(again.rowsWritten).toBe(0);
});
