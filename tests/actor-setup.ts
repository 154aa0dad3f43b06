import { env } from "cloudflare:test";

// Storage is isolated per test file, so each file's D1 starts empty. What all migrations come to is made at once:
// running them one after the other took most files longer than their tests (worker.actor.test.ts compares the two).
await env.DB.batch(env.TEST_SCHEMA.map((sql) => env.DB.prepare(sql)));
