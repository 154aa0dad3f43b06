import { expect, test } from "vitest";
import type { Terms } from "../../schema/api/terms.ts";
import {
  atPlace,
  draftOf,
  emptyDraft,
  formOf,
  type JoinDraft,
  joinFaults,
  keyInFragment,
  newJoinKey,
  saysPlace,
  THE_TEXT,
} from "./join-draft.ts";

const terms: Terms = {
  termsId: "terms0000001",
  kind: "merchant",
  version: 1,
  title: "規約",
  body: "…",
  pledges: ["一", "二"],
  publishedAtMs: 0,
  blocksFromMs: 0,
};
const whole: JoinDraft = {
  ...emptyDraft,
  organisationName: "みさき水産",
  organisationKana: "ミサキスイサン",
  storeName: "みさき食堂",
  storeKana: "ミサキショクドウ",
  postalCode: "999-0001",
  municipality: "990019",
  address: "港町5",
  contactName: "三崎",
  contactPhone: "０９９−０００−００００",
  termsId: terms.termsId,
  ticked: [THE_TEXT, 0, 1],
};

test("ORG-3: a whole form has no faults, and goes out with digits only", () => {
  expect(joinFaults(whole, { terms })).toEqual({});
  expect(formOf(whole)).toMatchObject({
    store: { postalCode: "9990001", phone: null },
    contact: { phone: "0990000000", email: "" },
    terms: { termsId: terms.termsId, pledges: [0, 1] },
  });
});

test("ORG-3: what is missing is named field by field", () => {
  expect(joinFaults({ ...emptyDraft, email: "x", phone: "12", postalCode: "1" }, { terms })).toEqual({
    organisationName: "mustFill",
    organisationKana: "mustFill",
    storeName: "mustFill",
    storeKana: "mustFill",
    address: "mustFill",
    contactName: "mustFill",
    postalCode: "postalWrong",
    phone: "phoneWrong",
    contactPhone: "phoneWrong",
    email: "emailWrong",
    ticked: "tickAll",
  });
});

test("S25: a pledge left out, the text not read, or a newer version since: ticked again", () => {
  for (const ticked of [
    [0, 1],
    [THE_TEXT, 0],
  ])
    expect(joinFaults({ ...whole, ticked }, { terms })).toEqual({ ticked: "tickAll" });
  expect(joinFaults(whole, { terms: { ...terms, termsId: "terms0000002" } })).toEqual({ ticked: "tickAll" });
});

test("ORG-3: what was sent back comes back field by field, with nothing ticked", () => {
  const back = draftOf(formOf(whole));
  expect(formOf({ ...back, termsId: whole.termsId, ticked: whole.ticked })).toEqual(formOf(whole));
  expect(back.ticked).toEqual([]);
});

test("ORG-3: a key is read from the address's fragment, and nothing else is taken for one", () => {
  const key = newJoinKey();
  expect(keyInFragment(`#${key}`)).toBe(key);
  for (const fragment of ["", "#", `#${key}0`, `#${key.slice(1)}`, "#main"])
    expect(keyInFragment(fragment)).toBe(null);
});

test("SDA-2: a place of a postal code chooses the municipality and begins the address after it", () => {
  const place = { prefecture: "潮見県", city: "白岬市", town: "港町", municipality: "990019" };
  const written = atPlace(emptyDraft, place);
  expect(written).toEqual({ municipality: "990019", address: "港町" });
  expect(saysPlace({ ...written, address: "港町1-2" }, place)).toBe(true);
  expect(saysPlace({ ...written, municipality: "990027" }, place)).toBe(false);
  expect(saysPlace({ ...written, address: "浜通り" }, place)).toBe(false);
  // A code of a whole municipality says nothing of what comes after it.
  expect(atPlace({ address: "浜通り7" }, { ...place, town: "" }).address).toBe("浜通り7");
  expect(atPlace({ address: "浜通り7" }, place).address).toBe("港町");
});
