import * as z from "zod";
import { MAX_POSTAL_PLACES, MAX_POSTAL_ROWS } from "../limits.ts";
import { municipalityCodeSchema } from "./stores.ts";

const postalCodeSchema = z.string().regex(/^\d{7}$/);

/** GET /api/postal-codes/:code: where it is; nothing where nobody knows, and never a refusal to type on (SDA-2). */
export const postalCodeParamSchema = z.object({ code: postalCodeSchema });
export const postalPlaceSchema = z
  .object({
    prefecture: z.string(),
    city: z.string(),
    town: z.string(),
    municipality: municipalityCodeSchema,
  })
  .meta({ id: "PostalPlace" });
export type PostalPlace = z.output<typeof postalPlaceSchema>;
export const postalPlacesSchema = z.object({ places: z.array(postalPlaceSchema).max(MAX_POSTAL_PLACES) });
export type PostalPlaces = z.output<typeof postalPlacesSchema>;

/** POST /api/operator/postal-codes: rows of Japan Post's list, brought in piece by piece; `first` empties what was there. */
export const loadPostalRequestSchema = z.object({
  first: z.boolean(),
  rows: z
    .array(
      z.object({
        code: postalCodeSchema,
        prefecture: z.string().min(1).max(10),
        city: z.string().min(1).max(40),
        town: z.string().max(120),
        municipality: municipalityCodeSchema,
      }),
    )
    .min(1)
    .max(MAX_POSTAL_ROWS),
});
export type LoadPostalRequest = z.input<typeof loadPostalRequestSchema>;
export const loadedPostalSchema = z.object({ rows: z.int() });
