import { MAX_THRESHOLD_RECIPIENTS } from "../../../schema/limits.ts";

/** What a text of addresses, one a line, comes to. */
export type Addresses =
  | { readonly kind: "ok"; readonly addresses: readonly string[] }
  | { readonly kind: "none" | "many" }
  | { readonly kind: "wrong"; readonly address: string };

/** The shape of an address; whether it exists only a mail can tell. Full-width letters are understood. */
const SHAPE = /^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/;

/** Reads addresses, separated by line ends, commas or spaces; each counts once. */
export function readAddresses(text: string): Addresses {
  const parts = text
    .normalize("NFKC")
    .split(/[\s,、;]+/)
    .filter(Boolean);
  const addresses = [...new Set(parts)];
  if (addresses.length === 0) return { kind: "none" };
  const wrong = addresses.find((one) => !SHAPE.test(one) || one.length > 254);
  if (wrong !== undefined) return { kind: "wrong", address: wrong };
  return addresses.length > MAX_THRESHOLD_RECIPIENTS ? { kind: "many" } : { kind: "ok", addresses };
}
