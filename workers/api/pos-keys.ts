import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  createPosKeyRequestSchema,
  endPosKeyRequestSchema,
  madePosKeySchema,
  type PosKey,
  type PosOperation,
  posKeyParamSchema,
  posKeySchema,
  posKeysPageSchema,
  posKeysQuerySchema,
  replacePosKeyRequestSchema,
} from "../../schema/api/pos-keys.ts";
import { endExclusiveMs } from "../../schema/calendar.ts";
import type { PosKeyId, StoreId, TillId } from "../../schema/ids.ts";
import { POS_KEY_RANDOM_BYTES, posKeyHint, posKeyText } from "../../schema/pos-key.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  endPosKey,
  insertPosKey,
  type KeptText,
  type PosKeyRow,
  posKeyById,
  posKeysOfStore,
  replacePosKeyText,
} from "../data/pos-keys.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { forgetPosKey, posKeyHash } from "../http/pos-caller.ts";
import { problem } from "../http/problem.ts";
import { reachedStore, tillOf } from "../http/reachable-store.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const HOUR_MS = 3_600_000;

/** A new text and what is kept of it. The text itself goes into the reply and nowhere else. */
function newText(c: Context<ApiContext>, nowMs: number): { readonly text: string; readonly kept: KeptText } {
  const text = posKeyText(crypto.getRandomValues(new Uint8Array(POS_KEY_RANDOM_BYTES)));
  const { staffId } = c.get("staff");
  return {
    text,
    kept: { hash: posKeyHash(c.env, text), hint: posKeyHint(text), madeAtMs: nowMs, madeBy: staffId },
  };
}

/** A key as its office sees it. */
function shownKey({ key, texts, tillNumber, createdByName }: PosKeyRow, nowMs: number): PosKey {
  const former = texts.find(({ endsAtMs }) => endsAtMs !== null && endsAtMs > nowMs);
  const isExpired = key.expiresAtMs !== null && key.expiresAtMs <= nowMs;
  const state = key.endedAtMs !== null ? "ended" : isExpired ? "expired" : "good";
  return {
    keyId: key.id as PosKeyId,
    storeId: key.storeId as StoreId,
    tillId: key.tillId as TillId | null,
    tillNumber,
    name: key.name,
    operations: key.operations.split(" ") as PosOperation[],
    state,
    hint: texts.find(({ endsAtMs }) => endsAtMs === null)?.hint ?? "",
    former: state === "good" && former ? { hint: former.hint, endsAtMs: former.endsAtMs as number } : null,
    version: key.version,
    createdAtMs: key.createdAtMs,
    createdByName,
    expiresAtMs: key.expiresAtMs,
    endedAtMs: key.endedAtMs,
    usedAtMs: key.usedAtMs,
  };
}

/** A key of a store that the caller manages; any other one doesn't exist for them (WHO-2). */
async function managedKey(c: Context<ApiContext>, id: PosKeyId): Promise<PosKeyRow | null> {
  const row = await posKeyById(databaseOf(c.env, c.get("staff").regionId), id);
  return row && (await reachedStore(c, "pos.manage", row.key.storeId)).ok ? row : null;
}

/** The keys of a store's till systems, in the hands of its office (POS-1, POS-2). */
export const posKeys = new Hono<ApiContext>()
  .get(
    "/pos-keys",
    doc("staff", "The keys of a store's till systems, the newest first", posKeysPageSchema),
    staffOnly("pos.manage"),
    valid("query", posKeysQuerySchema),
    async (c) => {
      const { storeId, after, limit } = c.req.valid("query");
      const store = await reachedStore(c, "pos.manage", storeId);
      if (!store.ok) return store.error;
      const nowMs = clockOf(c.env).now();
      const page = { after: readNumberKey(after), limit };
      const rows = await posKeysOfStore(databaseOf(c.env, store.value.regionId), store.value.id, page);
      return c.json(
        cutPage(
          rows,
          limit,
          ({ key }) => [key.createdAtMs, key.id],
          (row) => shownKey(row, nowMs),
        ),
      );
    },
  )
  .post(
    "/pos-keys",
    doc("staff", "Make a key; its text is in this reply and never again", madePosKeySchema),
    staffOnly("pos.manage"),
    valid("json", createPosKeyRequestSchema),
    async (c) => {
      const { storeId, tillId, name, operations, lastDay } = c.req.valid("json");
      const store = await reachedStore(c, "pos.manage", storeId);
      if (!store.ok) return store.error;
      if (tillId !== null && !tillOf(store.value, tillId)) return problem(c, "store-not-found");
      const nowMs = clockOf(c.env).now();
      const expiresAtMs = lastDay === null ? null : endExclusiveMs(lastDay);
      if (expiresAtMs !== null && expiresAtMs <= nowMs)
        return problem(c, "invalid-request", { fields: [{ path: "lastDay", message: "over already" }] });
      const { regionId } = store.value;
      const { text, kept } = newText(c, nowMs);
      const id = newId<PosKeyId>();
      const row = { id, regionId, storeId, tillId, name, operations: operations.join(" "), expiresAtMs };
      const db = databaseOf(c.env, regionId);
      if (!(await insertPosKey(db, row, kept))) return problem(c, "limit-exceeded");
      await logged(c, {
        action: "pos-key.create",
        subjectKind: "store",
        subjectId: storeId,
        after: { keyId: id, tillId, name, operations, lastDay, hint: kept.hint },
      });
      const made = await posKeyById(db, id);
      if (!made) throw new Error(`key ${id} was written and isn't there`);
      return c.json({ key: shownKey(made, nowMs), text });
    },
  )
  .post(
    "/pos-keys/:id/replacement",
    doc("staff", "Another text for a key; the one before is good for some hours more", madePosKeySchema),
    staffOnly("pos.manage"),
    valid("param", posKeyParamSchema),
    valid("json", replacePosKeyRequestSchema),
    async (c) => {
      const { version, overlapHours } = c.req.valid("json");
      const found = await managedKey(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const { id, storeId, regionId } = found.key;
      const db = databaseOf(c.env, regionId);
      const nowMs = clockOf(c.env).now();
      const { text, kept } = newText(c, nowMs);
      const until = nowMs + overlapHours * HOUR_MS;
      if (!(await replacePosKeyText(db, { id, version }, kept, until)))
        return problem(c, "changed-meanwhile");
      forgetPosKey(
        c.env,
        found.texts.map(({ hash }) => hash),
      );
      await logged(c, {
        action: "pos-key.replace",
        subjectKind: "store",
        subjectId: storeId,
        after: { keyId: id, overlapHours, hint: kept.hint },
      });
      const replaced = await posKeyById(db, id as PosKeyId);
      if (!replaced) throw new Error(`key ${id} is not there any more`);
      return c.json({ key: shownKey(replaced, nowMs), text });
    },
  )
  .post(
    "/pos-keys/:id/end",
    doc("staff", "End a key at once, with every text of it", posKeySchema),
    staffOnly("pos.manage"),
    valid("param", posKeyParamSchema),
    valid("json", endPosKeyRequestSchema),
    async (c) => {
      const found = await managedKey(c, c.req.valid("param").id);
      if (!found) return problem(c, "not-found");
      const { id, storeId, regionId } = found.key;
      const db = databaseOf(c.env, regionId);
      const nowMs = clockOf(c.env).now();
      await endPosKey(db, id as PosKeyId, nowMs);
      forgetPosKey(
        c.env,
        found.texts.map(({ hash }) => hash),
      );
      if (found.key.endedAtMs === null)
        await logged(c, {
          action: "pos-key.end",
          subjectKind: "store",
          subjectId: storeId,
          after: { keyId: id },
          reason: c.req.valid("json").reason,
        });
      return c.json(
        shownKey({ ...found, key: { ...found.key, endedAtMs: found.key.endedAtMs ?? nowMs } }, nowMs),
      );
    },
  );
