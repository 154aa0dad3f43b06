import { describe, expect, test } from "vitest";
import { type BuiltFiles, routeShell, serveShell, shellHeaders } from "./shells.ts";

/** Built files as the asset binding would serve them. */
function assets(files: Record<string, string>): BuiltFiles {
  return {
    fetch: async (input) => {
      const path = new URL(input instanceof Request ? input.url : input).pathname;
      const body = files[path];
      return body === undefined ? new Response("", { status: 404 }) : new Response(body);
    },
  };
}

const built = assets({
  "/wallet-pwa/": "the wallet",
  "/web/counter/": "the counter",
  "/web/admin/": "the back offices",
  "/wallet/sw.js": "worker",
  "/assets/wallet-1234.js": "script",
});

describe("which page a path gets", () => {
  test.each([
    ["/wallet/", "wallet"],
    ["/wallet/charge/scan", "wallet"],
    ["/c/12345678901234567890", "wallet"],
    ["/s/0198c0de/till-1.AbC-_9", "wallet"],
    ["/r/7k3m9qxw2p4d", "wallet"],
    ["/join/7k3m9qxw2p4d", "wallet"],
    ["/counter/", "counter"],
    ["/counter/tills/3", "counter"],
    ["/admin/", "admin"],
    ["/api/docs", "api-reference"],
    ["/admin/programmes/p1/closings", "admin"],
  ])("%s is the %s", (path, shell) => {
    expect(routeShell(path)).toEqual({ kind: "shell", shell });
  });

  test.each(["/c", "/c/", "/c/123"])("PRN-7: %s asks for the digits of a sheet", (path) => {
    expect(routeShell(path)).toEqual({ kind: "shell", shell: "wallet" });
  });

  test.each([
    ["/", "/wallet/"],
    ["/wallet", "/wallet/"],
    ["/counter", "/counter/"],
    ["/admin", "/admin/"],
    ["/status", "/wallet/status"],
  ])("%s leads to %s", (path, location) => {
    expect(routeShell(path)).toEqual({ kind: "redirect", location });
  });

  test.each(["/wallet/gone.js", "/admin/assets/x.css", "/counter/logo.png", "/robots.txt"])(
    "%s is a file, never a page",
    (path) => {
      expect(routeShell(path)).toEqual({ kind: "file" });
    },
  );

  test.each(["/c/a/b", "/cx", "/r/", "/s/only-store", "/join/", "/join/a/b", "/elsewhere", "/walletx/"])(
    "%s is nothing",
    (path) => {
      expect(routeShell(path)).toEqual({ kind: "not-found" });
    },
  );
});

describe("the reply", () => {
  const get = (path: string, init?: RequestInit) =>
    serveShell(new Request(`http://localhost:8787${path}`, init), built);

  test("a page comes with its headers", async () => {
    const reply = await get("/s/store/till.sig");
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe("the wallet");
    expect(reply.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(reply.headers.get("cache-control")).toBe("no-cache");
  });

  test("a missing script is a 404 in plain text", async () => {
    for (const path of ["/counter/assets/gone-1234.js", "/assets/gone-1234.js"]) {
      const reply = await get(path);
      expect(reply.status).toBe(404);
      expect(reply.headers.get("content-type")).toContain("text/plain");
      expect(reply.headers.get("cache-control")).toBe("no-store");
    }
  });

  test("a built file is kept for ever, the service worker is always asked for anew", async () => {
    expect((await get("/assets/wallet-1234.js")).headers.get("cache-control")).toContain("immutable");
    expect((await get("/wallet/sw.js")).headers.get("cache-control")).toBe("no-cache");
  });

  test("SEC-2: a service worker may fetch from us and from nobody else", async () => {
    const policy = (await get("/wallet/sw.js")).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("script-src 'self'");
  });

  test("a redirect keeps the query", async () => {
    expect((await get("/?lang=en")).headers.get("location")).toBe("/wallet/?lang=en");
  });

  test("a form posted at a page is refused", async () => {
    expect((await get("/wallet/", { method: "POST", body: "x" })).status).toBe(405);
  });
});

describe("the headers of a page", () => {
  const policy = (url: string) => shellHeaders(new URL(url), "wallet")["content-security-policy"] ?? "";
  const scripts = (url: string) => /script-src ([^;]*)/.exec(policy(url))?.[1];

  test("no inline script and no foreign origin", () => {
    expect(scripts("https://tegata.example/wallet/")).toBe("'self' 'wasm-unsafe-eval'");
    expect(policy("https://tegata.example/wallet/")).toContain("frame-ancestors 'none'");
  });

  test("the live feed's socket is allowed on the page's own host only", () => {
    expect(policy("https://tegata.example/counter/")).toContain("connect-src 'self' wss://tegata.example");
    expect(policy("http://localhost:8787/counter/")).toContain("connect-src 'self' ws://localhost:8787");
  });

  test("SEC-2: no style element either, and over https nothing is fetched without it", () => {
    expect(policy("https://tegata.example/")).toContain("style-src-elem 'self';");
    expect(policy("https://tegata.example/")).toContain("upgrade-insecure-requests");
    expect(policy("http://localhost:8787/")).not.toContain("upgrade-insecure-requests");
  });
});
