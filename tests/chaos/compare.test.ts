import { describe, expect, test } from "vitest";
import { entryHash, receiptNumber } from "../../durable-objects/lib/chain.ts";
import { genesisHash } from "../../durable-objects/lib/hash.ts";
import type { ActorClass } from "../../schema/ids.ts";
import type { ActorBook, Row } from "./books.ts";
import {
  brokenChains,
  compareBalances,
  compareFreezes,
  compareOperations,
  compareShown,
  compareTransfers,
  damagedReports,
  unprojected,
} from "./compare.ts";
import type { Ack, Kind, Operation } from "./operation-log.ts";

/** A journal as an actor would have written it: numbered, chained, with lots that fit. */
function book(
  actorClass: ActorClass,
  actor: string,
  rows: readonly (Pick<Row, "kind"> & Partial<Row>)[],
): ActorBook {
  let prevHash = genesisHash(actorClass, actor as never);
  const lines = new Map<string, number>();
  const made = rows.map((row, index): Row => {
    const operationId = row.operationId ?? (`${actor}-${index}` as Row["operationId"]);
    const line = lines.get(operationId) ?? 0;
    lines.set(operationId, line + 1);
    const body = {
      seq: index + 1,
      atMs: 1,
      account: "1",
      expiresOn: null,
      amountYen: 0,
      detail: null,
      requestHash: null,
      result: null,
      ...row,
      operationId,
      line,
      prevHash,
    };
    prevHash = entryHash(body);
    return { ...body, hash: prevHash };
  });
  const sum = made.reduce((total, row) => total + row.amountYen, 0);
  return {
    actorClass,
    actor,
    file: `${actor}.sqlite`,
    rows: made,
    lotsYen: actorClass === "fund" ? null : sum,
  };
}

const id = (text: string) => text as Row["operationId"];
const ack = (outcome: Ack["outcome"], amountYen: number | null = null, more: Partial<Ack> = {}): Ack => ({
  outcome,
  amountYen,
  code: null,
  receiptNumber: null,
  from: "reply",
  atMs: 2,
  ...more,
});
const operation = (kind: Kind, name: string, amountYen: number, ...acks: Ack[]): Operation => ({
  id: id(name),
  kind,
  amountYen,
  who: "somebody",
  sentAtMs: 1,
  acks,
});

const coupon = book("coupon", "c", [
  { kind: "open", amountYen: 1_000 },
  { kind: "pay", amountYen: -300, operationId: id("p") },
  { kind: "fence", operationId: id("refused") },
  { kind: "charge-pending", amountYen: -700, operationId: id("ch"), detail: { target: "w" } },
  { kind: "charge-posted", detail: { parent: "ch" } },
]);
const wallet = book("wallet", "w", [
  { kind: "open" },
  { kind: "credit", amountYen: 500, operationId: id("step"), detail: { parent: "ch" } },
  { kind: "credit", amountYen: 200, operationId: id("step"), detail: { parent: "ch" } },
  { kind: "pay", amountYen: -100, operationId: id("q") },
]);
const fund = book("fund", "f", [
  { kind: "deposit", account: "cash", amountYen: -9_000, operationId: id("d") },
  { kind: "deposit", account: "available", amountYen: 9_000, operationId: id("d") },
]);
const books = [coupon, wallet, fund];
const told = [
  operation(
    "payment",
    "p",
    300,
    ack("done", 300, { receiptNumber: receiptNumber(coupon.rows[1]?.hash ?? "") }),
  ),
  operation("payment", "refused", 50, ack("not-done")),
  operation("charge", "ch", 700, ack("pending", 700), ack("done", 700)),
  operation("payment", "q", 100),
  operation("payment", "never-sent", 100),
  operation("deposit", "d", 9_000, ack("done")),
];
/** The same journal with one row otherwise, or without it. */
const altered = (whole: ActorBook, seq: number, change: Partial<Row> | null): ActorBook => ({
  ...whole,
  rows: whole.rows.flatMap((row) =>
    row.seq !== seq ? [row] : change === null ? [] : [{ ...row, ...change }],
  ),
});

describe("what clients were told, against the journals", () => {
  test("OPR-2, OPR-5: whole books bear every word out", () => {
    expect(compareOperations(told, books)).toMatchObject({
      lostYen: 0,
      duplicatedYen: 0,
      untrueWords: 0,
      what: [],
    });
  });

  test("an acknowledged payment that is gone, or smaller, is lost", () => {
    expect(compareOperations(told, [altered(coupon, 2, null), wallet, fund]).lostYen).toBe(300);
    expect(compareOperations(told, [altered(coupon, 2, { amountYen: -250 }), wallet, fund]).lostYen).toBe(50);
    expect(compareOperations(told, [coupon, wallet]).lostYen).toBe(9_000);
  });

  test("OPR-5: a payment that was told not done and moved, or moved more than was told, is duplicated", () => {
    const moved = [altered(coupon, 3, { kind: "pay", amountYen: -50 }), wallet, fund];
    expect(compareOperations(told, moved).duplicatedYen).toBe(50);
    const more = [altered(coupon, 2, { amountYen: -301 }), wallet, fund];
    expect(compareOperations(told, more).duplicatedYen).toBe(1);
    const silent = [coupon, altered(wallet, 4, { amountYen: -101 }), fund];
    expect(compareOperations(told, silent).duplicatedYen).toBe(1);
  });

  test("AUD-6: one operation that moved yen on two actors is duplicated", () => {
    const other = book("coupon", "c2", [{ kind: "pay", amountYen: -300, operationId: id("p") }]);
    expect(compareOperations(told, [...books, other]).duplicatedYen).toBeGreaterThanOrEqual(300);
  });

  test("PAY-4: another receipt number, a freeze that is nowhere and a refusal beside a freeze are untrue words", () => {
    const wrong = operation("payment", "p", 300, ack("done", 300, { receiptNumber: "none" }));
    expect(compareOperations([wrong], books).untrueWords).toBe(1);
    expect(compareOperations([operation("freeze", "x", 0, ack("done"))], books).untrueWords).toBe(1);
    const frozen = book("coupon", "z", [{ kind: "open" }, { kind: "freeze", operationId: id("x") }]);
    expect(compareOperations([operation("freeze", "x", 0, ack("not-done"))], [frozen]).untrueWords).toBe(1);
    expect(compareOperations([operation("freeze", "x", 0, ack("done"))], [frozen]).untrueWords).toBe(0);
  });

  test("XFR-1: a charge that its wallet refused is not done, and told done it is lost", () => {
    const voided = book("coupon", "v", [
      { kind: "open", amountYen: 80 },
      { kind: "charge-pending", amountYen: -80, operationId: id("vc") },
      { kind: "charge-voided", amountYen: 80, detail: { parent: "vc" } },
    ]);
    const refused = operation("charge", "vc", 80, ack("not-done"));
    expect(compareOperations([refused], [voided])).toMatchObject({ lostYen: 0, duplicatedYen: 0 });
    expect(compareOperations([operation("charge", "vc", 80, ack("done", 80))], [voided]).lostYen).toBe(80);
  });
});

describe("XFR-4: transfers, against both of their journals", () => {
  test("what was given arrived", () => {
    expect(compareTransfers(books)).toMatchObject({
      lostYen: 0,
      duplicatedYen: 0,
      stuckTransfers: 0,
      what: [],
    });
  });

  test("posted and not arrived is lost; arrived twice, or voided and arrived, is duplicated", () => {
    expect(compareTransfers([coupon, altered(wallet, 3, null), fund]).lostYen).toBe(200);
    const twice = book("wallet", "w2", [{ kind: "credit", amountYen: 700, detail: { parent: "ch" } }]);
    expect(compareTransfers([...books, twice]).duplicatedYen).toBe(700);
    const both = altered(coupon, 5, { kind: "charge-voided", amountYen: 700 });
    expect(compareTransfers([both, wallet, fund]).duplicatedYen).toBe(700);
  });

  test("without an end it is stuck; arrived for a charge that nobody made it is duplicated", () => {
    expect(compareTransfers([altered(coupon, 5, null), wallet, fund]).stuckTransfers).toBe(1);
    expect(compareTransfers([altered(coupon, 4, null), wallet, fund]).duplicatedYen).toBe(700);
  });

  test("a grant and a cancelled coupon are transfers too", () => {
    const granting = book("fund", "f", [
      { kind: "grant-pending", account: "available", amountYen: -40, operationId: id("g") },
      { kind: "grant-pending", account: "granting", amountYen: 40, operationId: id("g") },
    ]);
    expect(compareTransfers([granting]).stuckTransfers).toBe(1);
    const cancelled = book("coupon", "k", [
      { kind: "open", amountYen: 60 },
      { kind: "cancel", amountYen: -60, operationId: id("k1") },
      { kind: "cancel-posted", detail: { parent: "k1" } },
    ]);
    const returned = book("fund", "f", [
      {
        kind: "cancel-return",
        account: "cancelled",
        amountYen: -60,
        operationId: id("r"),
        detail: { parent: "k1" },
      },
      { kind: "cancel-return", account: "allotted:i", amountYen: 60, operationId: id("r") },
    ]);
    expect(compareTransfers([cancelled, returned]).what).toEqual([]);
    expect(compareTransfers([cancelled]).lostYen).toBe(60);
  });
});

describe("balances and chains", () => {
  const faces = [{ couponId: "p-1", actor: "c", faceYen: 1_000 }];

  test("AUD-1: whole journals break nowhere, and each of these breaks one", () => {
    expect(brokenChains(books)).toEqual([]);
    const cases: readonly ActorBook[] = [
      altered(coupon, 2, { amountYen: -299 }),
      altered(coupon, 2, null),
      altered(coupon, 3, { prevHash: "another" }),
      { ...coupon, lotsYen: 1 },
      { ...coupon, actor: null },
      { ...coupon, actor: "somebody else" },
      book("fund", "f", [{ kind: "deposit", account: "available", amountYen: 1 }]),
    ];
    for (const broken of cases) expect(brokenChains([broken])).toHaveLength(1);
  });

  test("CPN-2: a coupon opened with more or less than its face, or twice, is counted", () => {
    expect(compareBalances(books, faces)).toMatchObject({ lostYen: 0, duplicatedYen: 0, what: [] });
    expect(compareBalances([altered(coupon, 1, { amountYen: 900 })], faces).lostYen).toBe(100);
    expect(compareBalances([coupon], []).duplicatedYen).toBe(1_000);
    const twice = book("coupon", "c", [
      { kind: "open", amountYen: 1_000 },
      { kind: "open", amountYen: 1_000 },
    ]);
    expect(compareBalances([twice], faces).duplicatedYen).toBe(1_000);
  });

  test("FRZ-1: a payment between a freeze and its end is counted", () => {
    const rows: Parameters<typeof book>[2] = [
      { kind: "open" },
      { kind: "freeze" },
      { kind: "pay" },
      { kind: "unfreeze" },
    ];
    expect(compareBalances([book("wallet", "w", rows)], []).untrueWords).toBe(1);
    const after: Parameters<typeof book>[2] = [
      { kind: "open" },
      { kind: "freeze" },
      { kind: "unfreeze" },
      { kind: "pay" },
    ];
    expect(compareBalances([book("wallet", "w", after)], []).untrueWords).toBe(0);
  });

  test("a balance shown otherwise than its journal holds is counted, an unopened coupon's face too", () => {
    const coupons = [...faces, { couponId: "p-2", actor: "closed", faceYen: 500 }];
    const shown = (holder: string, spendableYen: number) =>
      compareShown([{ holder, spendableYen, frozen: false }], { actors: books, coupons });
    expect(shown("w", 600).what).toEqual([]);
    expect(shown("w", 599).lostYen).toBe(1);
    expect(shown("w", 601).duplicatedYen).toBe(1);
    expect(shown("p-1", 0).what).toEqual([]);
    expect(shown("p-1", 5).duplicatedYen).toBe(5);
    expect(shown("p-2", 500).what).toEqual([]);
    expect(shown("p-2", 499).lostYen).toBe(1);
  });
});

test("FRZ-1: a resident who was told to be frozen and isn't is an untrue word; one of whom nobody knows is none", () => {
  const shown = [{ holder: "w", spendableYen: 0, frozen: false }];
  expect(compareFreezes([{ actor: "w", frozen: true }], shown).untrueWords).toBe(1);
  expect(compareFreezes([{ actor: "w", frozen: false }], shown).untrueWords).toBe(0);
  expect(compareFreezes([{ actor: "w", frozen: null }], shown).untrueWords).toBe(0);
});

test("PUB-6: a row that D1 hasn't got, has otherwise, or has alone is counted", () => {
  const rows = books.flatMap(({ actor, rows }) =>
    rows.map(({ seq, hash }) => ({ actor: actor ?? "", seq, hash })),
  );
  expect(unprojected(books, rows)).toEqual([]);
  expect(unprojected(books, rows.slice(1))).toHaveLength(1);
  expect(unprojected(books, rows.with(0, { actor: "c", seq: 1, hash: "another" }))).toHaveLength(1);
  expect(unprojected(books, [...rows, { actor: "c", seq: 99, hash: "h" }])).toHaveLength(1);
});

test("S5: a report that never ended, came otherwise or incomplete, or is gone is damaged", () => {
  const file = { bytes: 10, sha256: "s", rows: 2 };
  const row = { id: "r", state: "done", written: 2, total: 2, sha256: "s" };
  const seen = { id: "r", promised: file, downloads: [file, file] };
  expect(damagedReports([seen], { reports: [row] })).toEqual([]);
  expect(damagedReports([], { reports: [row] })).toEqual([]);
  const cases: readonly (readonly [typeof seen | null, typeof row | null])[] = [
    [null, { ...row, state: "running" }],
    [seen, { ...row, written: 1 }],
    [seen, { ...row, sha256: "t" }],
    [seen, null],
    [{ ...seen, downloads: [] }, row],
    [{ ...seen, downloads: [file, { ...file, sha256: "t" }] }, row],
    [{ ...seen, downloads: [{ ...file, rows: 1 }] }, row],
    [{ ...seen, downloads: [{ ...file, bytes: 9 }] }, row],
  ];
  for (const [asked, stored] of cases)
    expect(damagedReports(asked ? [asked] : [], { reports: stored ? [stored] : [] })).toHaveLength(1);
});
