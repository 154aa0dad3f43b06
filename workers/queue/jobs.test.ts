import { afterEach, expect, test, vi } from "vitest";
import type { Env } from "../env.ts";
import { runJobs, STEP_ENDS_MS } from "./jobs.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("ALM-2: a step that waits for what never comes is let go and comes again; the queue goes on", async () => {
  vi.useFakeTimers();
  const never = new Promise<never>(() => {});
  const env = { DB: { prepare: () => ({ bind: () => ({ first: () => never }) }) } } as unknown as Env;
  const message = { id: "1", body: { kind: "mail" }, attempts: 1, ack: vi.fn(), retry: vi.fn() };
  const ended = runJobs({ messages: [message] } as never, env);
  await vi.advanceTimersByTimeAsync(STEP_ENDS_MS - 1);
  expect(message.retry).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await ended;
  expect(message.retry).toHaveBeenCalledOnce();
  expect(message.ack).not.toHaveBeenCalled();
});
