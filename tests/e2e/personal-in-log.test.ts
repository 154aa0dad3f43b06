import { expect, test } from "vitest";
import { personalIn } from "./personal-in-log.ts";

test("SEC-5: what is somebody's is found in a log, and what the log is for is left alone", () => {
  for (const line of [
    "sent to 09012345678",
    "sent to 090-1234-5678",
    'recipient: "+819012345678"',
    "code 12345678901234567890 not found",
    "kakari@example.jp",
    "cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.x",
    "row v2.0a1b2c3d.AAAAAAAAAAAAAAAAAAAAAAAA",
  ])
    expect([line, personalIn(line, []).length]).toEqual([line, 1]);
  expect(personalIn("log in of shiomi-admin-password", ["shiomi-admin-password"])).toHaveLength(1);
  for (const line of [
    "2026-11-25T22:16:19.123Z warn request failed { requestId: '0193b3a0-0000-7000-8000-000000000000' }",
    "sweep { gapsHealed: 0, failures: 0 }",
    "a job step failed 7k3m9qxw2p4d 1795645417019",
  ])
    expect(personalIn(line, [])).toEqual([]);
});
