import { describe, expect, test } from "vitest";
import { type IdTail, operationId } from "../../../schema/ids.ts";
import { err, ok } from "../../../schema/result.ts";
import { silence } from "../../shared/client/trouble.ts";
import { type AdminCommand, doubtful, keepable, parseCommand } from "./admin-commands.ts";

const id = operationId(1_764_000_000_000, new Uint8Array([1, 2, 3, 4, 5, 6]), "0badcafe" as IdTail);
const issue: AdminCommand = {
  kind: "issue",
  body: {
    operationId: id,
    programmeId: "7k3m9qxw2p4d",
    branchId: "7k3m9qxw2p4e",
    coupons: 3,
    faceYen: 3_000,
    nights: 2,
    stayReference: "SG-261128-0417",
    guestName: "サトウ ハナコ",
  },
};

describe("OPR-1: what a desk keeps of a command it sends", () => {
  test("WHO-4: the guest's name stays out, everything the command is compared by stays in (OPR-2)", () => {
    const kept = keepable(issue);
    expect(JSON.stringify(kept)).not.toContain("サトウ");
    expect(kept).toEqual({ ...issue, body: { ...issue.body, guestName: undefined } });
    expect(parseCommand(JSON.stringify(kept), id)).toEqual(kept);
  });

  test("FND-7: the fund's commands are kept whole, so that the same is sent again and logged with its reason", () => {
    const amount = { operationId: id, amountYen: 1_000_000, note: "第3号" };
    const programmeId = "7k3m9qxw2p4d";
    const [from, to] = ["7k3m9qxw2p4a", "7k3m9qxw2p4b"];
    const commands: readonly AdminCommand[] = [
      { kind: "deposit", programmeId, body: amount },
      { kind: "allotment", programmeId, body: { ...amount, issuerId: from, direction: "back" } },
      { kind: "move", programmeId, body: { ...amount, fromIssuerId: from, toIssuerId: to } },
    ];
    for (const command of commands)
      expect(parseCommand(JSON.stringify(keepable(command)), id)).toEqual(command);
  });

  test("a damaged note, or one of another operation, is none", () => {
    expect(parseCommand(null, id)).toBeNull();
    expect(parseCommand("{", id)).toBeNull();
    expect(parseCommand("null", id)).toBeNull();
    expect(parseCommand(JSON.stringify({ kind: "issue", body: { operationId: "other" } }), id)).toBeNull();
    expect(parseCommand(JSON.stringify({ kind: "cancel", body: { operationId: id } }), id)).toBeNull();
    expect(parseCommand(JSON.stringify({ kind: "deposit", body: { operationId: id } }), id)).toBeNull();
    expect(parseCommand(JSON.stringify({ kind: "pay", body: { operationId: id } }), id)).toBeNull();
    expect(parseCommand(JSON.stringify({ kind: "refund", body: { operationId: id } }), id)).toBeNull();
  });
});

test("OPR-1: what a call centre sends is kept whole and read back", () => {
  const body = { operationId: id, reason: "紛失" };
  const commands: readonly AdminCommand[] = [
    { kind: "freeze", body: { ...body, kind: "coupon", couponId: "7k3m9qxw2p4d-1", frozen: true } },
    {
      kind: "extension",
      body: { ...body, kind: "coupon", couponId: "7k3m9qxw2p4d-1", expiresOn: "2026-12-31" },
    },
    { kind: "refund", payment: id, body: { ...body, amountYen: 500 } },
  ];
  for (const command of commands)
    expect(parseCommand(JSON.stringify(keepable(command)), id)).toEqual(command);
});

describe("OPR-6: a second copy turned away says nothing about the first", () => {
  const forbidden = { ...silence(true), code: "forbidden", replied: true, status: 403 } as const;

  test("an edge's refusal is taken as silence, an actor's refusal as its word", () => {
    expect(doubtful(err(forbidden))).toEqual(err({ ...forbidden, replied: false }));
    const refused = { ...forbidden, code: "insufficient-allotment", outcome: "not-done" } as const;
    expect(doubtful(err(refused))).toEqual(err(refused));
    expect(doubtful(ok(1))).toEqual(ok(1));
  });
});
