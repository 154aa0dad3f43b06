import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { letterMuteParamSchema, letterMutesSchema, letterParamSchema } from "../../schema/api/letters.ts";
import { readReplySchema } from "../../schema/api/notices.ts";
import type { StoreId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { letterMutesOf, muteLetters, noteLetterRead, unmuteLetters } from "../data/letter-inbox.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { unreadOfResident } from "../notices/resident-inbox.ts";
import { doc } from "./doc.ts";

/** Mutes or lets come again, and says how it stands; null is letters of every store. */
async function turn(c: Context<ApiContext>, storeId: StoreId | null, muted: boolean) {
  const db = databaseOf(c.env, null);
  const { residentId } = c.get("resident");
  if (muted) await muteLetters(db, residentId, storeId, clockOf(c.env).now());
  else await unmuteLetters(db, residentId, storeId);
  return c.json(await letterMutesOf(db, residentId, storeId));
}

/** Letters of stores in a resident's inbox, and which of them come no more (NWS-7). */
export const residentLetters = new Hono<ApiContext>()
  .post(
    "/residents/letters/:id/read",
    doc("resident", "Note that one has read a letter", readReplySchema),
    residentOnly,
    valid("param", letterParamSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const { id } = c.req.valid("param");
      if (!(await noteLetterRead(databaseOf(c.env, null), residentId, id, clockOf(c.env).now())))
        return problem(c, "not-found");
      return c.json({ unread: await unreadOfResident(c.env, residentId) });
    },
  )
  .get(
    "/residents/letter-mutes",
    doc("resident", "Whether letters of all stores are muted", letterMutesSchema),
    residentOnly,
    async (c) => c.json(await letterMutesOf(databaseOf(c.env, null), c.get("resident").residentId, null)),
  )
  .put(
    "/residents/letter-mutes",
    doc("resident", "Have no store's letters come any more", letterMutesSchema),
    residentOnly,
    async (c) => turn(c, null, true),
  )
  .delete(
    "/residents/letter-mutes",
    doc("resident", "Have letters come again, but of stores that are muted themselves", letterMutesSchema),
    residentOnly,
    async (c) => turn(c, null, false),
  )
  .get(
    "/residents/letter-mutes/:id",
    doc("resident", "Whether letters of a store are muted", letterMutesSchema),
    residentOnly,
    valid("param", letterMuteParamSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      return c.json(await letterMutesOf(databaseOf(c.env, null), residentId, c.req.valid("param").id));
    },
  )
  .put(
    "/residents/letter-mutes/:id",
    doc("resident", "Have a store's letters come no more; one follows it all the same", letterMutesSchema),
    residentOnly,
    valid("param", letterMuteParamSchema),
    async (c) => turn(c, c.req.valid("param").id, true),
  )
  .delete(
    "/residents/letter-mutes/:id",
    doc("resident", "Have a store's letters come again", letterMutesSchema),
    residentOnly,
    valid("param", letterMuteParamSchema),
    async (c) => turn(c, c.req.valid("param").id, false),
  );
