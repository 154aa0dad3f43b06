import { Hono } from "hono";
import { archiveKeysSchema, archiveRootsSchema } from "../../schema/api/archive.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { daysAfter } from "../archive/days.ts";
import { archiveKeys } from "../archive/keys.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { doc } from "./doc.ts";

/** What anybody may have of the archive, so that anybody may attest it: keys and roots, nothing of its content (AUD-7). */
export const archive = new Hono<ApiContext>()
  .get("/archive/keys", doc("anyone", "The keys that sign the archive", archiveKeysSchema), async (c) => {
    const keys = await archiveKeys(c.env);
    return c.json({ keys: keys.ok ? [...keys.value.published] : [] });
  })
  .get(
    "/archive/roots",
    doc("anyone", "The signed root of every archived date, in order", archiveRootsSchema),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const days = await daysAfter(c.env.DB, readTextKey(after)?.[0] ?? "", limit + 1);
      return c.json(
        cutPage(
          days,
          limit,
          (day) => [day.date, day.rootHash],
          ({ date, rootHash, signedRoot }) => ({ date: date as BusinessDate, rootHash, signedRoot }),
        ),
      );
    },
  );
