import { businessDate } from "../../schema/calendar.ts";
import { databaseOf } from "../data/database.ts";
import { programmeFigures } from "../data/figures.ts";
import { writingIssues } from "../data/issues.ts";
import { type StoredProgramme, versionAt } from "../data/programmes.ts";
import { currentPages } from "../data/regions.ts";
import { countStores } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { fundActor } from "../http/actors.ts";
import type { Standing } from "./moves.ts";

/** Gathers what a move is judged by (PRG-3); null where the fund doesn't answer. */
export async function standingOf(
  env: Env,
  programme: StoredProgramme,
  nowMs: number,
): Promise<Standing | null> {
  const { id, regionId } = programme;
  const db = databaseOf(env, regionId);
  const today = businessDate(nowMs);
  const { design } = versionAt(programme.versions, Number.MAX_SAFE_INTEGER);
  const [pages, stores, figures, writing, fund] = await Promise.all([
    currentPages(db, regionId),
    countStores(db, regionId, design.scope),
    programmeFigures(env.DB, regionId, id, today),
    writingIssues(db, regionId, id),
    fundActor(env, id)
      .view()
      .catch(() => null),
  ]);
  if (!fund?.ok) return null;
  const { value } = fund;
  return {
    state: programme.state,
    design,
    today,
    hasLegalNotice: pages.has("legal-notice"),
    hasContact: pages.has("contact"),
    hasPrivacyPage: pages.has("privacy"),
    depositedYen: value.cashYen,
    allottedYen: value.allotted.reduce((sum, each) => sum + each.amountYen, 0),
    storesInScope: stores.inScope,
    liveYen: figures.liveYen,
    writingIssues: writing,
    grantingYen: value.reservedYen + value.grantingYen,
    unpaidYen: figures.paidPaperYen + figures.paidAppYen - value.paidOutYen - value.feesYen,
  };
}
