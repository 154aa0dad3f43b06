import { useSearchParams } from "@solidjs/router";
import { createMemo } from "solid-js";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import type { ReportKind } from "../../../schema/report-columns.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { createLoad } from "../client/load.ts";

/** Final dates offered; older ones add nothing for a period that they all include. */
const SEALED_DATES = 100;

/** What of a report is looked at, as the address has it: this month's days so far as of now, unless told otherwise. */
export interface Question {
  readonly programmeId: string;
  readonly kind: ReportKind;
  readonly account?: string;
  readonly from: string;
  readonly to: string;
  readonly asOf?: string;
}

/** What of the address a report's screen sets. */
type Search = {
  readonly [Part in "programme" | "account" | "from" | "to" | "asOf"]?: string | undefined;
};

/** The question of a report's screen, its parts to be read and set, and the final dates it may be asked as of. */
export function createQuestion(kind: () => ReportKind) {
  const [search, setSearch] = useSearchParams<{
    programme?: string;
    from?: string;
    to?: string;
    asOf?: string;
    account?: string;
  }>();
  const today = businessDate(serverNow());
  const programmes = () => staffSession.me()?.programmes ?? [];
  const programmeId = () =>
    (programmes().find((one) => one.programmeId === search.programme) ?? programmes()[0])?.programmeId ?? "";
  const from = () => search.from ?? `${today.slice(0, 8)}01`;
  const to = () => search.to ?? today;
  const account = () => search.account ?? "available";
  const seals = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET seals", { query: { limit: SEALED_DATES } }),
  );
  /** A report as of a date can't tell of days after it. */
  const finals = () => seals.value()?.rows.filter((one) => one.date >= to()) ?? [];
  const asOf = () => finals().find((one) => one.date === search.asOf)?.date ?? "";
  const backwards = () => isBusinessDate(from()) && isBusinessDate(to()) && to() < from();
  /** Undefined while the days make no sense, or it isn't known yet whether the date asked for is final. */
  const question = createMemo<Question | undefined>(
    () =>
      isBusinessDate(from()) &&
      isBusinessDate(to()) &&
      !backwards() &&
      (search.asOf === undefined || seals.value())
        ? {
            programmeId: programmeId(),
            kind: kind(),
            ...(kind() === "fund-statement" ? { account: account() } : {}),
            from: from(),
            to: to(),
            ...(asOf() === "" ? {} : { asOf: asOf() }),
          }
        : undefined,
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  return {
    question,
    programmes,
    programmeId,
    from,
    to,
    account,
    asOf,
    finals,
    backwards,
    set: (to: Search) => setSearch(to),
  };
}
export type QuestionParts = ReturnType<typeof createQuestion>;
