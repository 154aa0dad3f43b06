import type { HistoryRow } from "../../schema/api/history.ts";
import { ok } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import { createPages } from "../pages/pages.ts";
import { type HistoryFilter, isWhole } from "./history-filter.ts";

const PAGE_ROWS = 30;
const NOTHING = ok({ rows: [], next: null });

/** Of which Pay, and which part of its history. */
export interface HistoryQuestion extends HistoryFilter {
  readonly programmeId: string;
}

/** The history of one Pay: pages from the newest on; the whole one's first page is kept for when the network is gone. */
export function createHistory() {
  return createPages<HistoryQuestion, HistoryRow>({
    fetch: async ({ programmeId, kind, dates, storeId }, after) =>
      // What ran out is no entry of the journal: the lots say it.
      kind === "expired"
        ? NOTHING
        : api("GET wallets/:programmeId/journal", {
            path: { programmeId },
            query: {
              limit: PAGE_ROWS,
              ...(kind === "all" ? {} : { kind }),
              ...dates,
              ...(storeId ? { storeId } : {}),
              ...(after ? { after } : {}),
            },
          }),
    keptAs: (question) => (isWhole(question) ? `history.${question.programmeId}` : undefined),
    staysWhile: (before, now) => before.programmeId === now.programmeId,
  });
}
