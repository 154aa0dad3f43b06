/** Who asks for a passkey: the host it is made for, and the origin a page of ours has. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * The deployment's own host, whatever host was asked: a passkey made for one is no good at another. On a developer's machine
 * whatever of it the browser names, which the check of origins has let through. Pure.
 */
export function relyingPartyOf(
  environment: "local" | "production",
  publicOrigin: string,
  origin: string | undefined,
): RelyingParty {
  const url = new URL(environment === "local" && origin !== undefined ? origin : publicOrigin);
  return { id: url.hostname, origin: url.origin };
}
