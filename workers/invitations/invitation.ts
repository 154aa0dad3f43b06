import { sha256 } from "../../durable-objects/lib/hash.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { invitationStatements } from "../data/invitations.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { queueMail } from "../mail/outbox.ts";
import { invitationMail } from "./invitation-words.ts";

/** A link counts for three days: long enough for a weekend, short enough for a mailbox that somebody else reads one day. */
export const INVITATION_MS = 72 * 3_600_000;
/** 256 random bits: nobody guesses one, so a plain hash of it is enough at rest. */
const TOKEN_BYTES = 32;
const SEALING = "invitation";

/** A new link's secret, base64url. */
export function invitationToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** What D1 keeps of a link. */
export function hashOfToken(token: string): string {
  return sha256(`invitation/1|${token}`);
}

/** Who is invited, by whom, and where to. */
export interface Invited {
  readonly invitationId: string;
  readonly staffId: StaffId;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly organisationName: string;
  readonly name: string;
  readonly loginId: string;
  readonly to: string;
  readonly invitedBy: { readonly staffId: StaffId; readonly name: string };
}

/** The statements that write an invitation, in place of an open one, and send its mail: all in one batch (ACC-4, FND-11). */
export async function inviteStatements(
  env: Pick<Env, "DB" | "PHONE_KEY" | "PUBLIC_ORIGIN">,
  invited: Invited,
  nowMs: number,
): Promise<D1PreparedStatement[]> {
  const token = invitationToken();
  const expiresAtMs = nowMs + INVITATION_MS;
  const row = {
    id: invited.invitationId,
    staffId: invited.staffId,
    regionId: invited.regionId,
    tokenHash: hashOfToken(token),
    sealedTo: await sealText(env.PHONE_KEY, SEALING, sealedAs(invited.invitationId), invited.to),
    createdAtMs: nowMs,
    createdBy: invited.invitedBy.staffId,
    expiresAtMs,
  };
  const mail = await queueMail(
    env,
    {
      key: `invitation:${invited.invitationId}`,
      regionId: invited.regionId,
      purpose: "invitation",
      to: invited.to,
      ...invitationMail({
        ...invited,
        invitedByName: invited.invitedBy.name,
        // In the fragment: no server, log or referrer ever sees it.
        link: `${env.PUBLIC_ORIGIN}/admin/invitation#${token}`,
        expiresAtMs,
      }),
    },
    nowMs,
  );
  return [...invitationStatements(env.DB, row), mail];
}

/** The address an invitation went to; null where it ended or was sealed under another key. */
export async function addressOf(
  env: Pick<Env, "PHONE_KEY">,
  row: { readonly id: string; readonly sealedTo: string | null },
): Promise<string | null> {
  return row.sealedTo ? openSealedText(env.PHONE_KEY, SEALING, sealedAs(row.id), row.sealedTo) : null;
}

/** An address with only its first letter and its domain: enough to see a slip of the pen, not to write to it. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}＊＊${address.slice(at)}`;
}

const sealedAs = (invitationId: string) => `staff_invitation:${invitationId}`;
