import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type ProgrammeId, type RegionId, type ResidentId, walletName } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { factsAt, findProgramme, type ProgrammeFacts, type StoredProgramme } from "../data/programmes.ts";
import { linkWallet, walletLinksOf } from "../data/residents.ts";
import { findStore, type StoreFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { type ListedPay, readOpenPays } from "../pay-search/open-pays.ts";
import { BoundedMap } from "./bounded-map.ts";
import { EDGE_CACHE_MS, EDGE_KEPT_MS, EdgeCache } from "./cached.ts";

const programmes = new EdgeCache<StoredProgramme | null>(EDGE_CACHE_MS, Date.now, EDGE_KEPT_MS);
const stores = new EdgeCache<StoreFacts | null>(EDGE_CACHE_MS, Date.now, EDGE_KEPT_MS);
/** Always read: a Pay that was just added is there at once. What is remembered is for when D1 is away. */
const links = new EdgeCache<Awaited<ReturnType<typeof walletLinksOf>>>(0, Date.now, EDGE_KEPT_MS);
const directory = new EdgeCache<readonly ListedPay[]>();

/**
 * A programme as it is now, from versions read at most 15 seconds ago: one that was made ahead takes effect at its moment
 * everywhere (PRG-1). Staff compare its region (WHO-1).
 */
export async function programmeFacts(env: Env, programmeId: string): Promise<ProgrammeFacts | null> {
  const nowMs = clockOf(env).now();
  const stored = await programmes.get(env.DB, programmeId, () =>
    findProgramme(databaseOf(env, null), programmeId, nowMs),
  );
  return stored && factsAt(stored, nowMs);
}

/** A store with its tills, at most 15 seconds old. */
export function storeFacts(env: Env, storeId: string): Promise<StoreFacts | null> {
  return stores.get(env.DB, storeId, () => findStore(databaseOf(env, null), storeId));
}

/** The wallets of a resident as D1 has them now; where it is away, as they last were (DEG-3). */
export function residentLinks(env: Env, residentId: ResidentId) {
  return links.get(env.DB, residentId, () => walletLinksOf(databaseOf(env, null), residentId));
}

/** Wallets whose link this isolate has seen in D1: a link is never taken away again. */
const linked = new BoundedMap<true>(2_000);

/** Sees to it that a wallet's link is there before its first command, so that a freeze finds it (FRZ-1). */
export async function linkedWallet(
  env: Env,
  link: { readonly residentId: ResidentId; readonly programmeId: ProgrammeId; readonly regionId: RegionId },
  nowMs: number,
): Promise<void> {
  const actor = walletName(link.residentId, link.programmeId);
  if (linked.get(actor)) return;
  await linkWallet(databaseOf(env, link.regionId), link, nowMs);
  linked.set(actor, true);
}

const ALL = "all";

/** The open Pays of all regions, ready for being searched, as they were at most 15 seconds ago (ADD-2). */
export function openPays(env: Env): Promise<readonly ListedPay[]> {
  const nowMs = clockOf(env).now();
  return directory.get(env.DB, ALL, () => readOpenPays(databaseOf(env, null), nowMs));
}

/** This isolate's memory of what was just changed goes at once; others' within 15 seconds. */
export function forgetProgramme(env: Env, programmeId: string): void {
  programmes.forget(env.DB, programmeId);
  directory.forget(env.DB, ALL);
}
export function forgetStore(env: Env, storeId: string): void {
  stores.forget(env.DB, storeId);
}
