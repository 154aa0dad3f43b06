/** Conditions in SQL that writing, sending and reading letters share; arguments are columns. */

/** Whether a store takes payments, which whoever writes to its followers must (ORG-4, NWS-6). */
export const isAtWork = (storeId: string) => `exists (
  select 1 from store w join organisation o on o.id = w.organisation_id left join organisation h on h.id = o.parent_id
  where w.id = ${storeId} and w.state = 'open' and o.state = 'active' and coalesce(h.state, 'active') = 'active')`;

/** Whether somebody has muted the letters of a store, or of all (NWS-7). */
export const isMuted = (residentId: string, storeId: string) => `exists (
  select 1 from letter_mute mu where mu.resident_id = ${residentId} and mu.store_id in ('', ${storeId}))`;

/** Whether somebody follows a store. */
export const isFollowed = (residentId: string, storeId: string) => `exists (
  select 1 from store_follow fo where fo.resident_id = ${residentId} and fo.store_id = ${storeId})`;
