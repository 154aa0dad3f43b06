import { businessDate } from "../../schema/calendar.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import { issueDates } from "../issuing/terms.ts";
import type { ListTerms, StayRow } from "./judge.ts";

/** How a list's rows are read for a programme as it is now. Pure. */
export function listTerms(programme: ProgrammeFacts, nowMs: number): ListTerms {
  const today = businessDate(nowMs);
  return {
    asks: programme.asks,
    facesYen: programme.facesYen,
    facePer: programme.facePer,
    unitWord: programme.unitWord,
    perStayYen: programme.caps.perStayYen,
    isInTime: (stay) => {
      const { notBeforeOn, expiresOn } = issueDates(programme, today, stay);
      return expiresOn >= (notBeforeOn ?? today);
    },
  };
}

/** What each coupon of a row is worth. Pure. */
export function couponYenOf(facePer: "coupon" | "night", stay: Pick<StayRow, "faceYen" | "nights">): number {
  return facePer === "night" ? stay.faceYen * (stay.nights ?? 1) : stay.faceYen;
}
