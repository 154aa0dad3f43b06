import * as z from "zod";
import type { RegionId } from "../ids.ts";
import { entity, msSchema, pageOf, pageQuerySchema } from "./common.ts";

/** What a region says to everybody (S25): its legal notice, how it handles personal data, where its call centre is. */
export const PAGE_KINDS = ["legal-notice", "privacy", "contact"] as const;
export const pageKindSchema = z.enum(PAGE_KINDS);
export type PageKind = z.output<typeof pageKindSchema>;

/** A text: paragraphs are parted by an empty line, a line that begins with `# ` is a heading. Nothing in it is markup. */
const pageTextSchema = z.string().trim().min(1).max(15_000);

export const contactSchema = z.object({
  /** As people dial it, with hyphens. */
  phone: z.string().regex(/^0\d{1,4}-\d{1,4}-\d{3,4}$/),
  hours: z.string().trim().min(1).max(200),
});
export type Contact = z.output<typeof contactSchema>;

/** POST /api/region/pages: a new version, public at once. */
export const publishPageRequestSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("legal-notice"), basedOn: z.int().min(0), text: pageTextSchema }),
  z.object({ kind: z.literal("privacy"), basedOn: z.int().min(0), text: pageTextSchema }),
  z.object({ kind: z.literal("contact"), basedOn: z.int().min(0), contact: contactSchema }),
]);
export type PublishPageRequest = z.input<typeof publishPageRequestSchema>;

/** One version of one page. Exactly one of `text` and `contact` is there. */
export const pageVersionSchema = z
  .object({
    kind: pageKindSchema,
    version: z.int().min(1),
    text: z.string().nullable(),
    contact: contactSchema.nullable(),
    publishedAtMs: msSchema,
    publishedByName: z.string().nullable(),
  })
  .meta({ id: "RegionPageVersion" });
export type PageVersion = z.output<typeof pageVersionSchema>;
/** GET /api/region/pages?kind: the versions of a page, newest first. */
export const pageVersionsQuerySchema = pageQuerySchema.extend({ kind: pageKindSchema });
export const pageVersionsSchema = pageOf(pageVersionSchema);

/** GET /api/regions/:id: what a region says of itself, for everybody. */
export const publicTextSchema = z.object({ version: z.int(), text: z.string(), publishedAtMs: msSchema });
export const publicRegionSchema = z
  .object({
    regionId: entity<RegionId>("region"),
    name: z.string(),
    /** The region's own web site, by which people tell that these pages are its. */
    domain: z.string().nullable(),
    contact: contactSchema.nullable(),
    legalNotice: publicTextSchema.nullable(),
    privacy: publicTextSchema.nullable(),
  })
  .meta({ id: "PublicRegion" });
export type PublicRegion = z.output<typeof publicRegionSchema>;
