import { expect, test } from "vitest";
import { periodFault } from "./period-fault.ts";

test("SAL-3, DSH-4: what is no period is said before anything is asked", () => {
  expect(periodFault("2026-03-01", "2026-03-01", 400)).toBeUndefined();
  expect(periodFault("", "2026-03-01", 400)).toBe("dayMissing");
  expect(periodFault("2026-02-30", "2026-03-01", 400)).toBe("dayMissing");
  expect(periodFault("2026-03-02", "2026-03-01", 400)).toBe("fromAfterTo");
  expect(periodFault("2025-01-01", "2026-02-04", 400)).toBeUndefined();
  expect(periodFault("2025-01-01", "2026-02-05", 400)).toBe("tooLong");
});
