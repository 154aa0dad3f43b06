import type { Mapping } from "../../schema/api/imports.ts";
import type { ListRowState } from "../../schema/api/issue-lists.ts";
import type { OrganisationId, ProgrammeId, RegionId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { type CheckedRow, issuedReferences } from "../data/issue-lists.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { valuesOf } from "../imports/columns.ts";
import type { CsvRecord } from "../imports/csv-reader.ts";
import type { Comparison } from "../imports/kind.ts";
import { draftOf, type RowDraft, withRepeats } from "../imports/row-draft.ts";
import { referenceKeyOf } from "../issuing/stay-keys.ts";
import { judgeStay, type StayRow } from "./judge.ts";
import { sealRow } from "./sealed-row.ts";
import { couponYenOf, listTerms } from "./terms.ts";

/** What a check needs to know of a list. */
export interface ListToCheck {
  readonly listId: string;
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
  readonly issuerId: OrganisationId;
  readonly mapping: Mapping;
  readonly columns: number;
}

const STATES: { readonly [S in RowDraft["state"]]: ListRowState } = {
  new: "good",
  same: "again",
  changed: "again",
  bad: "bad",
  duplicate: "repeat",
};

/**
 * What each row of a list is (ISS-7): wrong, said before, issued for before, or good. Writes nothing; the rows come back as
 * they are kept, sealed.
 */
export async function checkRows(
  env: Env,
  list: ListToCheck,
  programme: ProgrammeFacts,
  records: readonly Pick<CsvRecord, "row" | "cells" | "misplacedQuote">[],
  nowMs: number,
): Promise<readonly CheckedRow[]> {
  const terms = listTerms(programme, nowMs);
  const keyOf = (reference: string) => referenceKeyOf(env, list.issuerId, reference);
  const judged = records.map(({ cells }) => judgeStay(valuesOf(list.mapping, cells), terms));
  const keys = judged.flatMap((one) => {
    const reference = one.ok ? (one.payload as StayRow).reference : null;
    return reference === null ? [] : [keyOf(reference)];
  });
  const before = await issuedReferences(
    databaseOf(env, list.regionId),
    list.regionId,
    list.programmeId,
    keys,
  );
  const comparison: Comparison = {
    judge: (values) => judgeStay(values, terms),
    standing: (_, payload) => {
      const { reference } = payload as StayRow;
      const issueId = reference === null ? undefined : before.get(keyOf(reference));
      return issueId === undefined ? { state: "new" } : { state: "same", subjectId: issueId };
    },
  };
  const drafts = records.map((record) => {
    const draft = draftOf(record as CsvRecord, { mapping: list.mapping, columns: list.columns }, comparison);
    // A row that says neither number nor name repeats no other.
    return draft.key === "" ? { ...draft, key: null } : draft;
  });
  return Promise.all(
    withRepeats(drafts, new Map()).map(async (draft): Promise<CheckedRow> => {
      const stay = draft.payload as StayRow | null;
      const { row, cells, findings } = draft;
      return {
        row,
        state: STATES[draft.state],
        coupons: stay?.guests ?? 0,
        sumYen: stay === null ? 0 : couponYenOf(programme.facePer, stay) * stay.guests,
        sealed: await sealRow(env, list.listId, row, { cells, stay, findings }),
      };
    }),
  );
}
