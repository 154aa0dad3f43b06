import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type Answers,
  acceptedSchema,
  acceptRequestSchema,
  addingParamSchema,
  addingSchema,
  answeredSchema,
  answerRequestSchema,
  consentsSchema,
} from "../../schema/api/consents.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { answerOf, giveConsents, givenConsents, textsInForce, writeAnswer } from "../data/consents.ts";
import { databaseOf } from "../data/database.ts";
import { municipalitiesOf } from "../data/organisations.ts";
import { type ProgrammeFacts, payFaceOf } from "../data/programmes.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { problem } from "../http/problem.ts";
import { openAnswers, sealAnswers } from "../residents/answers.ts";
import { dueTexts, namedTexts } from "../residents/consent.ts";
import { doc } from "./doc.ts";

/** What of the answers the programme doesn't ask, or can't be. Pure. */
function answerFaults(answers: Answers, programme: ProgrammeFacts, codes: readonly string[], nowMs: number) {
  const { attributes } = programme.residentAsks;
  const faults = (Object.keys(answers) as (keyof Answers)[])
    .filter((name) => answers[name] !== null && !attributes.includes(name))
    .map((name) => ({ path: `answers.${name}`, message: "the programme doesn't ask it" }));
  const { birthYear, municipality } = answers;
  if (birthYear !== null && birthYear > Number(businessDate(nowMs).slice(0, 4)))
    faults.push({ path: "answers.birthYear", message: "not yet" });
  if (municipality !== null && municipality !== "elsewhere" && !codes.includes(municipality))
    faults.push({ path: "answers.municipality", message: "not of this region" });
  return faults;
}

/** A programme that residents may know of: opened once, whatever became of it. */
async function openedProgramme(c: Context<ApiContext>, programmeId: ProgrammeId) {
  const programme = await programmeFacts(c.env, programmeId);
  return programme && !["draft", "approved"].includes(programme.state) ? programme : null;
}

/** What residents accept, and what they tell programmes of themselves (RES-5, RES-6). */
export const consents = new Hono<ApiContext>()
  .get(
    "/residents/consents",
    doc("resident", "Texts that wait to be accepted, and those that were", consentsSchema),
    residentOnly,
    async (c) => {
      const { residentId } = c.get("resident");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, null);
      const [texts, given] = await Promise.all([
        textsInForce(db, residentId, null, nowMs),
        givenConsents(db, residentId),
      ]);
      return c.json({ due: dueTexts(texts, nowMs), given });
    },
  )
  .post(
    "/residents/consents",
    doc("resident", "Accept texts by their versions", acceptedSchema),
    residentOnly,
    valid("json", acceptRequestSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const { accepted } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, null);
      // A Pay's texts are accepted before it is the resident's, so each region is asked for what it asks itself.
      const regions = [...new Set(accepted.map((one) => one.regionId))];
      const texts = (
        await Promise.all(regions.map((regionId) => textsInForce(db, residentId, regionId, nowMs)))
      ).flat();
      const named = namedTexts(texts, accepted);
      if (!named) return problem(c, "changed-meanwhile");
      await giveConsents(db, residentId, named, nowMs);
      return c.json({ accepted: true as const });
    },
  )
  .get(
    "/residents/pays/:programmeId",
    doc("resident", "What is to be accepted and may be answered when a Pay is added", addingSchema),
    residentOnly,
    valid("param", addingParamSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const programme = await openedProgramme(c, c.req.valid("param").programmeId);
      if (!programme) return problem(c, "not-found");
      const { id, regionId, residentAsks } = programme;
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, regionId);
      const asksMunicipality = residentAsks.attributes.includes("municipality");
      const [texts, sealed, municipalities] = await Promise.all([
        textsInForce(db, residentId, regionId, nowMs),
        answerOf(db, residentId, id),
        asksMunicipality ? municipalitiesOf(db, regionId) : [],
      ]);
      return c.json({
        pay: payFaceOf(programme, nowMs),
        consents: dueTexts(texts, nowMs),
        asks:
          residentAsks.attributes.length === 0
            ? null
            : { ...residentAsks, municipalities: municipalities.map(({ code, name }) => ({ code, name })) },
        answers: await openAnswers(c.env, residentId, id, sealed),
        answered: sealed !== undefined,
      });
    },
  )
  .put(
    "/residents/pays/:programmeId/answers",
    doc("resident", "Tell a programme what it asks, or take it back", answeredSchema),
    residentOnly,
    valid("param", addingParamSchema),
    valid("json", answerRequestSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const { answers } = c.req.valid("json");
      const programme = await openedProgramme(c, c.req.valid("param").programmeId);
      if (!programme) return problem(c, "not-found");
      const { id, regionId } = programme;
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, regionId);
      if (answers) {
        const codes = (await municipalitiesOf(db, regionId)).map((one) => one.code);
        const fields = answerFaults(answers, programme, codes, nowMs);
        if (fields.length > 0) return problem(c, "invalid-request", { fields });
      }
      const isTold = answers !== null && Object.values(answers).some((value) => value !== null);
      await writeAnswer(db, {
        residentId,
        programmeId: id,
        regionId,
        sealed: isTold ? await sealAnswers(c.env, residentId, id, answers) : null,
        answeredAtMs: nowMs,
      });
      return c.json({ answers: isTold ? answers : null });
    },
  );
