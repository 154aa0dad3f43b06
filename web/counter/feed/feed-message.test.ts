import { expect, test } from "vitest";
import { REOPEN_FIRST_MS, REOPEN_MOST_MS, readFeedMessage, reopenAfterMs } from "./feed-message.ts";

test("FED-1: payments, reversals and the call to read again are understood; anything else is left alone", () => {
  const payment = { type: "payment", id: "a:1", payment: { operationId: "0192" } };
  expect(readFeedMessage(JSON.stringify(payment))).toEqual(payment);
  expect(readFeedMessage('{"type":"catch-up"}')).toEqual({ type: "catch-up" });
  for (const text of ["pong", "", "{", "null", '{"type":"newer"}', '{"type":"payment","id":"a:1"}'])
    expect(readFeedMessage(text)).toBeNull();
});

test("a lost feed is opened again soon, then less and less often, never more than half a minute apart and a bit", () => {
  expect(reopenAfterMs(1, 0)).toBe(REOPEN_FIRST_MS);
  expect(reopenAfterMs(3, 0)).toBe(4 * REOPEN_FIRST_MS);
  expect(reopenAfterMs(99, 1)).toBe(1.25 * REOPEN_MOST_MS);
});
