import type { StoresAroundQuery } from "../../schema/api/stores.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import type { StoreKind } from "../../schema/store-kinds.ts";

/** Which stores somebody wants to see. */
export interface StoresFilter {
  readonly text: string;
  readonly programmeId: string | undefined;
  readonly openNow: boolean;
  readonly paper: boolean;
  readonly kind: StoreKind | undefined;
  /** Only those that one follows (FOL-1); of the list by name alone. */
  readonly followed: boolean;
}

/** Whether every store of a Pay is wanted: what is kept for when the network is gone. */
export function isPlain({ text, openNow, paper, kind, followed }: StoresFilter): boolean {
  return text === "" && !openNow && !paper && kind === undefined && !followed;
}

/** The filter as the API takes it. */
export function filterQuery(
  filter: StoresFilter,
): Pick<StoresAroundQuery, "text" | "programmeId" | "open" | "accepts" | "kind"> {
  return {
    ...(filter.text ? { text: filter.text } : {}),
    ...(filter.programmeId ? { programmeId: filter.programmeId as ProgrammeId } : {}),
    ...(filter.openNow ? { open: "now" as const } : {}),
    ...(filter.paper ? { accepts: "mpm+cpm" as const } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
  };
}
