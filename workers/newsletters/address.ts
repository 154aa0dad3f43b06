import { timingSafeEqual } from "node:crypto";
import type { MailAddressId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { keyedHashHex } from "../http/secrets.ts";

/** What seals an address, and what signs the link by which it is left; each with a key of its own (WHO-5). */
const SEALING = "mail-address";
const LEAVING = "mail-leave";
/** 128 bits of the signature are enough for what only ends something. */
const TOKEN_HEX = 32;

type KeyEnv = Pick<Env, "PHONE_KEY">;

export function sealAddress(env: KeyEnv, id: string, address: string): Promise<string> {
  return sealText(env.PHONE_KEY, SEALING, `mail_address:${id}`, address);
}
export function openAddress(env: KeyEnv, id: string, sealed: string): Promise<string | null> {
  return openSealedText(env.PHONE_KEY, SEALING, `mail_address:${id}`, sealed);
}

/** What stands in the link at the end of each newsletter: good for as long as the address is on a list (NWS-4). */
export function leaveToken(env: KeyEnv, id: string): string {
  return `${id}.${keyedHashHex(env.PHONE_KEY, LEAVING, id).slice(0, TOKEN_HEX)}`;
}

/** Whose link it is; null where nobody here made it. */
export function readLeaveToken(env: KeyEnv, token: string): MailAddressId | null {
  const [id = "", mac = ""] = token.split(".");
  const wanted = Buffer.from(leaveToken(env, id).split(".")[1] ?? "");
  const given = Buffer.from(mac);
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? (id as MailAddressId) : null;
}
