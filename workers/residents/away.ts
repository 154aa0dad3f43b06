import type { Context } from "hono";
import { AWAY_DAYS } from "../../schema/limits.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts, residentLinks } from "../http/facts.ts";
import { isSpendable } from "../http/verdict.ts";

/**
 * Whether a device was away longer than the strictest of the programmes lets it. `allowed`: the days of each, null where one
 * doesn't ask. Pure.
 */
export function isAwayTooLong(awayDays: number, allowed: readonly (number | null)[]): boolean {
  return allowed.some((days) => days !== null && awayDays > days);
}

/**
 * Whether the device that asks has to enter a code before it pays or charges (RES-11): it was not seen for longer than one of
 * its resident's Pays allows. A device that was seen within the shortest time that can be set costs no look.
 */
export async function codeNeeded(c: Context<ApiContext>): Promise<boolean> {
  const { residentId, device } = c.get("resident");
  if (device.longestAwayDays <= AWAY_DAYS.least) return false;
  const links = await residentLinks(c.env, residentId);
  const programmes = await Promise.all(links.map((link) => programmeFacts(c.env, link.programmeId)));
  const spendable = programmes.filter((one) => one !== null && isSpendable(one.state));
  return isAwayTooLong(
    device.longestAwayDays,
    spendable.map((one) => one?.codeAfterDays ?? null),
  );
}
