import type { Audience, NoticeBody, WriteNoticeRequest } from "../../../schema/api/notices.ts";

/** What somebody is writing, as the fields hold it. */
export interface DraftFields {
  readonly kind: NoticeBody["kind"];
  readonly category: NonNullable<NoticeBody["category"]>;
  readonly title: string;
  readonly body: string;
  readonly audiences: readonly Audience[];
  /** Empty where none is set. */
  readonly fromOn: string;
  readonly untilOn: string;
}

/** The fields before anything is written. */
export function emptyDraft(kind: NoticeBody["kind"]): DraftFields {
  return { kind, category: "manual", title: "", body: "", audiences: [], fromOn: "", untilOn: "" };
}

/** The fields of a draft that is written already. */
export function fieldsOf(notice: NoticeBody): DraftFields {
  const { kind, category, title, body, audiences, fromOn, untilOn } = notice;
  return {
    kind,
    category: category ?? "manual",
    title,
    body,
    audiences,
    fromOn: fromOn ?? "",
    untilOn: untilOn ?? "",
  };
}

/** Which fields keep a draft from being saved. */
export type DraftFault = "title" | "body" | "audiences" | "dates";

/** What is wrong with a draft, field by field; a document has no dates (NOT-1). */
export function faultsOf(draft: DraftFields): ReadonlySet<DraftFault> {
  const faults = new Set<DraftFault>();
  if (!draft.title.trim()) faults.add("title");
  if (!draft.body.trim()) faults.add("body");
  if (draft.audiences.length === 0) faults.add("audiences");
  const dated = draft.kind === "notice" && draft.fromOn !== "" && draft.untilOn !== "";
  if (dated && draft.fromOn > draft.untilOn) faults.add("dates");
  return faults;
}

/** The request for a draft without faults. */
export function requestOf(draft: DraftFields): WriteNoticeRequest {
  const dated = draft.kind === "notice";
  return {
    kind: draft.kind,
    category: draft.kind === "document" ? draft.category : null,
    title: draft.title.trim(),
    body: draft.body.trim(),
    audiences: [...draft.audiences],
    fromOn: (dated && draft.fromOn) || null,
    untilOn: (dated && draft.untilOn) || null,
  };
}

/** Whether two audiences are the same, whatever a store is called. */
export function sameAudience(a: Audience, b: Audience): boolean {
  const named = (one: Audience) => JSON.stringify(one.kind === "followers" ? [one.kind, one.storeId] : one);
  return named(a) === named(b);
}

/** The audiences with one more, or without it. */
export function toggled(
  audiences: readonly Audience[],
  audience: Audience,
  wanted: boolean,
): readonly Audience[] {
  const others = audiences.filter((one) => !sameAudience(one, audience));
  return wanted ? [...others, audience] : others;
}
