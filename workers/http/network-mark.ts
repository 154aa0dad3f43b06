import type { Env } from "../env.ts";
import { keyedHashHex } from "./secrets.ts";

/** How much of the hash names a network: enough that two never share it. */
const MARK_DIGITS = 32;

/** A network as it is kept: a keyed hash to tell it by, and its first part for people to see. */
export interface NetworkMark {
  readonly id: string;
  readonly shown: string;
}

/**
 * A network's mark. An address says where somebody was; without the key its hash can't be turned back, and what is shown is
 * shared by hundreds (WHO-4).
 *
 * @param network as `networkOf` gives it: an IPv4 address or the first 64 bits of an IPv6 one
 */
export function networkMark(env: Pick<Env, "PHONE_KEY">, network: string): NetworkMark {
  return {
    id: keyedHashHex(env.PHONE_KEY, "network", network).slice(0, MARK_DIGITS),
    shown: shownPart(network),
  };
}

/** The first three numbers of an IPv4 address, the first 32 bits of an IPv6 one; of anything else nothing. */
function shownPart(network: string): string {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(network)?.[1];
  if (four) return `${four}.*`;
  const six = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}):/.exec(network)?.[1];
  return six ? `${six}:*` : "*";
}
