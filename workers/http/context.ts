import type { ProblemCode } from "../../schema/errors.ts";
import type { Env } from "../env.ts";
import type { ResidentCaller, StaffCaller } from "./caller.ts";
import type { PosCaller } from "./pos-caller.ts";

/** What a handler finds in its context: bindings, the request's id, and who is asking where a guard has looked. */
export interface ApiContext {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** The API itself, for a request that stands for another (APR-2). */
    dispatch: (request: Request, env: Env) => Promise<Response>;
    /** With what the request was turned away, for the count of refusals (SEC-8). */
    refusedWith: ProblemCode;
    staff: StaffCaller;
    resident: ResidentCaller;
    posKey: PosCaller;
  };
}
