import type { Context } from "hono";
import type { ApiContext } from "./context.ts";

/**
 * Whose brake an address counts towards (CPN-3, S21). An IPv4 address stands for itself. Of IPv6 a household or a rented
 * server has at least a /64 to itself and could take a new address for every guess: the first 64 bits count.
 * Anything else stands for itself.
 */
export function networkOf(address: string): string {
  const groups = ipv6Groups(address);
  return groups ? `${groups.join(":")}::/64` : plainAddress(address);
}

/**
 * The network around an address, for brakes on who rents many addresses in a row (RES-4): /24 of IPv4, /56 of IPv6, which is
 * what one customer is given. Anything else stands for itself.
 */
export function widerNetworkOf(address: string): string {
  const groups = ipv6Groups(address);
  if (groups) {
    const [a, b, c, d = "0"] = groups;
    const first = Math.floor(Number.parseInt(d, 16) / 256).toString(16);
    return `${a}:${b}:${c}:${first === "0" ? "0" : `${first}00`}::/56`;
  }
  const plain = plainAddress(address);
  return /^\d+\.\d+\.\d+\.\d+$/.test(plain) ? `${plain.slice(0, plain.lastIndexOf("."))}.0/24` : plain;
}

/** An IPv4 address also where it is written as IPv6; anything else as it is. */
function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** The first 64 bits of an IPv6 address as four groups without leading zeros; null for anything else. */
function ipv6Groups(address: string): string[] | null {
  if (!address.includes(":") || plainAddress(address) !== address) return null;
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = !tail ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill("0"), ...after]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
}

/** Where a request comes from; Cloudflare's word for it, which a client can't set in production. */
const addressOf = (c: Context<ApiContext>) => c.req.header("cf-connecting-ip") ?? "local";

/** The network a request comes from. */
export function callerAddress(c: Context<ApiContext>): string {
  return networkOf(addressOf(c));
}

/** The network around that one. */
export function callerNetwork(c: Context<ApiContext>): string {
  return widerNetworkOf(addressOf(c));
}
