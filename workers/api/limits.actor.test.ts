import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { throttle } from "../../durable-objects/throttle/client.ts";
import { MAX_BODY_BYTES } from "../../schema/limits.ts";
import { quotaOf } from "../http/route-limits.ts";
import { QUOTAS } from "../http/throttled.ts";
import { Browser, makeRegion } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Uses up a brake but for nothing. */
const usedUp = (name: keyof typeof QUOTAS, caller: string) =>
  throttle(env.THROTTLE, name, caller).hit({ ...QUOTAS[name], cost: QUOTAS[name].limit });

test("SEC-3: long work is braked by address, and the brake of one address is nobody else's", async () => {
  await usedUp("heavy:ip", "192.0.2.7");
  const from = (address: string) => new Browser({ "cf-connecting-ip": address });
  const stopped = await from("192.0.2.7").post("reports", {});
  expect(stopped).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
  expect(stopped.body.retryAfterMs).toBeGreaterThan(0);
  expect((await from("192.0.2.8").post("reports", {})).status).toBe(401);
  // Other groups go on: nobody is kept from paying because somebody makes reports.
  expect((await from("192.0.2.7").get("health")).status).toBe(200);
});

test("SEC-3: a flood of writing is stopped once an isolate has seen its share of it", async () => {
  await usedUp("write:ip", "192.0.2.9");
  const flooder = new Browser({ "cf-connecting-ip": "192.0.2.9" });
  const seen = new Set<number>();
  for (let n = 0; n <= QUOTAS["write:ip"].limit / 3 && !seen.has(429); n++)
    seen.add((await flooder.post("staff/session", "{")).status);
  expect([...seen]).toEqual([400, 429]);
});

test("SEC-3: no JSON route takes a body above the limit, with or without its length announced", async () => {
  const { admin } = await makeRegion();
  const long = `{"name":"${"a".repeat(MAX_BODY_BYTES)}"}`;
  expect((await admin.post("organisations", long)).body.code).toBe("body-too-large");
  expect((await admin.post("programmes/scope", long)).body.code).toBe("body-too-large");
});

test("SEC-3: each route has the brake of its group: the operator's, long work and files, writing, reading", () => {
  expect(quotaOf("POST", "/api/operator/audit")).toBe("operator:ip");
  for (const path of [
    "reports",
    "imports",
    "imports/x/apply",
    "staff/slips",
    "pictures",
    "notices/x/attachments",
  ])
    expect([path, quotaOf("POST", `/api/${path}`)]).toEqual([path, "heavy:ip"]);
  expect(quotaOf("PUT", "/api/stores/x/picture")).toBe("heavy:ip");
  expect(quotaOf("GET", "/api/reports")).toBe("read:ip");
  expect(quotaOf("POST", "/api/counter/payments")).toBe("write:ip");
  expect(quotaOf("GET", "/api/nowhere")).toBe("read:ip");
});
