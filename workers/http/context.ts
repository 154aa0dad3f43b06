import type { Env } from "../env.ts";
import type { ResidentCaller, StaffCaller } from "./caller.ts";

/** What a handler finds in its context: bindings, the request's id, and who is asking where a guard has looked. */
export interface ApiContext {
  Bindings: Env;
  Variables: {
    requestId: string;
    staff: StaffCaller;
    resident: ResidentCaller;
  };
}
