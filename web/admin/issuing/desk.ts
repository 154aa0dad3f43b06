import { createMemo, createSignal } from "solid-js";
import type { IssueReply, IssueRequest } from "../../../schema/api/issues.ts";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import {
  asksCheckIn,
  asksNights,
  couponYen,
  type DeskAllotment,
  deskExpiry,
  deskRoom,
  entryFault,
  parseGuests,
} from "./issue-form.ts";

/** The desk's form: what was entered, what follows from it, and sending it. One per open screen, so per tab. */
export function createDesk(allotment: () => DeskAllotment, branchId: () => string) {
  const [reference, setReference] = createSignal("");
  const [guestName, setGuestName] = createSignal("");
  const [guests, setGuests] = createSignal("1");
  const [nights, setNights] = createSignal(1);
  const [checkIn, setCheckIn] = createSignal<string>(businessDate(serverNow()));
  const [chosenFace, setFace] = createSignal<number>();
  const [tried, setTried] = createSignal(false);
  const runner = createCommandRunner<IssueReply>();

  const byNight = () => allotment().facePer === "night";
  const nightsAsked = () => asksNights(allotment());
  const checkInAsked = () => asksCheckIn(allotment());
  const faceYen = () => {
    const faces: readonly number[] = allotment().facesYen;
    const chosen = chosenFace();
    return chosen !== undefined && faces.includes(chosen) ? chosen : (faces[0] ?? 0);
  };
  const count = createMemo(() => parseGuests(guests()));
  const entry = () => ({
    reference: reference(),
    guestName: guestName(),
    guests: guests(),
    nights: nights(),
    faceYen: faceYen(),
  });
  const eachYen = createMemo(() => couponYen(allotment(), entry()));
  const checkInOn = () => {
    const day = checkIn();
    return checkInAsked() && isBusinessDate(day) ? day : null;
  };

  const body = (): IssueRequest => {
    const name = guestName().trim();
    const number = reference().normalize("NFKC").trim();
    const day = checkInOn();
    return {
      operationId: newOperationId(allotment().fundIdTail, serverNow()),
      programmeId: allotment().pay.programmeId,
      branchId: branchId(),
      coupons: count() ?? 0,
      faceYen: faceYen(),
      ...(nightsAsked() ? { nights: nights() } : {}),
      ...(day === null ? {} : { checkInOn: day }),
      ...(number ? { stayReference: number } : {}),
      ...(name ? { guestName: name } : {}),
    };
  };

  return {
    runner,
    reference,
    setReference,
    guestName,
    setGuestName,
    guests,
    setGuests,
    nights,
    setNights,
    checkIn,
    setCheckIn,
    faceYen,
    setFace,
    byNight,
    nightsAsked,
    checkInAsked,
    tried,
    /** How many coupons; null while the number can't be read. */
    count,
    eachYen,
    sumYen: () => eachYen() * (count() ?? 0),
    expiresOn: () =>
      deskExpiry(
        allotment(),
        nightsAsked() || checkInAsked()
          ? { checkInOn: checkInOn() ?? businessDate(serverNow()), nights: nights() }
          : null,
      ),
    room: () => deskRoom(allotment(), branchId()),
    fault: () => entryFault(allotment(), branchId(), entry()),
    /** Issues what is entered: undefined where a fault is shown instead, or one is on its way. */
    send: async (): Promise<AdminEnding<IssueReply> | undefined> => {
      setTried(true);
      if (runner.busy() || entryFault(allotment(), branchId(), entry()) !== null) return undefined;
      const request = body();
      return runner.run(
        {
          id: request.operationId as ReturnType<typeof newOperationId>,
          kind: "issue",
          handle: null,
          amountYen: eachYen() * request.coupons,
          unitWord: allotment().pay.unitWord,
          party: allotment().pay.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "issue", body: request },
      );
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;
