import { expect, test } from "vitest";
import { organisationLine } from "./organisation-line.ts";

test("WHO-2: a branch is shown under its head office, and no name twice", () => {
  expect(organisationLine("湯ノ沢温泉旅館組合", "旅館 せせらぎ")).toBe("湯ノ沢温泉旅館組合 旅館 せせらぎ");
  expect(organisationLine("白岬グランドホテル", "白岬グランドホテル 本館")).toBe("白岬グランドホテル 本館");
  expect(organisationLine(null, "みなと商店")).toBe("みなと商店");
});
