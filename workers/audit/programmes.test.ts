import { expect, test } from "vitest";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "../queue/chains.testing.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { programmeFigures } from "./programmes.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const store = { storeId: "store", tillId: "till" };
const fund = chainOf(
  "programme",
  [
    { kind: "issue-ready", amountYen: -1_000, account: "writing", operationId: "ready" },
    { kind: "issue-ready", amountYen: 1_000, account: "issued", operationId: "ready", line: 1 },
  ],
  { actorClass: "fund" },
);
const coupon = chainOf("coupon", [
  { kind: "open", amountYen: 1_000 },
  { kind: "pay", amountYen: -300, operationId: "paper", detail: store },
  { kind: "charge-pending", amountYen: -700, operationId: "charge", detail: { target: "wallet" } },
  { kind: "charge-posted", amountYen: 0, operationId: "posted", detail: { parent: "charge" } },
]);
const credit: Link = {
  kind: "credit",
  amountYen: 700,
  operationId: "credit",
  detail: { parent: "charge", source: "coupon", from: "coupon", origin: "charge" },
};
const wallet = chainOf("wallet", [credit, { kind: "pay", amountYen: -200, detail: store }], {
  actorClass: "wallet",
});

/** Every order of a list. */
function* orders<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of orders(items.filter((_, other) => other !== at))) yield [item, ...rest];
}

test("AUD-2, PUB-2: the sums fit at every cut, in whatever order the rows arrive", {
  timeout: 60_000,
}, async () => {
  const { db, sqlite, wipe } = nodeD1();
  sqlite.exec(
    `insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count,
       sum_yen, written, expires_on, key_id, pepper_generation, faces, created_at_ms)
     values ('issue', 'region', 'programme', 'i', 'b', 'o', 'active', 1, 1, 1, 1000, 1, '2026-12-31', '1', 1, '[]', 0);
     insert into coupon (programme_id, serial, region_id, issue_id, actor, pepper_generation, key_id, salt, face_yen, issuer_id,
       branch_id, not_before_on, expires_on, mac)
     values ('programme', 1, 'region', 'issue', 'coupon', 1, '1', 0, 1000, 'i', 'b', null, '2026-12-31', 'mac')`,
  );
  const figures = () => programmeFigures(db, "programme", "2026-11-23");
  let cuts = 0;
  for (const order of orders<JournalEntry>([...coupon, ...wallet])) {
    wipe();
    await project(db, fund, "log", NOW);
    for (const entry of order) {
      await project(db, [entry], "log", NOW);
      const cut = await figures();
      expect(cut.differenceYen, `${order.map((each) => each.kind).join(", ")}: ${JSON.stringify(cut)}`).toBe(
        0,
      );
      cuts += 1;
    }
    expect(await figures()).toMatchObject({ issuedYen: 1_000, liveYen: 500, paidYen: 500, inTransitYen: 0 });
  }
  expect(cuts).toBe(720 * 6);
});
