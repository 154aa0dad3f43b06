import { readdirSync } from "node:fs";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";

/**
 * Where D1 names a store or an organisation, and why taking an import back need not look there, or what looks there. A new
 * table that names one fails here: its feature adds a hold to the kind (workers/imports/…/kind.ts) or says here why not.
 */
const NAMED: { readonly [column: string]: string } = {
  "store.organisation_id": "hold: stores",
  "till.store_id": "hold: till-added; its own tills go with the store",
  "journal.store_id": "hold: payments",
  "store_day.store_id": "follows from the journal",
  "organisation.parent_id": "hold: branches",
  "membership.organisation_id": "hold: staff",
  "issue.issuer_id": "hold: allotment; nothing is issued without a share of a fund",
  "issue.branch_id": "hold: issues",
  "issue_list.issuer_id":
    "a list that was issued has issues; one that wasn't is issued for by nobody who is stopped",
  "issue_list.branch_id": "hold: issues, once anything of it was issued",
  "coupon.issuer_id": "belongs to an issue",
  "coupon.branch_id": "belongs to an issue",
  "bank_account.owner_id": "hold: account",
  "change_request.store_id": "hold: change-request",
  "change_request.organisation_id": "belongs to a store; hold: stores",
  "closing_line.store_id": "follows from the journal",
  "closing_line.organisation_id": "belongs to a store; hold: stores",
  "fund_threshold.issuer_id": "hold: threshold",
  "organisation_fee.organisation_id": "hold: fee",
  "terms_acceptance.organisation_id": "hold: terms",
  "mail_address.organisation_id":
    "goes on of itself: whoever has the address confirmed it, and leaves by one press",
  "letter.store_id": "goes on of itself: a store that was closed sends nothing (NWS-6)",
  "letter_mute.store_id": "goes on of itself: of a store that was closed nothing comes",
  "pos_key.store_id": "goes on of itself: the key of a store that was closed takes nothing (POS-2)",
  "push_message.store_id": "a payment there, which holds by itself",
  "webhook.organisation_id": "goes on of itself: what is told is what happens at stores (POS-5)",
  "webhook.store_id": "goes on of itself: a store that was closed takes nothing to tell of",
  "store_follow.store_id": "goes on of itself: a store that was closed is shown as closed",
  "journal.issuer_id": "hold: allotment, by the fund's own word",
  "passkey.owner_id": "a resident or a member of the staff, never a shop",
};
const NAMES_ONE = /^(store|shop|merchant|organisation|issuer|branch|parent|owner)_id$/;

test("IMP-6: every table that names a store or an organisation is one that undoing knows", async () => {
  const folder = new URL("../../schema/d1/", import.meta.url);
  const found: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    for (const table of Object.values(module)) {
      if (!is(table, SQLiteTable)) continue;
      const { name, columns } = getTableConfig(table);
      found.push(...columns.filter((one) => NAMES_ONE.test(one.name)).map((one) => `${name}.${one.name}`));
    }
  }
  expect(found.sort()).toEqual(Object.keys(NAMED).sort());
});
