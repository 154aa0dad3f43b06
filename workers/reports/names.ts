import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { DimensionKind, Dimensions } from "../sealing/dimensions.ts";
import { csvCell } from "./csv.ts";

/**
 * What the ids in a programme's journal are called, as cells of a file. Read once for each step of a report and looked
 * up in memory: a join for every row would cost more than the row. The one place where a report learns a name.
 */
export interface Names {
  readonly programme: string;
  readonly unitWord: string;
  readonly stores: ReadonlyMap<string, string>;
  readonly tills: ReadonlyMap<string, string>;
  readonly organisations: ReadonlyMap<string, string>;
}

interface Named {
  readonly id: string;
  readonly name: string | number;
}

/**
 * Reads the names of a region's programme, stores, tills and organisations: those of now, or those of a sealed date
 * (ASOF-1). Throws where D1 is away.
 */
export async function readNames(
  db: D1Database,
  { regionId, programmeId }: { readonly regionId: RegionId; readonly programmeId: ProgrammeId },
  asOf: string | null,
  nowMs: number,
): Promise<Names> {
  const read =
    asOf === null
      ? (_: string, now: string) => db.prepare(now).bind(regionId)
      : (sealed: string) => db.prepare(sealed).bind(regionId, asOf);
  const [programmes, units, stores, tills, organisations] = await db.batch<Named>([
    read(sealed("programme", "name"), designed("name", nowMs)),
    read(sealed("programme", "unitWord"), designed("unitWord", nowMs)),
    read(sealed("store", "name"), "select id, name from store where region_id = ?1"),
    read(
      sealed("till", "number"),
      "select t.id, t.number as name from store s join till t on t.store_id = s.id where s.region_id = ?1",
    ),
    read(sealed("organisation", "name"), "select id, name from organisation where region_id = ?1"),
  ]);
  return {
    programme: cellsById(programmes).get(programmeId) ?? "",
    unitWord: cellsById(units).get(programmeId) ?? "",
    stores: cellsById(stores),
    tills: cellsById(tills),
    organisations: cellsById(organisations),
  };
}

/** A fact of every programme in region ?1 as its version in force says it (PRG-1). */
function designed(fact: "name" | "unitWord", nowMs: number): string {
  return `
    select p.id, v.design->>'${fact}' as name from programme p join programme_version v on v.programme_id = p.id
    where p.region_id = ?1 and v.effective_from_ms = (
      select max(effective_from_ms) from programme_version where programme_id = p.id and effective_from_ms <= ${nowMs})`;
}

/** A fact of everything of a kind as the last seal up to ?2 found it, within region ?1. */
function sealed<Kind extends DimensionKind>(kind: Kind, fact: keyof Dimensions[Kind] & string): string {
  return `
    select v.subject_id as id, v.facts->>'${fact}' as name, max(v.book_date) from dimension_version v
    where v.kind = '${kind}' and v.region_id = ?1 and v.book_date <= ?2 group by v.subject_id`;
}

function cellsById(result: D1Result<Named> | undefined): ReadonlyMap<string, string> {
  return new Map(result?.results.map(({ id, name }) => [id, csvCell(name)]));
}
