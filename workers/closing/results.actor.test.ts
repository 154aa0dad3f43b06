import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { transferResultsSchema } from "../../schema/api/transfer-results.ts";
import { type Browser, op } from "../api/world.actor.testing.ts";
import { printZengin, type Transfer, type TransferOrder } from "../settlement/zengin.ts";
import { readZengin } from "../settlement/zengin-reader.ts";
import { download, makeTown, RULE, sealThrough, type Town } from "./closing.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let town: Town;
/** What went to the bank: one transfer to each of two merchants. */
let sent: TransferOrder;
let payoutId = "";
let merchantLine = 0;
let bakeryLine = 0;
const lineOf = ({ reference }: Transfer) => (reference.kind === "codes" ? Number(reference.second) : 0);

beforeAll(async () => {
  town = await makeTown();
  const { admin, bakeryClerk, bakers, clerk, codes, head, merchant, bakery, programmeId, stores } = town;
  await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  await town.account(head, merchant.organisationId, "0076543", "カ）ミナト");
  await town.account(bakers, bakery.organisationId, "0000042", "パンヤ");
  await town.pay(clerk, stores.a, codes[0] as string, 3_000);
  await town.pay(bakeryClerk, stores.c, codes[1] as string, 2_000);
  const { period } = await admin.read(`programmes/${programmeId}/next-closing`);
  await sealThrough(period.to);
  const { payOn } = await town.close();
  const payout = await admin.done("payouts", { programmeId, payOn });
  payoutId = payout.payoutId;
  const read = readZengin(await download(admin, `payouts/${payoutId}/file`));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  // The merchant's first, whichever record it is.
  const transfers = [...read.value.transfers].sort((a, b) => b.amountYen - a.amountYen);
  sent = { ...read.value, payOn, transfers };
  [merchantLine, bakeryLine] = transfers.map((each) => lineOf(each)) as [number, number];
});

const result = (order: Partial<TransferOrder> = {}) => {
  const { lineEnd, endMark, transferKind } = RULE.fileOptions;
  const options = { lineEnd, endMark, transferKind } as never;
  const printed = printZengin({ ...sent, ...order }, options);
  if (!printed.ok) throw new Error(JSON.stringify(printed.error));
  return printed.value as Uint8Array<ArrayBuffer>;
};
const upload = async (body: Uint8Array<ArrayBuffer> | string, who: Browser = town.admin) => {
  const reply = await exports.default.fetch(
    new Request(`http://localhost/api/programmes/${town.programmeId}/transfer-results`, {
      method: "POST",
      headers: {
        origin: "http://localhost",
        cookie: who.cookieHeader(),
        "content-type": "application/octet-stream",
      },
      body,
    }),
  );
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire
  return { status: reply.status, body: (await reply.json()) as any };
};
const verdicts = async (body: Uint8Array<ArrayBuffer> | string) =>
  (await upload(body)).body.rows.map((row: { verdict: string }) => row.verdict);
const paidOut = async () => (await town.admin.read(`programmes/${town.programmeId}/fund`)).paidOutYen;
/** Marks whatever a result says as returned, as the screen does: one by one, by the route of a single transfer. */
const confirm = async (body: Uint8Array<ArrayBuffer> | string) => {
  const { rows, fundIdTail } = (await upload(body)).body;
  for (const { verdict, transfer, reason } of rows)
    if (verdict === "returns")
      await town.admin.done(`payout-items/${transfer.itemId}/return`, {
        operationId: op(fundIdTail),
        reason: reason ?? "other",
      });
};

test("STL-11: what was never marked as sent comes back from nowhere", async () => {
  expect(await verdicts(result())).toEqual(["not-sent", "not-sent"]);
  await town.admin.done(`payouts/${payoutId}/send`, { operationId: op(town.fundIdTail) });
  expect(await verdicts(result())).toEqual(["returns", "returns"]);
});

test("STL-11, WHO-3: the bank's records name transfer, payee and amount; reading writes nothing but that it was read", async () => {
  const [, bakery] = sent.transfers;
  const { status, body } = await upload(result({ transfers: [bakery as never] }));
  expect(status).toBe(200);
  expect(transferResultsSchema.parse(body)).toEqual(body);
  expect(body).toMatchObject({
    kind: "zengin",
    returns: { count: 1, sumYen: bakery?.amountYen },
    rows: [
      {
        at: 2,
        numberEnd: "042",
        reason: null,
        transfer: { payeeName: "パン屋", payoutNumber: 1, line: bakeryLine },
      },
    ],
  });
  expect(await paidOut()).toBe(sent.transfers.reduce((sum, each) => sum + each.amountYen, 0));
  const { results } = await env.DB.prepare(
    "select after from audit_log where action = 'payout.results-read'",
  ).all();
  expect(results.length).toBeGreaterThan(0);
  expect(JSON.stringify(results)).not.toMatch(/0000042|0076543|ﾊﾟﾝ/);
});

test("STL-11: what doesn't agree with what was sent is named and comes back by nobody's hand", async () => {
  const [first, second] = sent.transfers;
  if (!first || !second) throw new Error("two transfers were sent");
  expect(await verdicts(result({ transfers: [{ ...first, amountYen: 1 }] }))).toEqual(["amount-differs"]);
  expect(await verdicts(result({ transfers: [{ ...first, accountNumber: "1111111" }] }))).toEqual([
    "account-differs",
  ]);
  expect(
    await verdicts(
      `1,${merchantLine},解約\n1,${merchantLine},解約\n1,9,解約\n2,1,解約\n1,0000042,名義相違\nx,1,y`,
    ),
  ).toEqual(["returns", "twice", "not-found", "not-found", "returns", "unreadable"]);
});

test("STL-11: a file of another payer, one that doesn't add up, and none at all are refused with the place", async () => {
  const payer = { ...sent.payer, consignorCode: "0000990002" };
  expect((await upload(result({ payer }))).body).toMatchObject({
    code: "result-unreadable",
    fields: [{ path: "line.1", message: "payer" }],
  });
  const changed = result();
  changed[3 * 122 + 18] = 0x39;
  expect((await upload(changed)).body.code).toBe("result-unreadable");
  for (const [body, path] of [
    ["", "file"],
    ['1,"2', "line.1"],
    [new Uint8Array([0, 1, 2]), "file"],
  ] as const)
    expect((await upload(body)).body).toMatchObject({ code: "result-unreadable", fields: [{ path }] });
  expect((await upload(new Uint8Array(1024 * 1024 + 1))).body.code).toBe("body-too-large");
  expect((await upload("1,1,x\n".repeat(501))).body.code).toBe("limit-exceeded");
  expect((await upload([1, 2, 3, 4, 5, 6].map((n) => `${n},1,x`).join("\n"))).body.code).toBe(
    "limit-exceeded",
  );
});

test("WHO-1, WHO-2: nobody reads a result but the programme's secretariat", async () => {
  expect((await upload(result(), town.head)).body.code).toBe("forbidden");
});

test("FND-12, STL-11: confirmed, the money is in the fund once; the same file again changes nothing", async () => {
  const [first] = sent.transfers;
  const before = await paidOut();
  // 解約 as a spreadsheet here saves it.
  const sjis = Uint8Array.from([...new TextEncoder().encode(`1,${merchantLine},`), 0x89, 0xf0, 0x96, 0xf1]);
  expect((await upload(sjis)).body.rows).toMatchObject([{ reason: "account-closed", reasonText: "解約" }]);
  await confirm(sjis);
  expect(await paidOut()).toBe(before - (first?.amountYen ?? 0));
  const again = (await upload(sjis)).body;
  expect(again).toMatchObject({ returns: { count: 0, sumYen: 0 }, rows: [{ verdict: "already-returned" }] });
  await confirm(sjis);
  expect(await paidOut()).toBe(before - (first?.amountYen ?? 0));
  expect((await town.admin.read(`payouts/${payoutId}`)).returned).toEqual({
    count: 1,
    sumYen: first?.amountYen,
  });
  const { rows } = await town.admin.read(`programmes/${town.programmeId}/waiting-transfers`);
  expect(rows).toMatchObject([{ attempt: 2, held: "account-unchanged", amountYen: first?.amountYen }]);
});
