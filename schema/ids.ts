type Id<Name extends string> = string & { readonly __id: Name };

export type RegionId = Id<"region">;
export type ProgrammeId = Id<"programme">;
export type OrganisationId = Id<"organisation">;
export type StoreId = Id<"store">;
export type TillId = Id<"till">;
export type StaffId = Id<"staff">;
export type ResidentId = Id<"resident">;
export type DeviceId = Id<"device">;
export type MoveId = Id<"move">;
export type NumberCheckId = Id<"number-check">;
export type PasskeyId = Id<"passkey">;
export type IssueId = Id<"issue">;
export type JobId = Id<"job">;
export type ThresholdId = Id<"threshold">;
export type ImportId = Id<"import">;
export type EvidenceId = Id<"evidence">;
export type IssueListId = Id<"issue-list">;
export type ClosingId = Id<"closing">;
export type PayoutId = Id<"payout">;
export type PayoutItemId = Id<"payout-item">;
export type TraceId = Id<"trace">;
export type CaseId = Id<"case">;
export type BankAccountId = Id<"bank-account">;
export type MailAddressId = Id<"mail-address">;
export type NewsletterId = Id<"newsletter">;
export type LetterId = Id<"letter">;
export type GrantId = Id<"grant">;
export type ApprovalId = Id<"approval">;
export type PosKeyId = Id<"pos-key">;
export type WebhookId = Id<"webhook">;

/** A UUIDv7 made by a client for one command that moves money (OPR-1), or a UUIDv8 made for a step of one (XFR-3). */
export type OperationId = Id<"operation">;

/** The first 32 bits of SHA-256(actor name) as 8 hex digits: the tail of every operation id of that holder (OPR-7). */
export type IdTail = Id<"tail">;

/** Entity ids: 12 characters of Crockford's base32 in lower case, 60 random bits; short enough for a QR and a telephone. */
export const ENTITY_ID = /^[0-9a-hjkmnp-tv-z]{12}$/;
export const ENTITY_ID_BYTES = 8;
const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

/** Makes an entity id from 8 random bytes (their last 4 bits are not used). No BigInt: the oldest phones have none. */
export function entityId<T extends Id<string>>(random: Uint8Array): T {
  return base32(random, 12) as T;
}

/** The first bits of some bytes as so many of Crockford's letters; bits that are missing are nought. */
export function base32(bytes: Uint8Array, letters: number): string {
  let text = "";
  for (let at = 0; at < letters * 5; at += 5) {
    let five = 0;
    for (let bit = at; bit < at + 5; bit++)
      five = five * 2 + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    text += BASE32[five];
  }
  return text;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const STEP_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is an operation id a client may send: a lower-case UUIDv7. */
export function isClientOperationId(text: string): text is OperationId {
  return UUID_V7.test(text);
}

/** Whether a text is any operation id a journal may hold: a client's (version 7) or a step's (version 8). */
export function isOperationId(text: string): text is OperationId {
  return UUID_V7.test(text) || STEP_ID.test(text);
}

/** The last 8 hex digits of an operation id: they name its holder (OPR-7). */
export function tailOf(operation: OperationId): IdTail {
  return operation.slice(-8) as IdTail;
}

/** How many random bytes `operationId` needs. */
export const OPERATION_ID_RANDOM_BYTES = 6;

/**
 * Makes a client's operation id: UUIDv7 (RFC 9562) of `nowMs`, 42 random bits, and the holder's tail (OPR-7).
 * @param random six random bytes
 */
export function operationId(nowMs: number, random: Uint8Array, tail: IdTail): OperationId {
  if (random.length < OPERATION_ID_RANDOM_BYTES) throw new RangeError("six random bytes are needed");
  const time = Math.floor(nowMs).toString(16).padStart(12, "0").slice(-12);
  const hex = Array.from(random.subarray(0, OPERATION_ID_RANDOM_BYTES), (b) =>
    b.toString(16).padStart(2, "0"),
  ).join("");
  const variant = "89ab"[Number.parseInt(hex[3] as string, 16) & 3] as string;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 11)}${tail}` as OperationId;
}

/** Shapes 128 bits given as 32 hex digits of a hash into a step id: UUIDv8 ending in the target's tail (XFR-3). */
export function stepIdFromHash(hashHex: string, tail: IdTail): OperationId {
  const variant = "89ab"[Number.parseInt(hashHex[15] as string, 16) & 3] as string;
  return `${hashHex.slice(0, 8)}-${hashHex.slice(8, 12)}-8${hashHex.slice(12, 15)}-${variant}${hashHex.slice(16, 19)}-${hashHex.slice(20, 24)}${tail}` as OperationId;
}

/** The names of money actors, made here and nowhere else (ACT-1). */
export type ActorClass = "coupon" | "wallet" | "fund";
export type ActorName = Id<"actor">;

/** The name of a resident's wallet in one programme. */
export function walletName(resident: ResidentId, programme: ProgrammeId): ActorName {
  return `${resident}:${programme}` as ActorName;
}

/** The name of a programme's fund: its id. */
export function fundName(programme: ProgrammeId): ActorName {
  return programme as string as ActorName;
}

/** Reads a wallet's name back into its resident and programme. */
export function parseWalletName(
  name: ActorName,
): { readonly residentId: ResidentId; readonly programmeId: ProgrammeId } | null {
  const [resident, programme, ...rest] = name.split(":");
  if (rest.length > 0 || !resident || !programme || !ENTITY_ID.test(resident) || !ENTITY_ID.test(programme))
    return null;
  return { residentId: resident as ResidentId, programmeId: programme as ProgrammeId };
}
