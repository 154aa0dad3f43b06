import type { OpenPay } from "../../schema/api/wallets.ts";
import { MAX_TOWNS_NAMED } from "../../schema/limits.ts";
import type { Database } from "../data/database.ts";
import { openProgrammes, type ProgrammeFacts, payFaceOf } from "../data/programmes.ts";
import { type RegionWithTowns, regionsWithTowns } from "../data/regions.ts";
import { type Findable, nearness, type Readable, readables, typedWords } from "./matching.ts";

/** An open Pay as a search goes through it. */
export interface ListedPay {
  readonly pay: OpenPay;
  readonly findable: Findable;
  /** Where it stands among those that are equally near: by its region's reading, then by name. */
  readonly place: string;
}

/** A Pay that was found, and how near it is to what was looked for. */
interface FoundPay extends ListedPay {
  readonly nearness: number;
}

/** Reads the open Pays of all regions with what they are found by: four queries, however many there are. */
export async function readOpenPays(db: Database, nowMs: number): Promise<readonly ListedPay[]> {
  const programmes = await openProgrammes(db, nowMs);
  const regions = await regionsWithTowns(db, [...new Set(programmes.map((one) => one.regionId))]);
  // Once for all Pays of a region: a prefecture has dozens of municipalities, and may have dozens of programmes.
  const towns = new Map(
    [...regions].map(([id, region]) => [
      id,
      readables(region.towns.flatMap((town) => [town.name, town.kana])),
    ]),
  );
  return programmes
    .flatMap((programme) => {
      const region = regions.get(programme.regionId);
      return region ? [listed(programme, region, towns.get(programme.regionId) ?? [], nowMs)] : [];
    })
    .sort((a, b) => (a.place < b.place ? -1 : 1));
}

function listed(
  programme: ProgrammeFacts,
  region: RegionWithTowns,
  towns: readonly Readable[],
  nowMs: number,
): ListedPay {
  const { payName, name, regionName } = programme;
  return {
    pay: {
      ...payFaceOf(programme, nowMs),
      runBy: region.runBy,
      towns: townsOf(programme, region),
      endsOn: programme.endsOn,
    },
    findable: { names: readables([payName, name, regionName, region.kana, region.runBy]), towns },
    place: [region.kana ?? regionName, payName, programme.id].join("\n"),
  };
}

function townsOf({ scope }: ProgrammeFacts, region: RegionWithTowns): OpenPay["towns"] {
  if (scope.municipalities === null) return null;
  const names = region.towns
    .filter((town) => scope.municipalities?.includes(town.code))
    .map((town) => town.name);
  return { named: names.slice(0, MAX_TOWNS_NAMED), more: Math.max(0, names.length - MAX_TOWNS_NAMED) };
}

/** The Pays that fit, the nearest first, from behind a key on. Pure. */
export function foundPays(
  pays: readonly ListedPay[],
  query: {
    readonly text: string;
    readonly regionId?: string | undefined;
    /** Nearness and place of the last one before. */
    readonly after: readonly [number, string] | null;
  },
): readonly FoundPay[] {
  const words = typedWords(query.text);
  const found = pays.flatMap((one): FoundPay[] => {
    if (query.regionId !== undefined && one.pay.regionId !== query.regionId) return [];
    const near = nearness(words, one.findable);
    return near === null ? [] : [{ ...one, nearness: near }];
  });
  const behind = ([near, place]: readonly [number, string], one: FoundPay) =>
    one.nearness > near || (one.nearness === near && one.place > place);
  // Pays come in the order of their places, and sorting keeps it.
  found.sort((a, b) => a.nearness - b.nearness);
  const { after } = query;
  return after === null ? found : found.filter((one) => behind(after, one));
}
