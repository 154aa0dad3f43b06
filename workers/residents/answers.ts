import { type Answers, answersSchema } from "../../schema/api/consents.ts";
import type { ProgrammeId, ResidentId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";

/** What seals answers, and the row that a sealed one belongs to. */
const SEALING = "resident-answer";
const rowOf = (residentId: ResidentId, programmeId: ProgrammeId) =>
  `resident_answer:${residentId}:${programmeId}`;

/** What a resident told a programme of themselves (RES-6); null where they told nothing, or it can't be opened. */
export async function openAnswers(
  env: Pick<Env, "PHONE_KEY">,
  residentId: ResidentId,
  programmeId: ProgrammeId,
  sealed: string | null | undefined,
): Promise<Answers | null> {
  const text =
    sealed && (await openSealedText(env.PHONE_KEY, SEALING, rowOf(residentId, programmeId), sealed));
  return text ? answersSchema.parse(JSON.parse(text)) : null;
}

/** The same, as it is kept. */
export function sealAnswers(
  env: Pick<Env, "PHONE_KEY">,
  residentId: ResidentId,
  programmeId: ProgrammeId,
  answers: Answers,
): Promise<string> {
  return sealText(env.PHONE_KEY, SEALING, rowOf(residentId, programmeId), JSON.stringify(answers));
}

/** Where a resident told their Pays that they live, as audiences of notices name it (NOT-1). */
export async function homesOf(
  env: Pick<Env, "DB" | "PHONE_KEY">,
  residentId: ResidentId,
): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    "select programme_id as programmeId, sealed from resident_answer where resident_id = ?1 and sealed is not null",
  )
    .bind(residentId)
    .all<{ programmeId: ProgrammeId; sealed: string }>();
  const homes: string[] = [];
  for (const { programmeId, sealed } of results) {
    const answers = await openAnswers(env, residentId, programmeId, sealed);
    if (answers?.municipality) homes.push(townPart(programmeId, answers.municipality));
  }
  return homes;
}

/** How an audience says where people live: the Pay that asked them, and the municipality (RES-6). */
export const townPart = (programmeId: string, code: string) => `${programmeId}:${code}`;
