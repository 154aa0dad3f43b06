import * as z from "zod";
import { MAX_OUTLINE_POINTS } from "../limits.ts";
import { pageOf } from "./common.ts";
import { municipalityCodeSchema } from "./stores.ts";

/** A position of GeoJSON (RFC 7946): longitude, then latitude, in degrees, within Japan. */
const positionSchema = z.tuple([z.number().min(122).max(154), z.number().min(20).max(46)]);
/** A closed line: it ends where it began. */
const ringSchema = z
  .array(positionSchema)
  .min(4)
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), { message: "a ring must end where it began" });
const polygonSchema = z.array(ringSchema).min(1);

/** Where a municipality lies: a MultiPolygon's coordinates, islands and all. */
export const outlineSchema = z
  .array(polygonSchema)
  .min(1)
  .refine((polygons) => polygons.flat(2).length <= MAX_OUTLINE_POINTS, {
    message: `at most ${MAX_OUTLINE_POINTS} points`,
  });
export type Outline = z.output<typeof outlineSchema>;

/** PUT /api/operator/regions/:id/municipalities/:code/outline. */
export const setOutlineRequestSchema = z.object({ outline: outlineSchema });

/** GET /api/regions/:id/municipalities: by code; `outline` is null where nobody drew it. */
export const municipalityOnMapSchema = z.object({
  code: municipalityCodeSchema,
  name: z.string(),
  outline: outlineSchema.nullable(),
});
export type MunicipalityOnMap = z.output<typeof municipalityOnMapSchema>;
export const municipalitiesOnMapSchema = pageOf(municipalityOnMapSchema);

/** GET /api/map: where finer map tiles come from; null where the operator named nobody (MAP-4). */
export const mapSettingsSchema = z.object({
  tiles: z
    .object({
      /** Pictures at `/map/tiles/{z}/{x}/{y}`, or one file at `/map/tiles.pmtiles` that is read in ranges. */
      kind: z.enum(["pictures", "file"]),
      /** Whom the map's maker wants named on it. */
      attribution: z.string(),
    })
    .nullable(),
});
export type MapSettings = z.output<typeof mapSettingsSchema>;
