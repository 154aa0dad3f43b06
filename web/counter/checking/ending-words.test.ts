import { expect, test } from "vitest";
import type { Ending } from "../../shared/client/operations.ts";
import { sayEnding } from "./ending-words.ts";

const notDone: Ending<never> = { outcome: "not-done", code: null, trouble: null };
const unknown: Ending<never> = { outcome: "unknown", code: "lost-reply" };
const pending: Ending<never> = { outcome: "pending", reply: null, found: null };

test("OPR-5: after a lost reply the till says 済んでいません only for not-done, and まだわかりません until it knows", () => {
  expect(sayEnding(notDone, false).title).toBe("お支払いは済んでいません");
  expect(sayEnding(unknown, false).title).toBe("まだわかりません");
  expect(sayEnding(pending, false).title).toBe("まだわかりません");
  expect(sayEnding({ outcome: "done", reply: null, found: {} as never }, false).title).toBe(
    "お支払いは済んでいます",
  );
});

test("OPR-5: a void has words of its own, since its payment stands where it did not happen", () => {
  expect(sayEnding(notDone, true).title).toBe("取り消しは済んでいません");
  expect(sayEnding(notDone, true).text).toContain("お支払いはそのまま");
  expect(sayEnding({ outcome: "done", reply: null, found: {} as never }, true).title).toBe(
    "取り消しは済んでいます",
  );
});
