import { Hono } from "hono";
import * as z from "zod";
import { idTail, stepId } from "../../durable-objects/lib/hash.ts";
import { entity } from "../../schema/api/common.ts";
import {
  expiredMoneySchema,
  expiredReturnReplySchema,
  expiredReturnRequestSchema,
} from "../../schema/api/expired.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { fundName, type ProgrammeId } from "../../schema/ids.ts";
import { parseYen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { expiredBuckets, expiredTotal } from "../data/expired.ts";
import { isSealed, listSeals } from "../data/seals.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** Money that expired and goes back to the funder, by sealed dates (FND-5). */
export const expired = new Hono<ApiContext>()
  .get(
    "/programmes/:id/expired-money",
    doc(
      "secretariat",
      "What has expired as of the last sealed date and isn't returned yet",
      expiredMoneySchema,
    ),
    staffOnly("closing.read"),
    valid("param", programmeParam),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const [newest] = await listSeals(db, { after: null, limit: 1, sealedOnly: true });
      if (!newest) return c.json({ asOf: null, buckets: [] });
      const asOf = newest.bookDate as BusinessDate;
      const buckets = await expiredBuckets(db, regionId, id, asOf);
      return c.json({
        asOf,
        buckets: buckets.map((each) => ({ ...each, dueYen: each.expiredYen - each.returnedYen })),
      });
    },
  )
  .post(
    "/programmes/:id/expired-returns",
    doc("secretariat", "Return a bucket's expired money to the funder, once", expiredReturnReplySchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", expiredReturnRequestSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const bucket = c.req.valid("json");
      const { expiresOn, asOf } = bucket;
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      if (expiresOn > asOf || !(await isSealed(db, asOf)))
        return problem(c, "dates-not-sealed", { outcome: "not-done" });
      const total = parseYen(await expiredTotal(db, caller.regionId, id, bucket));
      // Less than nothing can't have expired: the audit will say what is broken.
      if (!total.ok) return problem(c, "conflict", { outcome: "not-done" });
      // FND-5: the id says what is returned, so that it is returned once whoever asks.
      const operationId = stepId(`return:${id}:${expiresOn}:${asOf}`, "return", idTail(fundName(id)));
      const { outcome, entries } = await ask(() =>
        fundActor(c.env, id).returnExpired({ operationId, expiresOn, asOf, totalYen: total.value }),
      );
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      const { amountYen, replayed } = outcome.value;
      await logged(c, {
        action: "fund.return-expired",
        subjectKind: "programme",
        subjectId: id,
        after: { operationId, expiresOn, asOf, totalYen: total.value, amountYen },
      });
      return c.json({ outcome: "done" as const, operationId, amountYen, replayed });
    },
  );
