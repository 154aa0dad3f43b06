import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { ApiContext } from "../http/context.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { type CodePurpose, checkCode } from "../phones/code.ts";
import { phoneLookup } from "../phones/number.ts";

/** Tries a code that somebody entered; null where it is the right one, else what to answer. `onWrong` hears why it wasn't. */
export async function enteredCode(
  c: Context<ApiContext>,
  phone: string,
  purpose: CodePurpose,
  code: string,
  onWrong: (why: "wrong" | "locked") => Promise<void> = async () => {},
): Promise<ProblemReply | null> {
  const checked = await checkCode(c.env, phoneLookup(c.env, phone), purpose, code);
  if (checked.ok) return null;
  if (checked.error.code === "try-again") return problem(c, "try-again");
  if (checked.error.code === "code-not-accepted") {
    await onWrong("wrong");
    return problem(c, "code-wrong");
  }
  await onWrong("locked");
  const retryAfterMs = Math.max(0, checked.error.retryAtMs - clockOf(c.env).now());
  return problem(c, "code-locked", { retryAfterMs });
}
