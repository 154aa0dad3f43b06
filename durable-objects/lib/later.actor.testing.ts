import { vi } from "vitest";

/** Runs `body` with the clock of Worker and actors moved; they share the test's isolate. */
export async function later<T>(byMs: number, body: () => Promise<T>): Promise<T> {
  const real = Date.now;
  const spy = vi.spyOn(Date, "now").mockImplementation(() => real() + byMs);
  try {
    return await body();
  } finally {
    spy.mockRestore();
  }
}
