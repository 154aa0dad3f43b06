import { expect, test } from "vitest";
import { developmentModules } from "./build.ts";

test("a module made for development is named, wherever it lies in the Worker", () => {
  const inputs = [
    "workers/index.ts",
    "workers/api/dev-inbox.ts",
    "workers/dev/inbox.ts",
    "workers/gateways/device.ts",
    "node_modules/hono/dist/helper/dev/index.js",
  ];
  expect(developmentModules(inputs)).toEqual(["workers/api/dev-inbox.ts", "workers/dev/inbox.ts"]);
});
