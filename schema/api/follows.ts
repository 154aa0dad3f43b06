import * as z from "zod";
import type { StoreId } from "../ids.ts";
import { entity, pageOf } from "./common.ts";
import { publicStoreSchema, storesQuerySchema } from "./stores.ts";

/** A store that the caller follows (FOL-1). */
export const followedStoreSchema = publicStoreSchema
  .extend({
    /** False where it takes no payments at present: it stays in the list. */
    open: z.boolean(),
  })
  .meta({ id: "FollowedStore" });
export type FollowedStore = z.output<typeof followedStoreSchema>;

/** GET /api/residents/follows: by kana, narrowed like the stores of everybody. */
export const followsQuerySchema = storesQuerySchema;
export const followsPageSchema = pageOf(followedStoreSchema);

/** GET, PUT and DELETE /api/residents/follows/:id: whether one follows that store, from now on or no longer. */
export const followParamSchema = z.object({ id: entity<StoreId>("store") });
export const followingSchema = z.object({ following: z.boolean() });
export type Following = z.output<typeof followingSchema>;

/** GET /api/stores/:id/followers: a number and nobody's name. */
export const followersSchema = z.object({ followers: z.int().min(0) });
export type Followers = z.output<typeof followersSchema>;
