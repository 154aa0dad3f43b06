import type { IssuerShare } from "../../../schema/api/fund.ts";
import { ok, type Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** As many issuers as a list to choose from may have; a region has some hundreds. */
const MAX_PAGES = 20;
const PAGE = 100;

/** Every issuer of a programme's region, read page by page. */
export async function allIssuers(programmeId: string): Promise<Result<readonly IssuerShare[], Trouble>> {
  const all: IssuerShare[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await api("GET programmes/:id/issuers", {
      path: { id: programmeId },
      query: { limit: PAGE, ...(after === undefined ? {} : { after }) },
    });
    if (!answer.ok) return answer;
    all.push(...answer.value.rows);
    if (answer.value.next === null) break;
    after = answer.value.next;
  }
  return ok(all);
}
