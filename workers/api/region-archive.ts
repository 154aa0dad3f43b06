import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type ArchiveDayBody,
  archiveDayDetailSchema,
  archiveDaysSchema,
  auditRunsSchema,
} from "../../schema/api/archive.ts";
import { businessDateSchema, pageQuerySchema } from "../../schema/api/common.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { readManifest, type SealedDay, sealedDayOf, sealedDaysBefore } from "../archive/days.ts";
import type { ManifestSum } from "../archive/format.ts";
import type { ProgrammeFigures } from "../audit/programmes.ts";
import { type EndedAudit, endedAudits } from "../audit/run.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import { programmesOfRegion } from "../data/programmes.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

type Names = ReadonlyMap<string, string>;

/** The proof of a region's books for its secretariat, the prefecture and auditors (S24): read only, its own figures only (WHO-1). */
export const regionArchive = new Hono<ApiContext>()
  .get(
    "/archive/days",
    doc(
      "secretariat",
      "Sealed dates and what of the archive stands for each, newest first",
      archiveDaysSchema,
    ),
    staffOnly("report.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const days = await sealedDaysBefore(c.env.DB, readTextKey(after)?.[0] ?? null, limit + 1);
      return c.json(cutPage(days, limit, (day) => [day.date, ""], dayBody));
    },
  )
  .get(
    "/archive/days/:date",
    doc("secretariat", "What an archived date's manifest says of the region", archiveDayDetailSchema),
    staffOnly("report.read"),
    valid("param", z.object({ date: businessDateSchema })),
    async (c) => {
      const day = await sealedDayOf(c.env.DB, c.req.valid("param").date);
      if (!day?.archived) return problem(c, "not-found");
      const { rootHash } = day.archived;
      const manifest = await readManifest(c.env.LOG, { date: day.date, rootHash });
      const names = await namesFor(c);
      return c.json({
        ...dayBody(day),
        intact: manifest.ok,
        previousRootHash: manifest.ok ? manifest.value.previousRootHash : null,
        sums: manifest.ok ? manifest.value.sums.flatMap((sum) => sumBody(sum, names)) : [],
      });
    },
  )
  .get(
    "/verification/audits",
    doc("secretariat", "Audits that came to an end, newest first", auditRunsSchema),
    staffOnly("report.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const [runs, names] = await Promise.all([
        endedAudits(c.env.DB, readNumberKey(after), limit + 1),
        namesFor(c),
      ]);
      return c.json(
        cutPage(
          runs,
          limit,
          (run) => [run.endedAtMs, run.auditId],
          (run) => runBody(run, names),
        ),
      );
    },
  );

/** What the programmes of the caller's region are called, by id. */
async function namesFor(c: Context<ApiContext>): Promise<Names> {
  const { regionId } = c.get("staff");
  const programmes = await programmesOfRegion(databaseOf(c.env, regionId), regionId, clockOf(c.env).now());
  return new Map(programmes.map(({ id, name }) => [id, name]));
}

function dayBody({ date, sealedAtMs, archived }: SealedDay): ArchiveDayBody {
  return { date: date as BusinessDate, sealedAtMs, archived };
}

/** A sum of one of the region's programmes; another region's is left out. */
function sumBody({ programmeId, class: actorClass, ...sum }: ManifestSum, names: Names) {
  const programmeName = names.get(programmeId);
  return programmeName === undefined
    ? []
    : [{ programmeId: programmeId as ProgrammeId, programmeName, actorClass, ...sum }];
}

function runBody({ startedAtMs, endedAtMs, holds, figures }: EndedAudit, names: Names) {
  return {
    startedAtMs,
    endedAtMs,
    holds,
    programmes: figures.flatMap((each) => programmeBody(each, names)),
  };
}

function programmeBody(figures: ProgrammeFigures, names: Names) {
  const programmeName = names.get(figures.programmeId);
  if (programmeName === undefined) return [];
  const { issuedYen, grantedYen, cancelledYen, paidYen, reversedYen, expiredYen, differenceYen } = figures;
  return [
    {
      programmeId: figures.programmeId as ProgrammeId,
      programmeName,
      issuedYen,
      grantedYen,
      cancelledYen,
      paidYen,
      reversedYen,
      expiredYen,
      heldYen: figures.liveYen + figures.unopenedYen + figures.inTransitYen - figures.grantingYen,
      differenceYen,
    },
  ];
}
