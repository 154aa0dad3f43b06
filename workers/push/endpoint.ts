/** Who runs push services that browsers use; each gives its browser's subscriptions an address of its own. */
const SERVICES: readonly RegExp[] = [
  /^fcm\.googleapis\.com$/,
  /^([a-z0-9-]+\.)+push\.services\.mozilla\.com$|^push\.services\.mozilla\.com$/,
  /^([a-z0-9-]+\.)+push\.apple\.com$/,
  /^([a-z0-9-]+\.)+notify\.windows\.com$/,
];
const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1"]);

/**
 * Whether an address that a browser hands us is a push service's (PSH-4). Whoever calls the API chooses it and we send to it,
 * so it is never just any address: a known host, https and its own port; on a developer's machine that machine too.
 */
export function isPushEndpoint(endpoint: string, environment: "local" | "production"): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return false;
  if (environment === "local" && protocol === "http:" && LOOPBACK.has(hostname)) return true;
  return protocol === "https:" && port === "" && SERVICES.some((service) => service.test(hostname));
}
