import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { migratedSchema } from "./scripts/d1-migrations.ts";

const outside = ["**/node_modules/**", "**/dist/**", "**/.state/**"];

/** The same in every run: tests check behaviour with keys, never the keys. */
const testKey = (letter: string) => btoa(letter.repeat(32));

/** The private key of RFC 8037, appendix A: known to everybody, so fit for tests only. */
const testSigningKey = JSON.stringify({
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  kid: "rfc8037",
});
/** The private key of RFC 7515, appendix A.3: as well known. */
const testPushKey = JSON.stringify({
  kty: "EC",
  crv: "P-256",
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
});

/**
 * Libraries without source maps. Vitest hands a worker all the modules that it knows of in one message, workerd takes messages
 * of 32 MiB at most, and the maps are most of it: beyond that no file but the first few finds its worker.
 */
const librariesWithoutMaps = {
  name: "libraries-without-maps",
  enforce: "post" as const,
  transform: (code: string, id: string) =>
    id.includes("/node_modules/") ? { code, map: { mappings: "" as const } } : undefined,
};

/** A test waits for a condition, never for a time; this only ends one that hangs, on a busy machine too. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [solid({ ssr: false, hot: false, dev: false })],
        define: { __DEV__: "true" },
        test: {
          name: "unit",
          ...limits,
          environment: "node",
          pool: "threads",
          include: [
            "{schema,durable-objects,workers,web,wallet-pwa,scripts}/**/*.test.{ts,tsx}",
            "tests/{simulation,chaos,e2e}/*.test.ts",
          ],
          exclude: [...outside, "**/*.actor.test.ts"],
        },
      },
      {
        plugins: [
          librariesWithoutMaps,
          cloudflareTest(async () => ({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                ENVIRONMENT: "local",
                PUBLIC_ORIGIN: "http://localhost",
                TEST_MIGRATIONS: await readD1Migrations("schema/d1/migrations"),
                TEST_SCHEMA: [...migratedSchema()],
                PEPPERS: JSON.stringify({ "1": testKey("p") }),
                ISSUE_KEYS: JSON.stringify({ "1": testKey("i") }),
                SESSION_KEY: testKey("s"),
                STORE_QR_KEY: testKey("q"),
                PHONE_KEY: testKey("t"),
                OPERATOR_KEY: testKey("o"),
                ARCHIVE_SIGNING_KEY: testSigningKey,
                VAPID_KEY: testPushKey,
              },
              // For a region with a database of its own, and for what the migrations make.
              d1Databases: { DB_2: "second" },
            },
          })),
        ],
        define: { __DEV__: "true" },
        test: {
          name: "actor",
          ...limits,
          include: ["{durable-objects,workers}/**/*.actor.test.ts"],
          exclude: outside,
          setupFiles: ["./tests/actor-setup.ts"],
          // itty-durable ships ES modules without saying so.
          deps: { optimizer: { ssr: { enabled: true, include: ["itty-durable"] } } },
        },
      },
    ],
  },
});
