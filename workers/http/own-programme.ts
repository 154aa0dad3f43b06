import type { Context } from "hono";
import { databaseOf } from "../data/database.ts";
import { findProgramme, type ProgrammeFacts } from "../data/programmes.ts";
import type { ApiContext } from "./context.ts";

/** A programme of the caller's region, fresh; any other doesn't exist (WHO-1). */
export async function ownProgramme(c: Context<ApiContext>, id: string): Promise<ProgrammeFacts | null> {
  const { regionId } = c.get("staff");
  const programme = await findProgramme(databaseOf(c.env, regionId), id);
  return programme?.regionId === regionId ? programme : null;
}
