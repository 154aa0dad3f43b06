import { describe, expect, test } from "vitest";
import { addressOf } from "./api.ts";
import { readProblem, silence } from "./trouble.ts";

describe("the way to the system", () => {
  test("names go into the path encoded, the query leaves out what is undefined", () => {
    expect(addressOf("issues/:id/sheets", { id: "a/b" }, { from: 0, limit: undefined })).toBe(
      "/api/issues/a%2Fb/sheets?from=0",
    );
    expect(addressOf("wallets", {}, {})).toBe("/api/wallets");
  });

  test("a problem keeps its code, outcome, fields and wait", () => {
    const trouble = readProblem(429, {
      code: "too-many-requests",
      outcome: "unknown",
      retryAfterMs: 900,
      fields: [{ path: "amountYen", message: "…" }],
      requestId: "r1",
    });
    expect(trouble).toMatchObject({
      code: "too-many-requests",
      replied: true,
      retryAfterMs: 900,
      requestId: "r1",
    });
    expect(trouble.fields).toHaveLength(1);
  });

  test("OPR-6: what is not our reply leaves the outcome unknown", () => {
    expect(readProblem(502, "<html>")).toMatchObject({
      code: "unreadable-reply",
      replied: false,
      outcome: "unknown",
    });
    expect(readProblem(409, { code: "of-a-newer-server", outcome: "not-done" })).toMatchObject({
      code: "internal",
    });
    expect(silence(false)).toMatchObject({ code: "offline", replied: false, outcome: "unknown" });
  });
});
