import { expect, test } from "vitest";
import { rolesToGive } from "./roles-to-give.ts";

test("ORG-6, S17: the screens offer what may be given, at what the organisation is", () => {
  const gives = [
    { role: "secretariat-viewer", side: "secretariat" },
    { role: "issuer-desk", side: "issuer" },
    { role: "merchant-store", side: "merchant" },
    { role: "clerk", side: "counter" },
  ] as const;
  expect(rolesToGive([...gives], ["issuer", "merchant"])).toEqual(["issuer-desk", "merchant-store", "clerk"]);
  expect(rolesToGive([...gives], ["secretariat"])).toEqual(["secretariat-viewer"]);
  expect(rolesToGive([], ["merchant"])).toEqual([]);
});
