import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HAS_ENTRIES, projectedHead } from "../../durable-objects/lib/projected-head.ts";
import type { JournalEntry } from "../../schema/events.ts";
import type { ActorName } from "../../schema/ids.ts";
import { chainOf, type Link } from "./chains.testing.ts";
import { nodeD1 } from "./node-d1.testing.ts";
import { project } from "./projection.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const RUNS = 1_000;
const MINUTE = 60_000;

const pay = (amountYen: number, storeId = "store"): Link => ({
  kind: "pay",
  amountYen: -amountYen,
  detail: { storeId, tillId: "till", rules: 1 },
});
const open = (amountYen: number): Link => ({ kind: "open", amountYen, detail: { issuerId: "issuer" } });

/** Two coupons and a wallet with a little history each. */
const histories = fc
  .array(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.boolean(), fc.constantFrom("a", "b")), {
      maxLength: 6,
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((actors) =>
    actors.flatMap((moves, index) =>
      chainOf(
        `actor${index}`,
        [
          index === 2 ? { kind: "credit", amountYen: 9_000, detail: { origin: "charge" } } : open(9_000),
          ...moves.map(
            ([yen, back, store]): Link =>
              back
                ? {
                    kind: "reverse",
                    amountYen: yen,
                    detail: { storeId: store, tillId: "till", payment: "p" },
                  }
                : pay(yen, store),
          ),
        ],
        { actorClass: index === 2 ? "wallet" : "coupon" },
      ),
    ),
  );

/** The same entries in some order, some of them twice, cut into batches. */
const deliveries = histories.chain((entries) =>
  fc
    .tuple(
      fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
      fc.array(fc.nat(entries.length - 1), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
    )
    .map(([order, again, sizes]) => {
      const sent = [...order, ...again.map((index) => entries[index] as JournalEntry)];
      const batches: JournalEntry[][] = [];
      for (let at = 0, turn = 0; at < sent.length; turn++) {
        const size = sizes[turn % sizes.length] as number;
        batches.push(sent.slice(at, at + size));
        at += size;
      }
      return { entries, batches };
    }),
);

function tables(sqlite: ReturnType<typeof nodeD1>["sqlite"]) {
  const rows = (sql: string) =>
    sqlite
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  return {
    journal: rows(
      "select actor, seq, hash, amount_yen, book_date, store_id from journal order by actor, seq",
    ),
    heads: rows("select actor, class, seq, hash, max_seq, balance_yen from actor_head order by actor"),
    totals: rows(
      "select * from ledger_total order by programme_id, book_date, expires_on, class, kind, part",
    ),
    stores: rows("select * from store_day order by store_id, book_date, programme_id, till_id"),
    breaks: rows("select what, actor, seq, hash from journal_break order by id"),
  };
}

describe("the projection", () => {
  test(
    "PUB-2: ends the same in any order, with any repeats, in any batches",
    async () => {
      const inOrder = nodeD1();
      const shuffled = nodeD1();
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ entries, batches }) => {
          inOrder.wipe();
          shuffled.wipe();
          await project(inOrder.db, entries, "log", NOW);
          for (const batch of batches) await project(shuffled.db, batch, "log", NOW);
          expect(tables(shuffled.sqlite)).toEqual(tables(inOrder.sqlite));
          expect(tables(shuffled.sqlite).breaks).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    MINUTE,
  );

  test(
    "PUB-3: totals are the sums of the rows that were really inserted",
    async () => {
      const { db, sqlite, wipe } = nodeD1();
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ entries, batches }) => {
          wipe();
          let inserted = 0;
          for (const batch of batches) inserted += (await project(db, batch, "log", NOW)).inserted.size;
          expect(inserted).toBe(entries.length);
          const { total, rows } = sqlite
            .prepare("select sum(amount_yen) as total, sum(rows) as rows from ledger_total")
            .get() as { total: number; rows: number };
          expect(total).toBe(entries.reduce((sum, entry) => sum + entry.amountYen, 0));
          expect(rows).toBe(entries.length);
          const paid = entries
            .filter((entry) => entry.kind === "pay")
            .reduce((sum, entry) => sum - entry.amountYen, 0);
          const back = entries
            .filter((entry) => entry.kind === "reverse")
            .reduce((sum, entry) => sum + entry.amountYen, 0);
          const day = sqlite
            .prepare(
              `select coalesce(sum(paper_yen + app_yen), 0) as paid,
               coalesce(sum(paper_reversed_yen + app_reversed_yen), 0) as back from store_day`,
            )
            .get();
          expect({ ...day }).toEqual({ paid, back });
        }),
        { numRuns: RUNS },
      );
    },
    MINUTE,
  );

  test(
    "PUB-5: the same place with another hash is kept aside and alerted, whichever comes first",
    async () => {
      const { db, sqlite, wipe } = nodeD1();
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 5 }),
          fc.boolean(),
          fc.boolean(),
          async (length, forkAt, forkFirst, together) => {
            const from = Math.min(forkAt, length);
            const links = Array.from({ length }, (_, index) => (index === 0 ? open(5_000) : pay(10)));
            const honest = chainOf("forked", links);
            const before = honest[from - 2];
            const fork = chainOf("forked", [pay(999)], before ? { after: before } : {});
            wipe();
            const parts = forkFirst ? [fork, honest] : [honest, fork];
            const results = together
              ? [await project(db, parts.flat(), "log", NOW)]
              : [
                  await project(db, parts[0] ?? [], "log", NOW),
                  await project(db, parts[1] ?? [], "log", NOW),
                ];
            const { journal, breaks, heads } = tables(sqlite);
            // One of the two stands, the other is kept aside, and nothing is lost.
            const kept = [
              ...journal.map((row) => row.hash),
              ...breaks.filter((row) => row.what === "fork").map((row) => row.hash),
            ];
            expect(new Set(kept)).toEqual(new Set([...honest, ...fork].map((entry) => entry.hash)));
            expect(breaks.some((row) => row.seq === from && row.what === "fork")).toBe(true);
            expect(results.reduce((sum, result) => sum + result.breaks, 0)).toBe(breaks.length);
            // Where the honest next row no longer follows, the head stops before it and that is a break too.
            const continues = forkFirst && from < length;
            expect(breaks.some((row) => row.what === "chain")).toBe(continues);
            expect(heads[0]?.seq).toBe(continues ? from : length);
            const alerts = sqlite
              .prepare("select count(*) as alerts from alert where kind = 'journal-break'")
              .get();
            expect(alerts?.alerts).toBe(breaks.length);
            // Delivered again, nothing more is found.
            expect((await project(db, parts.flat(), "log", NOW)).breaks).toBe(0);
          },
        ),
        { numRuns: RUNS },
      );
    },
    MINUTE,
  );

  test("PUB-5: an entry that moved to other books is a break even with the same hash", async () => {
    const { db, sqlite } = nodeD1();
    const [first] = chainOf("mover", [open(100)]) as [JournalEntry];
    await project(db, [first], "log", NOW);
    await project(db, [{ ...first, regionId: "elsewhere" as JournalEntry["regionId"] }], "log", NOW);
    expect(tables(sqlite).breaks).toMatchObject([{ what: "fork", actor: "mover", seq: 1 }]);
  });

  test("PUB-6: the head is the end of the gapless prefix, and the sum is the prefix's", async () => {
    const { db } = nodeD1();
    const chain = chainOf("gappy", [open(1_000), pay(100), pay(200), pay(50)]);
    await project(db, [chain[0], chain[2], chain[3]] as JournalEntry[], "log", NOW);
    expect(await projectedHead(db, "gappy" as ActorName)).toEqual({ seq: 1, hash: chain[0]?.hash });
    await project(db, [chain[1]] as JournalEntry[], "log", NOW);
    expect(await projectedHead(db, "gappy" as ActorName)).toEqual({ seq: 4, hash: chain[3]?.hash });
    expect(await projectedHead(db, "nobody" as ActorName)).toEqual({ seq: 0, hash: "" });
  });

  test("PUB-6: where D1 can't be read the head is not known, which is not the same as nothing", async () => {
    const { db, sqlite } = nodeD1();
    sqlite.exec("drop table actor_head");
    expect(await projectedHead(db, "gappy" as ActorName)).toBeNull();
  });

  test("CPN-5: an actor has entries as soon as one was projected or kept aside", async () => {
    const { db } = nodeD1();
    const hasEntries = async (actor: string) => {
      const row = await db.prepare(`select ${HAS_ENTRIES} as found`).bind(actor).first<{ found: number }>();
      return row?.found;
    };
    expect(await hasEntries("lost")).toBe(0);
    await project(db, chainOf("lost", [open(1)]), "log", NOW);
    expect(await hasEntries("lost")).toBe(1);
    const [first] = chainOf("forked", [open(1)]);
    const [other] = chainOf("forked", [open(2)]);
    await project(db, [first, other] as JournalEntry[], "log", NOW);
    expect(await hasEntries("forked")).toBe(1);
    expect(await hasEntries("nobody")).toBe(0);
  });

  test("ASOF-1: a row books on its business date in Tokyo, or on the first unsealed one", async () => {
    const { db, sqlite } = nodeD1();
    const bookDates = () => tables(sqlite).journal.map((row) => row.book_date);
    const at = (iso: string) => Date.parse(iso);
    const chain = chainOf("dated", [
      { ...open(100), atMs: at("2026-11-20T14:59:59.999Z") },
      { ...pay(1), atMs: at("2026-11-20T15:00:00.000Z") },
      { ...pay(1), atMs: at("2026-11-20T15:00:01.000Z") },
      { ...pay(1), atMs: at("2026-11-24T00:00:00.000Z") },
    ]);
    await project(db, chain.slice(0, 2), "log", NOW);
    expect(bookDates()).toEqual(["2026-11-20", "2026-11-21"]);
    sqlite.exec(
      "insert into seal (book_date, state, audit_id, late, closed_at_ms) values ('2026-11-21', 'sealed', '', '[]', 0), ('2026-11-22', 'closing', '', '[]', 0)",
    );
    await project(db, chain.slice(2), "log", NOW);
    expect(bookDates()).toEqual(["2026-11-20", "2026-11-21", "2026-11-23", "2026-11-24"]);
  });

  describe("FND-3: an issue's row", () => {
    const manifest = (issueId: string, replaces: string | null = null) => ({
      issueId,
      issuerId: "issuer",
      branchId: "branch",
      serialFrom: 1,
      count: 1,
      sumYen: 100,
      faces: [{ faceYen: 100, count: 1 }],
      notBeforeOn: null,
      expiresOn: "2026-12-31",
      keyId: "1",
      pepperGeneration: 1,
      replaces,
    });
    const issued = chainOf(
      "programme",
      [
        { kind: "issue", amountYen: 0, detail: { issueId: "issue", manifest: manifest("issue") } },
        { kind: "issue-ready", amountYen: 0, detail: { issueId: "issue" } },
        { kind: "activate", amountYen: 0, detail: { issueId: "issue" } },
        { kind: "stop", amountYen: 0, detail: { issueId: "issue" } },
      ],
      { actorClass: "fund" },
    );
    const replaced = chainOf(
      "programme",
      [
        {
          kind: "replace",
          amountYen: 0,
          operationId: "step",
          detail: { issueId: "new", manifest: manifest("new", "old") },
        },
        { kind: "issue-ready", amountYen: 0, detail: { issueId: "new" } },
      ],
      { actorClass: "fund" },
    );
    const row = (sqlite: ReturnType<typeof nodeD1>["sqlite"]) => ({
      ...sqlite.prepare("select state, fund_seq, sum_yen, faces from issue").get(),
    });

    test("is made from the manifest where the Worker didn't write it", async () => {
      const { db, sqlite } = nodeD1();
      await project(db, issued.slice(0, 1), "log", NOW);
      expect(row(sqlite)).toEqual({
        state: "writing",
        fund_seq: 1,
        sum_yen: 100,
        faces: '[{"faceYen":100,"count":1}]',
      });
    });

    test("follows the fund and never goes back", async () => {
      const { db, sqlite } = nodeD1();
      await project(db, issued.slice(0, 2), "log", NOW);
      expect(row(sqlite)).toMatchObject({ state: "ready", fund_seq: 2 });
      await project(db, issued.slice(3), "log", NOW);
      await project(db, issued.slice(0, 3), "log", NOW);
      expect(row(sqlite)).toMatchObject({ state: "stopped", fund_seq: 4 });
    });

    test.each([
      ["in order", [[0], [1]]],
      ["together", [[0, 1]]],
    ])("of a replacement is active as soon as it is ready (%s)", async (_, order) => {
      const { db, sqlite } = nodeD1();
      for (const batch of order)
        await project(
          db,
          batch.map((at) => replaced[at] as JournalEntry),
          "log",
          NOW,
        );
      expect(row(sqlite)).toMatchObject({ state: "active", fund_seq: 2 });
    });

    test("of a replacement is active also where its making arrives last", async () => {
      const { db, sqlite } = nodeD1();
      sqlite.exec(
        `insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count, sum_yen, written, not_before_on, expires_on, key_id, pepper_generation, faces, created_at_ms, created_by, programme_version) values ('new', 'region', 'programme', 'issuer', 'branch', 'parent', 'writing', 0, 1, 1, 100, 1, null,
         '2026-12-31', '1', 1, '[]', 0, null, null)`,
      );
      await project(db, replaced.slice(1), "log", NOW);
      await project(db, replaced.slice(0, 1), "log", NOW);
      expect(row(sqlite)).toMatchObject({ state: "active", fund_seq: 2 });
    });
  });
});
