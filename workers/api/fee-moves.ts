import { Hono } from "hono";
import * as z from "zod";
import { entity } from "../../schema/api/common.ts";
import { feeMoveRequestSchema } from "../../schema/api/fund.ts";
import { fundReplySchema } from "../../schema/api/programmes.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logProgramme, ownProgramme } from "../http/own-programme.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** Fees that leave the fund's bank account, so that its cash stays what lies there (FND-13). */
export const feeMoves = new Hono<ApiContext>().post(
  "/programmes/:id/fee-moves",
  doc(
    "secretariat",
    "Fees were taken out of the fund's bank account, or brought back into it",
    fundReplySchema,
  ),
  staffOnly("fund.manage"),
  valid("param", programmeParam),
  valid("json", feeMoveRequestSchema),
  async (c) => {
    const { id } = c.req.valid("param");
    const { note, ...command } = c.req.valid("json");
    if (!(await ownProgramme(c, id))) return problem(c, "not-found");
    const { outcome, entries } = await ask(() => fundActor(c.env, id).takeFee(command));
    afterCommand(c, entries);
    if (!outcome.ok) return refused(c, outcome.error);
    await logProgramme(c, "fund.fees", id, { after: command, reason: note });
    const { atMs, replayed } = outcome.value;
    return c.json({ outcome: "done" as const, operationId: command.operationId, atMs, replayed });
  },
);
