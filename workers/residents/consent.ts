import type { Consented, ConsentText } from "../../schema/api/consents.ts";
import type { RegionId, ResidentId } from "../../schema/ids.ts";
import { OPERATOR, type TextInForce, textsInForce } from "../data/consents.ts";
import { databaseOf } from "../data/database.ts";
import type { Env } from "../env.ts";

/**
 * Whether adding waits for a text (RES-5): one of which no version was ever accepted, or whose newer version has had its
 * time. A privacy page that changed never blocks. Pure.
 */
export function isNeeded(
  text: Pick<TextInForce, "acceptedAtMs" | "acceptedBefore" | "blocksFromMs">,
  nowMs: number,
): boolean {
  if (text.acceptedAtMs !== null) return false;
  return !text.acceptedBefore || (text.blocksFromMs !== null && text.blocksFromMs <= nowMs);
}

/** What is still to be accepted, as residents read it. Pure. */
export function dueTexts(texts: readonly TextInForce[], nowMs: number): ConsentText[] {
  return texts
    .filter((text) => text.acceptedAtMs === null)
    .map(({ acceptedAtMs: _, acceptedBefore, regionId, ...text }) => ({
      ...text,
      regionId: regionId === OPERATOR ? null : regionId,
      again: acceptedBefore,
      needed: isNeeded({ acceptedAtMs: null, acceptedBefore, blocksFromMs: text.blocksFromMs }, nowMs),
    }));
}

/** How a resident stands altogether. Pure. */
export function consentState(texts: readonly TextInForce[], nowMs: number): "given" | "asked" | "needed" {
  if (texts.some((text) => isNeeded(text, nowMs))) return "needed";
  return texts.some((text) => text.acceptedAtMs === null) ? "asked" : "given";
}

/** The texts that `accepted` names, or null where one of them is not what is asked for now. Pure. */
export function namedTexts(
  texts: readonly TextInForce[],
  accepted: readonly Consented[],
): readonly TextInForce[] | null {
  const named = accepted.map((one) =>
    texts.find(
      (text) =>
        text.regionId === (one.regionId ?? OPERATOR) &&
        text.kind === one.kind &&
        text.version === one.version,
    ),
  );
  return named.every((text) => text !== undefined) ? named : null;
}

/** Whether a resident may add to a region's Pay (RES-5). */
export async function mayAdd(
  env: Env,
  residentId: ResidentId,
  regionId: RegionId,
  nowMs: number,
): Promise<boolean> {
  const texts = await textsInForce(databaseOf(env, regionId), residentId, regionId, nowMs);
  return !texts.some((text) => isNeeded(text, nowMs));
}
