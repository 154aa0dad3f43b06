import { Hono } from "hono";
import type { Env } from "../env.ts";

/** The whole API, chained so that the clients' types follow from the routes. */
export const app = new Hono<{ Bindings: Env }>()
  .basePath("/api")
  .get("/health", (c) => c.json({ status: "ok" as const, environment: c.env.ENVIRONMENT }));

export type AppType = typeof app;
