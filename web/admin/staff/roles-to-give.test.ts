import { expect, test } from "vitest";
import { rolesToGive } from "./roles-to-give.ts";

test("ORG-6: the screens offer what the level above may give, at what the organisation is", () => {
  expect(rolesToGive("secretariat-admin", ["issuer", "merchant"])).toEqual([
    "issuer-head",
    "issuer-desk",
    "merchant-head",
    "clerk",
  ]);
  expect(rolesToGive("issuer-head", ["issuer", "merchant"])).toEqual(["issuer-desk"]);
  expect(rolesToGive("merchant-head", ["merchant"])).toEqual(["clerk"]);
  expect(rolesToGive("clerk", ["merchant"])).toEqual([]);
  expect(rolesToGive("secretariat-viewer", ["secretariat"])).toEqual([]);
});
