import { expect, test } from "vitest";
import { judgeAudit } from "./audit-exceptions.ts";

const report = JSON.stringify({
  vulnerabilities: {
    lodash: {
      via: [{ url: "https://github.com/advisories/GHSA-aaaa", title: "Pollution", severity: "high" }],
    },
    wrapper: { via: ["lodash"] },
    quiet: { via: [{ url: "https://github.com/advisories/GHSA-bbbb", title: "Slow", severity: "moderate" }] },
  },
});
const excuse = { advisory: "GHSA-aaaa", package: "lodash", reason: "not reached", until: "2026-12-31" };

test("S21: a high advisory is named once, moderate ones and mere dependents are not", () => {
  expect(judgeAudit(report, [], "2026-11-01")).toEqual({
    kind: "found",
    lines: ["lodash: high: Pollution GHSA-aaaa"],
  });
});

test("S21: a recorded exception excuses it until its last day", () => {
  expect(judgeAudit(report, [excuse], "2026-12-31")).toEqual({ kind: "clean", excused: 1 });
  expect(judgeAudit(report, [excuse], "2027-01-01")).toMatchObject({ kind: "found" });
});

test("S21: an exception for another package excuses nothing", () => {
  expect(judgeAudit(report, [{ ...excuse, package: "other" }], "2026-11-01").kind).toBe("found");
});

test("a registry that offers no audit is said so", () => {
  const reply = JSON.stringify({ message: "405 Method Not Allowed - POST https://…", statusCode: 405 });
  expect(judgeAudit(reply, [], "2026-11-01")).toEqual({
    kind: "not-offered",
    says: "405 Method Not Allowed",
  });
  expect(judgeAudit("", [], "2026-11-01").kind).toBe("not-offered");
});
