import type { ActorClass } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { listLog, readLog } from "../queue/log.ts";
import { whyBroken } from "../queue/message.ts";
import { type Finding, rowFinding } from "./finding.ts";

/** An entry that the log holds and D1 did not when it was looked at: on its way, or lost. */
export interface MissingRow {
  readonly actorClass: ActorClass;
  readonly actor: string;
  readonly programmeId: string;
  readonly seq: number;
  readonly hash: string;
  readonly key: string;
}

/** Which of these entries D1 holds otherwise, or not at all. */
const COMPARE = `
select e.value->>'actor' as actor, e.value->>'seq' as seq, e.value->>'hash' as hash, j.hash as projected,
  exists (select 1 from journal_break b where b.actor = e.value->>'actor' and b.seq = e.value->>'seq'
    and b.hash = e.value->>'hash' and b.state = 'mended') as mended
from json_each(?1) e left join journal j on j.actor = e.value->>'actor' and j.seq = e.value->>'seq'
where j.hash is null or j.hash <> e.value->>'hash'`;

/**
 * One page of the log's objects: every entry fits its hash and is a row of D1 (AUD-3). An entry that D1 has otherwise
 * is a finding, unless a person has mended that break; one that D1 hasn't yet is handed back to be looked at again.
 */
export async function checkLog(
  env: Env,
  after: string | null,
): Promise<{
  readonly next: string | null;
  readonly objects: number;
  readonly missing: readonly MissingRow[];
  readonly finding: Finding | null;
}> {
  const page = await listLog(env.LOG, after);
  const missing: MissingRow[] = [];
  const found = (finding: Finding) => ({ next: null, objects: 0, missing, finding });
  for (const key of page.keys) {
    const lines = (await readLog(env.LOG, key)) ?? [];
    const rows: Omit<MissingRow, "key">[] = [];
    for (const [index, entry] of lines.entries()) {
      if (entry === null || typeof entry.actor !== "string") {
        const nobody = { actorClass: "coupon" as const, actor: "?" };
        return found({
          ...rowFinding("AUD-3", "log", nobody, null, `${key} line ${index + 1} can't be read`),
          actor: null,
          actorClass: null,
        });
      }
      const broken = whyBroken(entry);
      if (broken)
        return found(
          rowFinding(
            "AUD-3",
            "log",
            entry,
            entry.seq,
            `${key} line ${index + 1} does not match its ${broken}`,
          ),
        );
      const { actorClass, actor, programmeId, seq, hash } = entry;
      rows.push({ actorClass, actor, programmeId, seq, hash });
    }
    const { results } = await env.DB.prepare(COMPARE)
      .bind(JSON.stringify(rows.map(({ actor, seq, hash }) => ({ actor, seq, hash }))))
      .all<{ actor: string; seq: number; hash: string; projected: string | null; mended: number }>();
    for (const off of results) {
      const row = rows.find(
        (each) => each.actor === off.actor && each.seq === off.seq && each.hash === off.hash,
      );
      if (!row || off.mended === 1) continue;
      if (off.projected !== null)
        return found(rowFinding("PUB-5", "d1", row, row.seq, `D1 holds another entry than ${key}`));
      missing.push({ ...row, key });
    }
  }
  return {
    next: page.last ? null : (page.keys.at(-1) ?? null),
    objects: page.keys.length,
    missing,
    finding: null,
  };
}
