import type { Context } from "hono";
import type { ApiContext } from "../http/context.ts";
import { type ProblemReply, problem } from "../http/problem.ts";

/** `password-common` for a password that somebody chooses and others would try first (PWD-1); null where it is taken. */
export async function refusedPassword(
  c: Context<ApiContext>,
  password: string,
  about: readonly string[],
): Promise<ProblemReply | null> {
  // Its lists are read when somebody first chooses a password, not when the Worker starts.
  const { isGuessable } = await import("./password-policy.ts");
  return isGuessable(password, about) ? problem(c, "password-common") : null;
}
