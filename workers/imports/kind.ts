import type { Hold, ImportFieldName } from "../../schema/api/imports.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import type { CellFault } from "./cells.ts";
import type { ImportField, Values } from "./columns.ts";

/** What a row says, read by itself and with what the region has. */
export type Judged =
  | { readonly ok: false; readonly title: string; readonly faults: readonly CellFault[] }
  | {
      readonly ok: true;
      readonly title: string;
      /** Two rows with one key are one and the same thing (IMP-4). */
      readonly key: string;
      /** The row as it will be written, plain JSON. */
      readonly payload: object;
    };

/** How a good row compares with what is there. Where several things fit it, nobody can say which is meant. */
export type Standing =
  | { readonly state: "new" }
  | { readonly state: "same"; readonly subjectId: string }
  | {
      readonly state: "changed";
      readonly subjectId: string;
      /** The fields in which they differ, and what is there. */
      readonly differs: readonly { readonly field: ImportFieldName; readonly there: string }[];
    }
  | { readonly state: "several" };

/** The region as it is now, to read rows against. Pure from here on. */
export interface Comparison {
  readonly judge: (values: Values) => Judged;
  /** @param payload what `judge` gave, perhaps days ago */
  readonly standing: (key: string, payload: object) => Standing;
}

/**
 * A kind of thing that a CSV brings in. Reading and comparing are pure; the rest are pieces of SQL that the one mechanism
 * puts together into atomic batches. In them `r` is the row (`csv_import_row`), and `r.payload` what `judge` made of it.
 */
export interface ImportKind {
  readonly fields: readonly ImportField[];
  /** Reads what rows are compared with; null where the region has more than one check can hold. */
  readonly compareWith: (db: D1Database, regionId: RegionId) => Promise<Comparison | null>;

  /** The table of what a row makes, and what its audit log calls it. */
  readonly table: "store" | "organisation";
  /** The id of something that is written exactly like `r`: it came in the moment between comparing and writing. */
  readonly twin: string;
  /** Columns of `table` and their values; `i.id` is the new id, ?3 the moment. */
  readonly columns: Readonly<Record<string, string>>;
  /** What belongs to it: how many, and their insert; `from` gives `r` and `i` of what was really made, `i.parts` ids. */
  readonly parts?: {
    readonly count: (payload: object) => number;
    readonly insert: (from: string) => string;
  };
  /** Columns that may be written over where a row differs; `before` keeps them. */
  readonly rewritable: Readonly<Record<string, string>>;

  /** Why what `r` made can't be taken back: SQL that is true where it holds, the first one counts (IMP-6). */
  readonly holds: readonly { readonly hold: Hold; readonly when: string }[];
  /** The state in which nothing new can happen to it, and the one it is made in. */
  readonly closedState: string;
  readonly openState: string;
  /** True where yen may be under way that names what `r` made; then it is closed for `drainMs` before anybody looks. */
  readonly lingers: string;
  readonly drainMs: number;
  /** Deletes what `parts` inserted; `subjects` selects the ids of what was made. */
  readonly deleteParts?: (subjects: string) => string;
  /** Ids of things that hold for a reason D1 doesn't know. */
  readonly heldElsewhere?: (
    env: Env,
    regionId: RegionId,
  ) => Promise<{ readonly hold: Hold; readonly ids: readonly string[] }>;
}
