import type { ConsentText } from "../../schema/api/consents.ts";
import type { Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";

/** Accepts texts as they were shown, and learns how the resident stands now. */
export async function acceptTexts(texts: readonly ConsentText[]): Promise<Result<unknown, Trouble>> {
  const accepted = texts.map(({ regionId, kind, version }) => ({ regionId, kind, version }));
  const answer = await api("POST residents/consents", { body: { accepted } });
  if (answer.ok) await residentSession.load();
  return answer;
}
