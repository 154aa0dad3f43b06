import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import {
  type DimensionKind,
  type Dimensions,
  dimensionsNow,
  dimensionsSealed,
} from "../sealing/dimensions.ts";

type ById<Kind extends DimensionKind> = ReadonlyMap<string, Dimensions[Kind]>;

/**
 * What the ids in a programme's journal are called, and where shops belong. Read once for each step of a report and looked
 * up in memory: a join for every row would cost more than the row. The one place where a report learns a name.
 */
export interface Names {
  readonly programme: string;
  readonly unitWord: string;
  readonly stores: ById<"store">;
  readonly tills: ById<"till">;
  readonly organisations: ById<"organisation">;
}

/**
 * Reads what programme, stores, tills and organisations of a region are called: now, or on a sealed date (ASOF-1). Throws
 * where D1 is away.
 */
export async function readNames(
  db: D1Database,
  { regionId, programmeId }: { readonly regionId: RegionId; readonly programmeId: ProgrammeId },
  asOf: string | null,
  nowMs: number,
): Promise<Names> {
  const read = (kind: DimensionKind) =>
    asOf === null ? dimensionsNow(db, kind, regionId, nowMs) : dimensionsSealed(db, kind, regionId, asOf);
  const [programmes, stores, tills, organisations] = await db.batch<{ id: string; facts: string }>([
    read("programme"),
    read("store"),
    read("till"),
    read("organisation"),
  ]);
  const programme = factsById<"programme">(programmes).get(programmeId);
  return {
    programme: programme?.name ?? "",
    unitWord: programme?.unitWord ?? "",
    stores: factsById<"store">(stores),
    tills: factsById<"till">(tills),
    organisations: factsById<"organisation">(organisations),
  };
}

function factsById<Kind extends DimensionKind>(
  result: D1Result<{ id: string; facts: string }> | undefined,
): ById<Kind> {
  return new Map(result?.results.map(({ id, facts }) => [id, JSON.parse(facts) as Dimensions[Kind]]));
}
