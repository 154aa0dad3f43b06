import { describe, expect, test } from "vitest";
import { NO_PAGE_POLICY, refusePlainHttp, withEdgeHeaders } from "./edge-headers.ts";

const says = (url: string, reply = new Response("x")) => withEdgeHeaders(reply, new URL(url)).headers;

describe("SEC-2: what every answer says", () => {
  test("nothing is sniffed, framed, told onward or read by another origin, and no ability is left on", () => {
    const headers = says("https://tegata.example/api/health");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toMatch(/camera=\(self\).*microphone=\(\).*payment=\(\)/);
    for (const ability of ["create", "get"])
      expect(headers.get("permissions-policy")).toContain(`publickey-credentials-${ability}=(self)`);
    expect(headers.get("content-security-policy")).toBe(NO_PAGE_POLICY);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("an answer's own policy and its own word on keeping stay", () => {
    const own = new Response("x", {
      headers: { "content-security-policy": "default-src 'self'", "cache-control": "public" },
    });
    const headers = says("https://tegata.example/", own);
    expect(headers.get("content-security-policy")).toBe("default-src 'self'");
    expect(headers.get("cache-control")).toBe("public");
  });

  test("HSTS of more than a year for all names below, over https only and never for localhost", () => {
    const hsts = (url: string) => says(url).get("strict-transport-security");
    expect(
      Number(/max-age=(\d+); includeSubDomains/.exec(hsts("https://tegata.example/") ?? "")?.[1]),
    ).toBeGreaterThan(31_536_000);
    expect(hsts("http://tegata.example/")).toBeNull();
    expect(hsts("https://localhost:8788/")).toBeNull();
  });
});

describe("SEC-2: plain http outside a developer's machine", () => {
  const ask = (method: string, address: string, environment = "production") => {
    const request = new Request(address, { method });
    return refusePlainHttp(request, new URL(address), environment);
  };

  test("a person is led to https, with path and query", () => {
    const reply = ask("GET", "http://tegata.example/c/123?lang=en");
    expect([reply?.status, reply?.headers.get("location")]).toEqual([
      308,
      "https://tegata.example/c/123?lang=en",
    ]);
  });

  test("the API refuses and redirects nothing, so that no secret goes in the clear twice", async () => {
    for (const method of ["GET", "POST", "DELETE"]) {
      const reply = ask(method, "http://tegata.example/api/staff/session");
      expect(reply?.status).toBe(403);
      expect(reply?.headers.get("content-type")).toBe("application/problem+json");
      expect(await reply?.json()).toMatchObject({ code: "https-only", status: 403 });
    }
    expect(ask("POST", "http://tegata.example/wallet/")?.status).toBe(403);
  });

  test("https goes on, and so does a developer's machine", () => {
    expect(ask("GET", "https://tegata.example/api/health")).toBeNull();
    expect(ask("GET", "http://192.0.2.1:8787/api/health", "local")).toBeNull();
    for (const host of ["localhost", "127.0.0.1", "[::1]"])
      expect(ask("GET", `http://${host}:8787/api/health`)).toBeNull();
  });
});
