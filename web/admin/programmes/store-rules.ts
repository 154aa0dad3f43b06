import type { Design } from "../../../schema/api/programme-design.ts";

/** The lists of single stores in a scope: in whatever the rule says, or out whatever it says. */
export type StoreList = "storesIn" | "storesOut";

/** Both lists with a store on one of them and off the other (PRG-2). Pure. */
export function withStore(
  scope: Pick<Design["scope"], StoreList>,
  storeId: string,
  list: StoreList,
): Pick<Design["scope"], StoreList> {
  const others = {
    storesIn: scope.storesIn.filter((id) => id !== storeId),
    storesOut: scope.storesOut.filter((id) => id !== storeId),
  };
  return { ...others, [list]: [...others[list], storeId] };
}
