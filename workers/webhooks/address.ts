/** Names that lead to no public host (RFC 2606, RFC 6761, RFC 8375, and what networks call themselves). */
const INSIDE = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "lan",
  "home",
  "corp",
  "arpa",
  "test",
  "invalid",
  "onion",
];
const LOOPBACK = ["localhost", "127.0.0.1"];

/** Where messages may be sent besides public hosts. */
interface Around {
  /** Ours: a message to ourselves would make another. */
  readonly ownHost: string;
  /** Whether this is a developer's machine, whose own ports are good too, without https. */
  readonly isLocal: boolean;
}

/**
 * Whether an address may be sent messages (POS-5): https to a host by its public name, without a password in it. A name that
 * leads inside is the platform's to refuse: a Worker reaches nothing but the public internet. Pure.
 */
export function isWebhookAddress(text: string, { ownHost, isLocal }: Around): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.hash !== "") return false;
  if (isLocal && LOOPBACK.includes(url.hostname)) return ["http:", "https:"].includes(url.protocol);
  return url.protocol === "https:" && url.host !== ownHost && isPublicName(url.hostname);
}

/** A name with a dot whose last part is letters: no address of four numbers however it was written, none in brackets. */
function isPublicName(hostname: string): boolean {
  const labels = hostname.replace(/\.$/, "").split(".");
  const last = labels.at(-1) ?? "";
  return (
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label)) &&
    /^([a-z]+|xn--[a-z0-9-]+)$/.test(last) &&
    !INSIDE.includes(last)
  );
}
