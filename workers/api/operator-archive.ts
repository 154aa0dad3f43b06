import { Hono } from "hono";
import {
  archiveLatestParamSchema,
  archiveObjectParamSchema,
  archiveObjectsQuerySchema,
  archiveObjectsSchema,
  archiveStatusSchema,
} from "../../schema/api/archive.ts";
import { archiveKey } from "../archive/format.ts";
import { archiveStatus } from "../archive/status.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** Objects named in one page. */
const PAGE_OBJECTS = 500;

/** The operator's archive (AUD-7): how it stands, and every object of it to take away. Mounted at `/operator/archive`. */
export const operatorArchive = new Hono<ApiContext>()
  .use(operatorOnly)
  .get(
    "/",
    doc("operator", "How far the archive is, and who has its roots", archiveStatusSchema),
    async (c) => c.json(await archiveStatus(c.env)),
  )
  .get(
    "/objects",
    doc("operator", "Names and sizes of the archive's objects", archiveObjectsSchema),
    valid("query", archiveObjectsQuerySchema),
    async (c) => {
      const { after } = c.req.valid("query");
      const page = await c.env.LOG.list({
        prefix: archiveKey.prefix,
        limit: PAGE_OBJECTS,
        ...(after === undefined ? {} : { startAfter: archiveKey.prefix + after }),
      });
      const rows = page.objects.map(({ key, size }) => ({
        name: key.slice(archiveKey.prefix.length),
        bytes: size,
      }));
      return c.json({ rows, next: page.truncated ? (rows.at(-1)?.name ?? null) : null });
    },
  )
  .get("/objects/:name", valid("param", archiveLatestParamSchema), async (c) =>
    served(c.env.LOG, archiveKey.prefix + c.req.valid("param").name, () => problem(c, "not-found")),
  )
  .get("/objects/:date/:name", valid("param", archiveObjectParamSchema), async (c) => {
    const { date, name } = c.req.valid("param");
    return served(c.env.LOG, archiveKey.file(date, name), () => problem(c, "not-found"));
  });

/** An object as it lies there. */
async function served(log: R2Bucket, key: string, absent: () => Response): Promise<Response> {
  const object = await log.get(key);
  if (object === null) return absent();
  return new Response(object.body, {
    headers: {
      // Never unpacked on the way: the file's own bytes are what is signed.
      "content-type": "application/octet-stream",
      "content-length": String(object.size),
      "cache-control": "no-store, no-transform",
    },
  });
}
