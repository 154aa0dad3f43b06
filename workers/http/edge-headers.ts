/**
 * What every answer says besides itself (SEC-2), whoever makes it: page, built file, picture, API or problem. One table,
 * so that no route can forget a line of it.
 */

/** The policy of whatever is no page: should a browser ever show it as one, nothing in it runs or loads. */
export const NO_PAGE_POLICY =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The policy of what somebody uploaded: the same, and shut in an origin of its own. */
export const UPLOAD_POLICY = `${NO_PAGE_POLICY}; sandbox`;

/** Every ability of a browser is off, but those that a screen of ours asks for: the scanner, a store's pin, a lit screen, passkeys. */
const ABILITIES =
  "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(self), clipboard-read=(), display-capture=(), " +
  "encrypted-media=(), fullscreen=(self), geolocation=(self), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), " +
  "microphone=(), midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), usb=(), " +
  "xr-spatial-tracking=()";

/** Two years, as the preload list of browsers asks for. */
const HSTS = "max-age=63072000; includeSubDomains";

/**
 * Puts what every answer says on an answer's headers; what is there already stays. HSTS over https only, and never for
 * `localhost`: it holds for every port of a name, and would lock a developer out of all plain http there.
 */
export function setEdgeHeaders(headers: Headers, url: URL): void {
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("permissions-policy", ABILITIES);
  headers.set("x-frame-options", "DENY");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", NO_PAGE_POLICY);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (url.protocol === "https:" && url.hostname !== "localhost")
    headers.set("strict-transport-security", HSTS);
}

/** The same on a finished answer. One that opens a socket is the runtime's own and can't be changed. */
export function withEdgeHeaders(reply: Response, url: URL): Response {
  if (reply.status === 101) return reply;
  // An answer of a binding can't be changed either; this takes its body over as it is.
  const out = new Response(reply.body, reply);
  setEdgeHeaders(out.headers, url);
  return out;
}

/** Names of the machine itself (RFC 6761, RFC 1122). */
const OWN_MACHINE: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What plain http is answered outside a developer's machine, or null where it may go on (SEC-2). People are led to https;
 * a program is refused, so that one which sends secrets in the clear is found out at its first try and not never.
 * The machine itself is no network: a bench of the production build asks there, and Cloudflare routes no such name to us.
 */
export function refusePlainHttp(request: Request, url: URL, environment: string): Response | null {
  if (url.protocol === "https:" || environment === "local" || OWN_MACHINE.has(url.hostname)) return null;
  const isPage = !url.pathname.startsWith("/api") && (request.method === "GET" || request.method === "HEAD");
  if (isPage) {
    const location = `https://${url.host}${url.pathname}${url.search}`;
    return new Response(null, { status: 308, headers: { location } });
  }
  const body = { type: "/api/docs#https-only", title: "https-only", status: 403, code: "https-only" };
  return new Response(JSON.stringify(body), {
    status: 403,
    headers: { "content-type": "application/problem+json" },
  });
}
