import { describeRoute, resolver } from "hono-openapi";
import type { ZodType } from "zod";
import { problemSchema } from "../../schema/api/common.ts";

/** Who a route is for; the sections of the reference. */
export type Section =
  | "anyone"
  | "resident"
  | "staff"
  | "counter"
  | "pos"
  | "issuer"
  | "secretariat"
  | "operator";

/** What the reference calls the key that a section is opened by. */
export const STORE_KEY = "storeKey";

/** Describes a route in OpenAPI: one sentence, the reply, and that every error is a problem. */
export function doc(section: Section, summary: string, reply: ZodType) {
  return describeRoute({
    tags: [section],
    summary,
    ...(section === "pos" ? { security: [{ [STORE_KEY]: [] }] } : {}),
    responses: {
      200: { description: "Done", content: { "application/json": { schema: resolver(reply) } } },
      default: {
        description: "A problem with a stable code (RFC 9457)",
        content: { "application/problem+json": { schema: resolver(problemSchema) } },
      },
    },
  });
}
