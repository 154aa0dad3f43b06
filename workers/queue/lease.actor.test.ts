import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { createJob, takeJob } from "./lease.ts";

test("between two pages of a job others are heard: a till doesn't wait until an audit has ended", async () => {
  await createJob(env.DB, { jobId: "long", kind: "audit", work: {} }, 1);
  const lease = await takeJob<object>(env.DB, "long", 1);
  let heard = 0;
  const somebody = () => {
    heard += 1;
    waiting = setTimeout(somebody, 0);
  };
  let waiting = setTimeout(somebody, 0);
  const PAGES = 10;
  for (let page = 1; page <= PAGES; page += 1) expect(await lease?.save({ page }, page + 1)).toBe(true);
  clearTimeout(waiting);
  expect(heard).toBeGreaterThanOrEqual(PAGES);
});
