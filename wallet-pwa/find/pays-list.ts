import type { OpenPay } from "../../schema/api/wallets.ts";
import type { RegionId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import { createPages } from "../pages/pages.ts";

const PAGE_ROWS = 30;

/** Which Pays somebody looks for. */
export interface PaysQuestion {
  readonly text: string;
  readonly regionId?: RegionId | undefined;
}

/** The open Pays that fit, in pages, the nearest first (ADD-1). */
export function createPaysList() {
  return createPages<PaysQuestion, OpenPay>({
    fetch: ({ text, regionId }, after) =>
      api("GET programmes/open", {
        query: {
          limit: PAGE_ROWS,
          ...(text ? { text } : {}),
          ...(regionId ? { regionId } : {}),
          ...(after ? { after } : {}),
        },
      }),
  });
}
