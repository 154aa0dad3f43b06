import { describe, expect, test } from "vitest";
import { MAX_IMPORT_ROWS } from "../../schema/api/imports.ts";
import { comparable } from "./cells.ts";
import { fileRows, readHead } from "./file-rows.ts";
import type { Comparison } from "./kind.ts";
import { groupedBy } from "./known-pages.ts";
import {
  judgeOrganisation,
  type KnownOrganisation,
  type KnownOrganisations,
  organisationKey,
  organisationStanding,
} from "./organisations/judge.ts";
import { draftOf, withRepeats } from "./row-draft.ts";
import {
  judgeStore,
  type KnownStore,
  type KnownStores,
  type StorePayload,
  storeKey,
  storeStanding,
} from "./stores/judge.ts";

const owner = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  isMerchant: true,
  isActive: true,
  ...more,
});
const cafe: KnownStore = {
  id: "cafe",
  organisationId: "shop",
  name: "喫茶ミナト",
  kana: "キッサミナト",
  address: "港町1-2-3",
  municipality: "990019",
  industry: "M7671",
  accepts: "mpm+cpm",
};
const owners = [
  owner("shop", "みなと商店"),
  owner("twin-a", "双子屋"),
  owner("twin-b", "双子屋"),
  owner("inn", "宿", { isMerchant: false }),
  owner("shut", "閉店堂", { isActive: false }),
];
const known: KnownStores = {
  municipalities: [{ code: "990019", name: "港町" }],
  ownersById: new Map(owners.map((one) => [one.id, one])),
  ownersByName: groupedBy(owners, (one) => comparable(one.name)),
  stores: groupedBy([cafe], storeKey),
};
const good = {
  owner: "みなと商店",
  name: "喫茶ミナト",
  kana: "きっさみなと",
  address: "港町１－２－３",
  municipality: "港町",
  industry: "7671",
};
const storeFault = (values: object) => {
  const judged = judgeStore({ ...good, ...values }, known);
  return judged.ok ? null : judged.faults.map(({ field, code }) => `${field}: ${code}`);
};
const standingOf = (values: object) => {
  const judged = judgeStore({ ...good, ...values }, known);
  return judged.ok ? storeStanding(judged.key, judged.payload as StorePayload, known) : null;
};

describe("a row of a list of stores", () => {
  test("IMP-3: everything that is wrong with a row is named at once", () => {
    expect(storeFault({ kana: "港", industry: "", municipality: "990035" })).toEqual([
      "kana: not-kana",
      "municipality: municipality-unknown",
      "industry: missing",
    ]);
  });

  test("IMP-3: an owner is an active merchant that the name or the id fits alone", () => {
    expect(storeFault({})).toBeNull();
    expect(storeFault({ owner: "twin-b" })).toBeNull();
    expect(storeFault({ owner: "双子屋" })).toEqual(["owner: owner-ambiguous"]);
    expect(storeFault({ owner: "宿" })).toEqual(["owner: owner-not-merchant"]);
    expect(storeFault({ owner: "閉店堂" })).toEqual(["owner: owner-stopped"]);
    expect(storeFault({ owner: "だれか" })).toEqual(["owner: owner-unknown"]);
  });

  test("IMP-4: a store is the one of the same owner, name and address, however they are written", () => {
    expect(standingOf({})).toEqual({ state: "same", subjectId: "cafe" });
    expect(standingOf({ industry: "7611" })).toEqual({
      state: "changed",
      subjectId: "cafe",
      differs: [{ field: "industry", there: "M7671" }],
    });
    expect(standingOf({ address: "港町1-2-4" })).toEqual({ state: "new" });
    expect(standingOf({ owner: "twin-a" })).toEqual({ state: "new" });
    // The number of tills is what a new store begins with, not something that lists differ in.
    expect(standingOf({ tills: "3" })).toEqual({ state: "same", subjectId: "cafe" });
  });
});

const head = (id: string, name: string, more: object = {}): KnownOrganisation => ({
  id,
  parentId: null,
  name,
  kana: "カナ",
  isIssuer: false,
  isMerchant: true,
  isSecretariat: false,
  ...more,
});
const offices = [
  head("hotel", "潮見ホテル", { isIssuer: true }),
  head("annex", "別館", { parentId: "hotel", isIssuer: true }),
  head("shop", "みなと商店"),
  head("desk", "事務局", { isSecretariat: true }),
  head("twin-a", "双子屋"),
  head("twin-b", "双子屋", { kana: "フタゴヤ" }),
];
const organisations: KnownOrganisations = {
  byId: new Map(offices.map((one) => [one.id, one])),
  byName: groupedBy(offices, (one) => comparable(one.name)),
  byKey: groupedBy(offices, organisationKey),
};
const judgedAs = (values: object) => {
  const judged = judgeOrganisation({ name: "新館", kana: "シンカン", ...values }, organisations);
  return judged.ok ? judged.payload : judged.faults.map(({ field, code }) => `${field}: ${code}`);
};

describe("a row of a list of organisations", () => {
  test("IMP-3: a head office says what it is, in words that people use", () => {
    expect(judgedAs({ kinds: "発行事業者・加盟店" })).toMatchObject({ isIssuer: true, isMerchant: true });
    expect(judgedAs({ kinds: "merchant" })).toMatchObject({
      isIssuer: false,
      isMerchant: true,
      parentId: null,
    });
    expect(judgedAs({ kinds: "銀行" })).toEqual(["kinds: kinds-unknown"]);
    expect(judgedAs({})).toEqual(["kinds: missing"]);
  });

  test("IMP-3: a branch is what its head office is, and has one that is a head office", () => {
    expect(judgedAs({ parent: "潮見ホテル" })).toMatchObject({ parentId: "hotel", isIssuer: true });
    expect(judgedAs({ parent: "みなと商店", kinds: "発行事業者" })).toEqual(["kinds: kinds-differ"]);
    expect(judgedAs({ parent: "別館" })).toEqual(["parent: parent-is-branch"]);
    expect(judgedAs({ parent: "双子屋" })).toEqual(["parent: parent-ambiguous"]);
    expect(judgedAs({ parent: "事務局" })).toEqual(["parent: parent-unknown"]);
    expect(judgedAs({ parent: "どこか" })).toEqual(["parent: parent-unknown"]);
  });

  test("IMP-4: name and reading under one head office are one organisation; a list never gives it more rights", () => {
    const judged = judgeOrganisation({ name: "みなと商店", kana: "かな", kinds: "加盟店" }, organisations);
    expect(judged.ok && organisationStanding(judged.key, organisations)).toEqual({
      state: "same",
      subjectId: "shop",
    });
    expect(judgedAs({ name: "みなと商店", kana: "カナ", kinds: "発行事業者・加盟店" })).toEqual([
      "kinds: kinds-differ",
    ]);
  });
});

const anything: Comparison = {
  judge: ({ name = "" }) =>
    name === "bad"
      ? { ok: false, title: name, faults: [{ code: "not-kana", field: "kana" }] }
      : { ok: true, title: name, key: name, payload: { name } },
  standing: (key) => {
    if (key === "several") return { state: "several" };
    return key === "changed"
      ? { state: "changed", subjectId: "it", differs: [{ field: "kana", there: "モト" }] }
      : { state: "new" };
  },
};
const draft = (row: number, cells: readonly string[], misplacedQuote: number | null = null) =>
  draftOf({ row, line: row, cells, misplacedQuote }, { mapping: { name: 0, kana: 1 }, columns: 2 }, anything);

describe("a row as the check leaves it", () => {
  test("IMP-3: a finding repeats the cell and says its column as a spreadsheet counts", () => {
    expect(draft(7, ["bad", "港".repeat(80)]).findings).toEqual([
      { code: "not-kana", field: "kana", column: 2, value: "港".repeat(60) },
    ]);
  });

  test("IMP-4: a difference says in which column, and what is registered", () => {
    expect(draft(2, ["changed", "イマ"])).toMatchObject({
      state: "changed",
      subjectId: "it",
      findings: [{ code: "differs", field: "kana", column: 2, value: "モト" }],
    });
  });

  test("IMP-3: cells beyond the headings matter only where something stands in them", () => {
    expect(draft(2, ["a", "b", "", " "]).state).toBe("new");
    expect(draft(2, ["a", "b", "", "x"]).findings).toMatchObject([{ code: "columns-too-many", column: 4 }]);
  });

  test("IMP-3: a row that is broken as CSV is not judged by cells that have moved", () => {
    expect(draft(2, ["bad"]).findings).toEqual([
      { code: "columns-too-few", field: null, column: null, value: "" },
    ]);
  });

  test("IMP-4: of rows that say the same the first counts, also across chunks; what fits several is nobody's", () => {
    const drafts = withRepeats(
      [draft(4, ["a", ""]), draft(5, ["b", ""]), draft(6, ["b", ""])],
      new Map([["a", 2]]),
    );
    expect(drafts.map(({ state, findings }) => [state, findings[0]?.value])).toEqual([
      ["duplicate", "2"],
      ["new", undefined],
      ["duplicate", "5"],
    ]);
    expect(draft(2, ["several", ""])).toMatchObject({ state: "bad", findings: [{ code: "fits-several" }] });
  });
});

async function* texts(...pieces: string[]): AsyncGenerator<string> {
  yield* pieces;
}
const lastOf = async (text: string) => {
  let last: unknown;
  for await (const one of fileRows(texts(text))) last = one;
  return last;
};

describe("IMP-1: a file that can't be read says why and where", () => {
  test("no rows, too many columns, too many rows, a quote that is never closed", async () => {
    expect(await lastOf("a,b\r\n")).toEqual({ ok: false, error: { code: "empty", line: null } });
    expect(await lastOf(`${",x".repeat(100)}\r\nx\r\n`)).toEqual({
      ok: false,
      error: { code: "too-many-columns", line: 1 },
    });
    expect(await lastOf("a\n".repeat(MAX_IMPORT_ROWS + 2))).toEqual({
      ok: false,
      error: { code: "too-many-rows", line: MAX_IMPORT_ROWS + 2 },
    });
    expect(await lastOf("a\n".repeat(MAX_IMPORT_ROWS + 1))).toMatchObject({ ok: true });
    expect(await lastOf('a,b\nc,"d\n')).toEqual({
      ok: false,
      error: { code: "quote-never-closed", line: 2 },
    });
  });

  test("its head is its headings and a few rows", async () => {
    expect(await readHead(texts("店名 ,住所\n", "a,b\nc,d\n"), 1)).toEqual({
      ok: true,
      value: { headings: ["店名", "住所"], samples: [["a", "b"]] },
    });
  });
});
