import type { Context } from "hono";
import type { ApiContext } from "./context.ts";

/**
 * Whose brake an address counts towards (CPN-3, S21). An IPv4 address stands for itself. Of IPv6 a household or a rented
 * server has at least a /64 to itself and could take a new address for every guess: the first 64 bits count.
 * Anything else stands for itself.
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = !tail ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** The network a request comes from; Cloudflare's word for it, which a client can't set in production. */
export function callerAddress(c: Context<ApiContext>): string {
  return networkOf(c.req.header("cf-connecting-ip") ?? "local");
}
