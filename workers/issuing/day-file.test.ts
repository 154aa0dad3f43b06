import { expect, test } from "vitest";
import type { IssueBody } from "../../schema/api/issues.ts";
import { dayFile } from "./day-file.ts";

const issue = (reference: string): IssueBody =>
  ({
    issueId: "7k3m9qxw2p4d",
    createdAtMs: Date.parse("2026-11-28T00:05:09+09:00"),
    pay: { programmeName: "旅クーポン" },
    branchName: "宿本館",
    state: "active",
    stay: { reference, guestName: "ためし", checkInOn: null, nights: null },
    count: 3,
    sumYen: 9_000,
    expiresOn: "2026-12-28",
    createdByName: "フロント",
  }) as unknown as IssueBody;

test("ISS-6, SEC-4: a day's file has a line per issue, no guest's name and no cell that is a formula", () => {
  const [head, line, ...rest] = dayFile([issue("=1+1")], "utf-8").split("\r\n");
  expect(head?.startsWith("\uFEFF発行番号,発行日,時刻")).toBe(true);
  expect(line).toBe(
    "7k3m9qxw2p4d,2026-11-28,0:05:09,旅クーポン,宿本館,お渡し済み,'=1+1,3,9000,2026-12-28,フロント",
  );
  expect(rest).toEqual([""]);
});
