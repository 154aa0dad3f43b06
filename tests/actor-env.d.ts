import type { D1Migration } from "@cloudflare/vitest-plugin";
import type { Env } from "../workers/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends TegataEnv {
      TEST_MIGRATIONS: D1Migration[];
      /** What all migrations come to, one statement each (scripts/d1-migrations.ts). */
      TEST_SCHEMA: string[];
      DB_2: D1Database;
    }
    interface GlobalProps {
      mainModule: typeof import("../workers/index.ts");
    }
  }
}

type TegataEnv = Env;
