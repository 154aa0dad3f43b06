import { describe, expect, test } from "vitest";
import type { ReachableStore, StaffMe } from "../../../schema/api/staff.ts";
import { parseRemembered, tillFor } from "./till-store.ts";

const store = (id: string, tills: readonly string[]): ReachableStore =>
  ({
    storeId: id,
    name: `店 ${id}`,
    town: "潮見市",
    accepts: "mpm+cpm",
    state: "open",
    tills: tills.map((tillId, i) => ({ tillId, number: i + 1, rotation: 1, formerUntilMs: null })),
  }) as unknown as ReachableStore;
const me = (stores: readonly ReachableStore[]): StaffMe => ({ staffId: "s1", stores }) as unknown as StaffMe;
const remembered = (of: ReachableStore, tillId: string, staffId = "s1") => ({ staffId, store: of, tillId });

describe("the till this device stands at", () => {
  test("one store with one till needs no choice; anything more is chosen by a person", () => {
    expect(tillFor(me([store("a", ["t1"])]), null)?.till.tillId).toBe("t1");
    expect(tillFor(me([store("a", ["t1", "t2"])]), null)).toBeUndefined();
    expect(tillFor(me([store("a", ["t1"]), store("b", ["t2"])]), null)).toBeUndefined();
    expect(tillFor(me([]), null)).toBeUndefined();
  });

  test("the remembered till is used, with what the system says of the store now", () => {
    const renamed = { ...store("a", ["t1", "t2"]), name: "新しい名前" };
    const chosen = tillFor(me([renamed]), remembered(store("a", ["t1", "t2"]), "t2"));
    expect(chosen?.till.number).toBe(2);
    expect(chosen?.store.name).toBe("新しい名前");
  });

  test("WHO-2: a till of a store another account may not use is not offered to it", () => {
    const stores = [store("a", ["t1", "t2"]), store("b", ["t3"])];
    expect(tillFor(me(stores), remembered(store("z", ["t9"]), "t9", "somebody"))).toBeUndefined();
    expect(tillFor(me(stores), remembered(store("a", ["t1"]), "gone"))).toBeUndefined();
  });

  test("damaged memory is forgotten", () => {
    expect(parseRemembered("{")).toBeNull();
    expect(parseRemembered("null")).toBeNull();
    expect(parseRemembered('{"tillId":"x"}')).toBeNull();
  });
});
