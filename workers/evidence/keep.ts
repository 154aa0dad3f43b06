import type { EVIDENCE_TYPES } from "../../schema/api/evidence.ts";
import type { EvidenceId, IssueId, RegionId } from "../../schema/ids.ts";
import { MAX_EVIDENCE_FILES } from "../../schema/limits.ts";
import { addEvidence, type EvidenceRow } from "../data/evidence.ts";
import type { Env } from "../env.ts";
import { openSealedBytes, openSealedText, sealBytes, sealText } from "../http/seal.ts";
import { mediaTypeOf, safeName } from "../notices/media-type.ts";
import { cleanPicture } from "../pictures/picture.ts";

/** A file as it may be kept: known by its bytes, a picture as the picture alone (PRG-7). */
export interface CleanFile {
  readonly bytes: Uint8Array;
  readonly mediaType: (typeof EVIDENCE_TYPES)[number];
}

/** What was sent, as it may be kept; or why it may not. */
export function cleanEvidence(sent: Uint8Array): CleanFile | "unsupported-media-type" | "picture-unreadable" {
  const mediaType = mediaTypeOf(sent);
  if (!mediaType) return "unsupported-media-type";
  const bytes = mediaType === "application/pdf" ? sent : cleanPicture(sent)?.bytes;
  return bytes ? { bytes, mediaType } : "picture-unreadable";
}

/** Seals a file and keeps it with its issue; false where the issue takes none any more, and then nothing is kept. */
export async function keepEvidence(
  env: Env,
  to: { readonly regionId: RegionId; readonly issueId: IssueId; readonly staffId: string },
  file: CleanFile & { readonly evidenceId: EvidenceId; readonly name: string },
  nowMs: number,
): Promise<{ readonly sha256: string } | null> {
  const { evidenceId, mediaType, bytes } = file;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const fileKey = `evidence/${to.regionId}/${to.issueId}/${evidenceId}`;
  // The bytes before the row: a row without bytes would be a promise that nobody can keep.
  await env.FILES.put(fileKey, await sealBytes(env.PHONE_KEY, "evidence", evidenceId, bytes));
  const kept = await addEvidence(
    env.DB,
    {
      id: evidenceId,
      regionId: to.regionId,
      issueId: to.issueId,
      fileKey,
      mediaType,
      bytes: bytes.byteLength,
      sha256,
      sealedName: await sealText(env.PHONE_KEY, "evidence-name", evidenceId, safeName(file.name, mediaType)),
      createdAtMs: nowMs,
      createdBy: to.staffId,
    },
    MAX_EVIDENCE_FILES,
  );
  if (kept) return { sha256 };
  await env.FILES.delete(fileKey);
  return null;
}

/** What a file is called. */
export async function nameOf(env: Env, row: Pick<EvidenceRow, "id" | "sealedName">): Promise<string> {
  return (await openSealedText(env.PHONE_KEY, "evidence-name", row.id, row.sealedName)) ?? row.id;
}

/** A file's bytes as they were sent; null where they are not there, or not what was kept. */
export async function bytesOf(env: Env, row: EvidenceRow): Promise<Uint8Array<ArrayBuffer> | null> {
  const object = await env.FILES.get(row.fileKey);
  if (!object) return null;
  return openSealedBytes(env.PHONE_KEY, "evidence", row.id, new Uint8Array(await object.arrayBuffer()));
}
