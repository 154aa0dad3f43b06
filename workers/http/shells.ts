import { NO_PAGE_POLICY } from "./edge-headers.ts";

/**
 * The three apps and the API's reference are single pages; this decides which page a request gets.
 * A path with a file ending is a built file or nothing: answering it with a page would turn a missing
 * script into a syntax error on somebody's phone instead of a plain 404.
 */
export type ShellName = "wallet" | "counter" | "admin" | "api-reference";

/** The built files: what the assets binding can do, and all that is asked of it. */
export interface BuiltFiles {
  fetch(input: Request | URL, init?: { method: string }): Promise<Response>;
}

export type ShellRoute =
  | { kind: "shell"; shell: ShellName }
  | { kind: "redirect"; location: string }
  | { kind: "file" }
  | { kind: "not-found" };

/** The one page under /api; what it shows is /api/openapi.json. */
export const API_REFERENCE_PATH = "/api/docs";

const SHELL_FILES: Record<ShellName, string> = {
  wallet: "/wallet-pwa/",
  counter: "/web/counter/",
  admin: "/web/admin/",
  "api-reference": "/web/api-reference/",
};

/**
 * Which answer a path gets, by the path alone.
 * `/c/<code>`, or `/c` where the code is typed, and `/s/<storeId>/<tillId>.<signature>` are what a phone's own camera opens (B4, MPM); both
 * belong to the wallet, and the signature's dot is no file ending. `/r/<regionId>` is what a region says to everybody (S25),
 * `/join/<regionId>` where shops apply (ORG-3).
 */
export function routeShell(pathname: string): ShellRoute {
  if (pathname === "/") return { kind: "redirect", location: "/wallet/" };
  // What is easily said on a telephone and typed on a bad day (OPS-5).
  if (pathname === "/status") return { kind: "redirect", location: "/wallet/status" };
  if (pathname === "/wallet" || pathname === "/counter" || pathname === "/admin") {
    return { kind: "redirect", location: `${pathname}/` };
  }
  if (pathname === API_REFERENCE_PATH) return { kind: "shell", shell: "api-reference" };
  if (/^\/c(\/[^/]*)?\/?$/.test(pathname)) return { kind: "shell", shell: "wallet" };
  if (/^\/s\/[^/]+\/[^/]+$/.test(pathname)) return { kind: "shell", shell: "wallet" };
  if (/^\/r\/[^/.]+\/?$/.test(pathname)) return { kind: "shell", shell: "wallet" };
  if (/^\/join\/[^/]+$/.test(pathname)) return { kind: "shell", shell: "wallet" };
  if (/\.[a-z0-9]{1,12}$/i.test(pathname)) return { kind: "file" };
  const app = /^\/(wallet|counter|admin)\//.exec(pathname)?.[1] as ShellName | undefined;
  return app === undefined ? { kind: "not-found" } : { kind: "shell", shell: app };
}

/**
 * Headers of every page, besides those of every answer (edge-headers.ts). No inline script, no style element, no foreign
 * origin; `wasm-unsafe-eval` is what compiling the self-hosted QR reader takes.
 */
export function shellHeaders(url: URL, shell: ShellName): Record<string, string> {
  const socket = `${url.protocol === "https:" ? "wss" : "ws"}://${url.host}`;
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      // Attributes only, as Solid's templates carry them; the first of the three is for browsers that don't know the others.
      "style-src 'self' 'unsafe-inline'",
      "style-src-elem 'self'",
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      "font-src 'self'",
      `connect-src 'self' ${socket}`,
      "worker-src 'self' blob:",
      "manifest-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      ...(url.protocol === "https:" ? ["upgrade-insecure-requests"] : []),
    ].join("; "),
    "cache-control": "no-cache",
    ...(shell === "wallet" ? {} : { "x-robots-tag": "noindex" }),
  };
}

/**
 * Answers everything that is not the API: pages, built files, redirects.
 * GET and HEAD only; anything else is 405.
 */
export async function serveShell(request: Request, assets: BuiltFiles): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return plain(405, "Method not allowed", { allow: "GET, HEAD" });
  }
  const route = routeShell(url.pathname);
  switch (route.kind) {
    case "redirect":
      return new Response(null, { status: 302, headers: { location: route.location + url.search } });
    case "not-found":
      return plain(404, "Not found");
    case "file": {
      const reply = await assets.fetch(request);
      return reply.ok || reply.status === 304
        ? withHeaders(reply, fileHeaders(url.pathname))
        : plain(404, "Not found");
    }
    case "shell": {
      // Conditional headers belong to the page's own URL, not to the shell behind it.
      const page = await assets.fetch(new URL(SHELL_FILES[route.shell], url), { method: request.method });
      return page.ok ? withHeaders(page, shellHeaders(url, route.shell)) : plain(404, "Not found");
    }
  }
}

const SCRIPT_POLICY = `${NO_PAGE_POLICY}; script-src 'self'; connect-src 'self'`;

function fileHeaders(path: string): Record<string, string> {
  return {
    // A service worker runs under the policy of its own script: it loads its parts and fetches what the wallet needs.
    ...(/\.m?js$/.test(path) ? { "content-security-policy": SCRIPT_POLICY } : {}),
    // Names of built files carry the hash of what is in them; everything else is asked for anew.
    "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

function withHeaders(reply: Response, headers: Record<string, string>): Response {
  const out = new Response(reply.body, reply);
  for (const [name, value] of Object.entries(headers)) out.headers.set(name, value);
  return out;
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
