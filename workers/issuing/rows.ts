import {
  couponActorName,
  couponCode,
  couponMac,
  type KeyEnv,
  livePepperGenerations,
} from "../../durable-objects/lib/keys.ts";
import type { IssueManifest } from "../../schema/commands.ts";
import type { ActorName, ProgrammeId, RegionId } from "../../schema/ids.ts";

/** Rows written by one statement and made durable at once; as bound JSON some 150 bytes each, far from D1's 2 MB. */
export const CHUNK_ROWS = 1_000;
/** A code that clashes gets another salt; so many clashes of one serial are no chance but a broken key. */
const MAX_SALT = 16;

interface Draft {
  readonly serial: number;
  readonly salt: number;
  readonly faceYen: number;
  readonly actor: ActorName;
  /** What the same code would be called in the other live generations (CPN-6). */
  readonly aliases: readonly ActorName[];
}

/** The face of every serial of a manifest, in order: the first `count` of the first face, and so on. */
export function faceAt(manifest: Pick<IssueManifest, "faces" | "serialFrom">, serial: number): number {
  let left = serial - manifest.serialFrom;
  for (const face of manifest.faces) {
    if (left < face.count) return face.faceYen;
    left -= face.count;
  }
  throw new RangeError(`serial ${serial} is not in the manifest`);
}

/**
 * Writes the rows of some serials of an issue, and sees that each of them stands (FND-3, CPN-6): a code whose name is
 * taken in any live generation gets another salt, no row is silently ignored. Doing it again changes nothing.
 */
export async function writeRows(
  env: KeyEnv & { readonly DB: D1Database },
  issue: { readonly manifest: IssueManifest; readonly regionId: RegionId; readonly programmeId: ProgrammeId },
  fromSerial: number,
  count: number,
): Promise<void> {
  let missing: readonly number[] = Array.from({ length: count }, (_, i) => fromSerial + i);
  for (let salt = 0; missing.length > 0; salt++) {
    if (salt > MAX_SALT) throw new Error(`codes of issue ${issue.manifest.issueId} clash without end`);
    const drafts = missing.map((serial) => draft(env, issue, serial, salt));
    const taken = await takenAliases(env.DB, drafts);
    const free = drafts.filter((each) => !each.aliases.some((alias) => taken.has(alias)));
    missing = await insert(env, issue, free, missing);
  }
}

/**
 * Writes the rows of some serials of an issue as they were before, with the salts that the fund journaled (CPN-6), where
 * they were lost (PRJ-2). Doing it again changes nothing. False where a row doesn't stand afterwards.
 */
export async function rewriteRows(
  env: KeyEnv & { readonly DB: D1Database },
  issue: { readonly manifest: IssueManifest; readonly regionId: RegionId; readonly programmeId: ProgrammeId },
  fromSerial: number,
  count: number,
  salts: ReadonlyMap<number, number>,
): Promise<boolean> {
  const serials = Array.from({ length: count }, (_, i) => fromSerial + i);
  const drafts = serials.map((serial) => draft(env, issue, serial, salts.get(serial) ?? 0));
  return (await insert(env, issue, drafts, serials)).length === 0;
}

function draft(
  env: KeyEnv,
  issue: { readonly manifest: IssueManifest; readonly programmeId: ProgrammeId },
  serial: number,
  salt: number,
): Draft {
  const { manifest, programmeId } = issue;
  const code = couponCode({ programmeId, serial, salt, keyId: manifest.keyId }, env);
  return {
    serial,
    salt,
    faceYen: faceAt(manifest, serial),
    actor: couponActorName(code, manifest.pepperGeneration, env),
    aliases: livePepperGenerations(env)
      .filter((generation) => generation !== manifest.pepperGeneration)
      .map((generation) => couponActorName(code, generation, env)),
  };
}

async function takenAliases(db: D1Database, drafts: readonly Draft[]): Promise<ReadonlySet<string>> {
  const aliases = drafts.flatMap((each) => each.aliases);
  if (aliases.length === 0) return new Set();
  const { results } = await db
    .prepare("select actor from coupon where actor in (select value from json_each(?1))")
    .bind(JSON.stringify(aliases))
    .all<{ actor: string }>();
  return new Set(results.map((row) => row.actor));
}

const INSERT = `
  insert or ignore into coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt,
                                face_yen, issuer_id, branch_id, not_before_on, expires_on, mac)
  select ?2, value ->> 0, ?3, ?4, value ->> 1, ?5, ?6, value ->> 2, value ->> 3, ?7, ?8, ?9, ?10, value ->> 4
    from json_each(?1)`;

const MISSING = `
  select value as serial from json_each(?2)
   where not exists (select 1 from coupon where programme_id = ?1 and serial = value)`;

/** Writes the rows that don't stand yet; which of `serials` have none afterwards, in the same transaction. */
async function insert(
  env: KeyEnv & { readonly DB: D1Database },
  issue: { readonly manifest: IssueManifest; readonly regionId: RegionId; readonly programmeId: ProgrammeId },
  drafts: readonly Draft[],
  serials: readonly number[],
): Promise<readonly number[]> {
  const { manifest, regionId, programmeId } = issue;
  const rows = drafts.map(({ serial, salt, faceYen, actor }) => {
    const mac = couponMac(
      {
        programmeId,
        serial,
        regionId,
        issueId: manifest.issueId,
        actor,
        pepperGeneration: manifest.pepperGeneration,
        keyId: manifest.keyId,
        salt,
        faceYen,
        issuerId: manifest.issuerId,
        branchId: manifest.branchId,
        notBeforeOn: manifest.notBeforeOn,
        expiresOn: manifest.expiresOn,
      },
      env,
    );
    return [serial, actor, salt, faceYen, mac];
  });
  const [, missing] = await env.DB.batch<{ serial: number }>([
    env.DB.prepare(INSERT).bind(
      JSON.stringify(rows),
      programmeId,
      regionId,
      manifest.issueId,
      manifest.pepperGeneration,
      manifest.keyId,
      manifest.issuerId,
      manifest.branchId,
      manifest.notBeforeOn,
      manifest.expiresOn,
    ),
    env.DB.prepare(MISSING).bind(programmeId, JSON.stringify(serials)),
  ]);
  return missing?.results.map((row) => row.serial) ?? serials;
}
