import { expect, test } from "vitest";
import type { Role } from "../../schema/api/staff.ts";
import { judgeLock, locksTills, noteUseAfterMs } from "./judge-lock.ts";
import { isObviousPin } from "./obvious-pin.ts";

const MINUTE = 60_000;
const held = (...roles: Role[]) => roles.map((role) => ({ role }));
const clerk = { memberships: held("clerk"), tillPin: { lockMinutes: 5 } };
const open = { lockedAtMs: null, usedAtMs: 0 };

test("PIN-2: a till locks after its minutes and what may be missing of its last use, not before", () => {
  expect(judgeLock(clerk, open, 5 * MINUTE)).toBe("open");
  expect(judgeLock(clerk, open, 6 * MINUTE - 1)).toBe("open");
  expect(judgeLock(clerk, open, 6 * MINUTE)).toBe("lock");
});

test("PIN-2: whoever used it to the last moment that wasn't written down still has the whole time", () => {
  const lockMinutes = 30;
  const usedLastMs = noteUseAfterMs(lockMinutes) - 1;
  const account = { ...clerk, tillPin: { lockMinutes } };
  expect(judgeLock(account, open, usedLastMs + lockMinutes * MINUTE)).toBe("open");
});

test("PIN-2: a locked till stays locked however it is used; without a PIN nothing locks by itself", () => {
  expect(judgeLock(clerk, { lockedAtMs: 1, usedAtMs: 2 }, 2)).toBe("locked");
  expect(judgeLock({ ...clerk, tillPin: null }, open, 600 * MINUTE)).toBe("open");
  expect(judgeLock({ ...clerk, tillPin: null }, { lockedAtMs: 1, usedAtMs: 2 }, 2)).toBe("locked");
});

test("PIN-2: only who stands at tills and does nothing else has a lock", () => {
  expect(locksTills({ memberships: held("clerk", "clerk") })).toBe(true);
  expect(locksTills({ memberships: held("clerk", "merchant-store") })).toBe(false);
  expect(locksTills({ memberships: [] })).toBe(false);
});

test("PIN-1: what is tried first is refused, and most of what there is isn't", () => {
  for (const pin of ["0000", "7777", "1234", "4321", "7890", "1212", "1122", "1984", "2026", "2580"])
    expect([pin, isObviousPin(pin)]).toEqual([pin, true]);
  for (const pin of ["4071", "1909", "2030", "1357"]) expect([pin, isObviousPin(pin)]).toEqual([pin, false]);
  const all = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, "0"));
  expect(all.filter(isObviousPin).length).toBeLessThan(350);
});
