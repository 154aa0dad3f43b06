import { createContext, useContext } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { FundBody } from "../../../schema/api/programmes.ts";
import type { Load } from "../client/load.ts";

/** What every screen of the fund is about: a programme, and its book as it was last read. */
export interface FundRoom {
  readonly pay: () => PayFace;
  readonly fund: Load<FundBody>;
}

export const FundRoomContext = createContext<FundRoom>();

/** The room around a screen of the fund. */
export function useFundRoom(): FundRoom {
  const room = useContext(FundRoomContext);
  if (!room) throw new Error("a screen of the fund outside its frame");
  return room;
}
