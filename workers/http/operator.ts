import { createHash, timingSafeEqual } from "node:crypto";
import { asks } from "./guard.ts";
import { problem } from "./problem.ts";

/** Lets only the operator in: `Authorization: Bearer` with the operator key, compared without telling how far it fits. */
export const operatorOnly = asks("operator", async (c, next) => {
  const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  if (given === undefined || c.env.OPERATOR_KEY === "" || !isSame(given, c.env.OPERATOR_KEY))
    return problem(c, "not-signed-in");
  return next();
});

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
