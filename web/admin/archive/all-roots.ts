import { MAX_PAGE_ROWS } from "../../../schema/limits.ts";
import { ok, type Result } from "../../../schema/result.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** Pages that are fetched: thirty years of days. */
const MOST_PAGES = 110;

/** The signed root of every archived date, in order. Errors: what kept a page from coming; then there is none of them. */
export async function allRoots(): Promise<Result<readonly string[], Trouble>> {
  const roots: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await api("GET archive/roots", {
      query: { limit: MAX_PAGE_ROWS, ...(after === undefined ? {} : { after }) },
    });
    if (!answer.ok) return answer;
    roots.push(...answer.value.rows.map(({ signedRoot }) => signedRoot));
    if (answer.value.next === null) break;
    after = answer.value.next;
  }
  return ok(roots);
}
