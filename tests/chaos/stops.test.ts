import { expect, test } from "vitest";
import { EDGE_CACHE_MS } from "../../workers/http/cached.ts";
import type { Ack, Operation } from "./operation-log.ts";
import { compareStops, type ToldStop } from "./stops.ts";

const payment = (sentAtMs: number, atMs: number, outcome: Ack["outcome"] = "done"): Operation => ({
  id: "01936d2e-0000-7000-8000-0000aaaaaaaa" as Operation["id"],
  kind: "payment",
  amountYen: 300,
  who: "somebody",
  storeId: "store",
  sentAtMs,
  acks: [{ outcome, amountYen: 300, code: null, receiptNumber: null, from: "reply", atMs }],
});
const balance: ToldStop = { what: "balance", id: "aaaaaaaa", fromMs: 1_000, untilMs: 2_000 };
const store: ToldStop = { what: "store", id: "store", fromMs: 1_000, untilMs: 60_000 };

test("FRZ-3: a payment sent after the stop was acknowledged and done before it was let go is counted", () => {
  expect(compareStops([balance], [payment(1_100, 1_200)])).toMatchObject({
    duplicatedYen: 300,
    untrueWords: 1,
  });
});

test("FRZ-3: what was sent before, refused, or done after it was let go is in order", () => {
  const fine = [payment(900, 1_200), payment(1_100, 1_200, "not-done"), payment(1_900, 2_100)];
  expect(compareStops([balance], fine)).toMatchObject({ duplicatedYen: 0, what: [] });
  expect(compareStops([{ ...balance, id: "bbbbbbbb" }], [payment(1_100, 1_200)]).what).toEqual([]);
});

test("FRZ-4: at a stopped store a payment counts once no isolate remembers it open", () => {
  expect(compareStops([store], [payment(1_100, 1_200)]).what).toEqual([]);
  const late = 1_000 + EDGE_CACHE_MS;
  expect(compareStops([store], [payment(late, late + 50)])).toMatchObject({ untrueWords: 1 });
});
