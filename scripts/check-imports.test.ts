import { describe, expect, test } from "vitest";
import { importsOf, impureDecisions, violations } from "./check-imports.ts";

const judge = (file: string, source: string) => violations(file, importsOf(file, source));

describe("allowed", () => {
  test.each([
    ["durable-objects/coupon/actor.ts", 'import { ok } from "../../schema/result.ts";'],
    ["durable-objects/coupon/actor.ts", 'import { DurableObject } from "cloudflare:workers";'],
    ["durable-objects/coupon/decide.ts", 'import { pay } from "../balance/decide.ts";'],
    ["durable-objects/balance/journal.ts", 'import { createHash } from "node:crypto";'],
    ["workers/api/app.ts", 'import type { FundActor } from "../../durable-objects/fund/actor.ts";'],
    ["workers/settlement/zengin.ts", 'import { type Yen } from "../../schema/money.ts";'],
    ["web/counter/main.tsx", 'import { Yen } from "../shared/components/yen.tsx";'],
    ["wallet-pwa/scan.tsx", 'const wasm = import("../web/shared/scanner/detector.ts");'],
    ["web/counter/main.tsx", 'import "./main.css"; import icon from "./icon.svg?url";'],
    ["schema/money.test.ts", 'import { DatabaseSync } from "node:sqlite";'],
    ["workers/queue/node-d1.testing.ts", 'import { DatabaseSync } from "node:sqlite";'],
    ["scripts/start.ts", 'import { anything } from "../durable-objects/coupon/decide.ts";'],
  ])("%s: %s", (file, source) => {
    expect(judge(file, source)).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    ["schema/money.ts", 'import { x } from "../workers/env.ts";', "may not import"],
    ["schema/money.ts", 'import type { Env } from "../workers/env.ts";', "may not import"],
    ["schema/money.ts", 'import { createHash } from "node:crypto";', "does not exist"],
    ["durable-objects/coupon/actor.ts", 'import { env } from "../../workers/env.ts";', "may not import"],
    ["workers/settlement/fees.ts", 'import { can } from "../http/roles.ts";', "may not import"],
    ["workers/api/app.ts", 'import { Yen } from "../../web/shared/components/yen.tsx";', "may not import"],
    ["workers/api/app.ts", 'import { readFileSync } from "node:fs";', "does not exist"],
    ["web/shared/client/api.ts", 'import { app } from "../../../workers/api/app.ts";', "may not import"],
    ["web/shared/client/api.ts", 'import type { app } from "../../../workers/api/app.ts";', "may not import"],
    ["web/shared/client/api.ts", 'const a = import("../../../workers/api/app.ts");', "may not import"],
    ["web/admin/stores.tsx", 'import { stores } from "../../schema/d1/stores.ts";', "may not import"],
    ["web/admin/stores.tsx", 'import { till } from "../counter/till.tsx";', "may not import"],
    ["web/shared/x.ts", 'import { Wallet } from "../../wallet-pwa/wallet.tsx";', "may not import"],
    ["wallet-pwa/x.ts", 'export * from "../durable-objects/coupon/decide.ts";', "may not import"],
    ["workers/api/app.ts", 'import { seed } from "../../scripts/seed/seed.ts";', "may not import"],
    ["workers/api/app.ts", 'import { can } from "../http/roles";', "ends in its file's ending"],
    ["workers/api/index.ts", "", "index"],
    ["workers/queue/log.ts", 'import { d1 } from "./node-d1.testing.ts";', "tests only"],
    ["schema/utils.ts", "", "utils"],
    // RES-1: telephone metadata stays with the Worker, also where it would be loaded later.
    ["wallet-pwa/x.ts", 'const max = import("libphonenumber-js/max");', "may not import this package"],
    ["web/shared/x.ts", 'import parse from "libphonenumber-js";', "may not import this package"],
  ])("%s: %s", (file, source, says) => {
    expect(judge(file, source).join()).toContain(says);
  });
});

describe("a decision", () => {
  const reached = (files: Record<string, string>) =>
    impureDecisions(new Map(Object.entries(files).map(([file, source]) => [file, importsOf(file, source)])));

  test("may run the schema, other pure code of ours and a hash, and take types from anywhere", () => {
    expect(
      reached({
        "durable-objects/coupon/decide.ts":
          'import { pay } from "../balance/decide.ts"; import type { DurableObject } from "cloudflare:workers";',
        "durable-objects/balance/decide.ts": 'import { hash } from "./hash.ts";',
        "durable-objects/balance/hash.ts":
          'import { createHash } from "node:crypto"; import { ok } from "../../schema/result.ts";',
      }),
    ).toEqual([]);
  });

  test("is named with the way by which it reaches the runtime or a package", () => {
    const [first, ...more] = reached({
      "durable-objects/coupon/decide.ts": 'import { lots } from "../balance/lots.ts";',
      "durable-objects/balance/lots.ts": 'import { DurableObject } from "cloudflare:workers";',
    });
    expect(first).toContain("coupon/decide.ts → durable-objects/balance/lots.ts → cloudflare:workers");
    expect(more).toEqual([]);
    expect(reached({ "durable-objects/fund/decide.ts": 'import { z } from "zod";' })).toHaveLength(1);
  });
});
