import { sha256 } from "../../durable-objects/lib/hash.ts";
import { type CaseId, entityId, type ProgrammeId, type RegionId } from "../../schema/ids.ts";
import { type Finding, findingStatements, recipientsOf, standingOf } from "../data/cases.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { queueMail } from "../mail/outbox.ts";
import { seriousCaseMail } from "./case-words.ts";

type RecordEnv = Pick<Env, "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN">;

/** What seals the addresses of a region. */
const SEALING = "fraud-recipients";

/** The id of a case: of the same rule, subject, other side and day, always the same (FRD-7). */
export function caseIdOf({
  regionId,
  programmeId,
  rule,
  subject,
  other,
  date,
}: Omit<Finding, "caseId" | "judged" | "thresholds" | "shown">): CaseId {
  const name = [rule, regionId, programmeId, subject.kind, subject.id, other?.id ?? null, date];
  const hash = sha256(JSON.stringify(name));
  return entityId(
    Uint8Array.from({ length: 8 }, (_, at) => Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16)),
  );
}

/** Addresses as they lie at rest (WHO-3). */
export function sealCaseRecipients(
  secret: string,
  regionId: string,
  addresses: readonly string[],
): Promise<string> {
  return sealText(secret, SEALING, `fraud_recipient:${regionId}`, JSON.stringify(addresses));
}

/** The addresses of a region again. */
export async function openCaseRecipients(
  secret: string,
  regionId: string,
  sealed: string | null,
): Promise<readonly string[]> {
  if (sealed === null) return [];
  const text = await openSealedText(secret, SEALING, `fraud_recipient:${regionId}`, sealed);
  return text === null ? [] : (JSON.parse(text) as string[]);
}

/**
 * Writes down what rules found. Where nothing is new nothing is written; a case that becomes serious, or is opened again
 * while it is, raises its alert and its mails in the same batch (FRD-8). Returns how many cases were made or added to.
 */
export async function recordFindings(
  env: RecordEnv,
  findings: readonly Finding[],
  nowMs: number,
): Promise<number> {
  if (findings.length === 0) return 0;
  const standing = await standingOf(
    env.DB,
    findings.map(({ caseId }) => caseId),
  );
  let written = 0;
  for (const finding of findings) {
    const was = standing.get(finding.caseId);
    const { weight, level } = finding.judged;
    const worse = level === "serious" && was?.level !== "serious";
    if (was && weight <= was.weight && !worse) continue;
    const reopens = was?.state === "decided" && weight > (was.decidedWeight ?? 0);
    const isSerious = level === "serious" || was?.level === "serious";
    const isOpen = was?.state !== "decided" || reopens;
    const told =
      isSerious && isOpen && (worse || reopens)
        ? await tell(env, finding, (was?.reopened ?? 0) + (reopens ? 1 : 0), nowMs)
        : [];
    await env.DB.batch([...findingStatements(env.DB, finding, nowMs), ...told]);
    written += 1;
  }
  return written;
}

/** The alert and the mails of a case that is serious and open. */
async function tell(
  env: RecordEnv,
  finding: Finding,
  opening: number,
  nowMs: number,
): Promise<D1PreparedStatement[]> {
  const { caseId, regionId, rule, date } = finding;
  const to = await openCaseRecipients(env.PHONE_KEY, regionId, await recipientsOf(env.DB, regionId));
  const mail = seriousCaseMail({
    rule,
    date,
    link: `${env.PUBLIC_ORIGIN}/admin/cases/${caseId}`,
    again: opening > 0,
  });
  const mails = to.map((address, at) =>
    queueMail(
      env,
      { key: `fraud-case:${caseId}:${opening}:${at}`, regionId, purpose: "fraud-case", to: address, ...mail },
      nowMs,
    ),
  );
  return [
    env.DB.prepare(
      `insert into alert (id, kind, region_id, subject, detail, raised_at_ms)
       values ('fraud-case:' || ?1, 'fraud-case', ?2, ?1, json_object('rule', ?3, 'date', ?4), ?5)
       on conflict (id) do update set raised_at_ms = excluded.raised_at_ms, closed_at_ms = null
       where alert.closed_at_ms is not null`,
    ).bind(caseId, regionId, rule, date, nowMs),
    ...(await Promise.all(mails)),
  ];
}

/** Guesses that come from outside every region: only the operator can do something about a network (FRD-1). */
export async function alertOperator(
  db: D1Database,
  { network, shown, date, misses }: { network: string; shown: string | null; date: string; misses: number },
  nowMs: number,
): Promise<void> {
  await db
    .prepare(
      `insert into alert (id, kind, subject, detail, raised_at_ms)
       values ('code-guesses:' || ?1 || ':' || ?2, 'code-guesses', ?1, ?3, ?4)
       on conflict (id) do update set detail = excluded.detail where detail <> excluded.detail`,
    )
    .bind(network, date, JSON.stringify({ network: shown, date, misses }), nowMs)
    .run();
}

/** A finding, whose id follows from the rest; most are about one side only, and only networks need to say how they look. */
export function findingOf(
  place: { readonly regionId: RegionId; readonly programmeId: ProgrammeId | null },
  rest: Pick<Finding, "rule" | "subject" | "date" | "thresholds" | "judged"> &
    Partial<Pick<Finding, "shown" | "other">>,
): Finding {
  const named = { shown: null, other: null, ...place, ...rest };
  return { ...named, caseId: caseIdOf(named) };
}
