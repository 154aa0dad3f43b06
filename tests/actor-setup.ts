import { applyD1Migrations, env } from "cloudflare:test";

// Storage is isolated per test file, so each file's D1 starts empty.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
