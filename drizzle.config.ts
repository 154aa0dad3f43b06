import { defineConfig } from "drizzle-kit";

/** `drizzle-kit generate` makes SQL from the tables; D1 runs it in order (wrangler's numbering, migrations_dir). */
export default defineConfig({
  dialect: "sqlite",
  schema: "./schema/d1/*.ts",
  out: "./schema/d1/migrations",
});
