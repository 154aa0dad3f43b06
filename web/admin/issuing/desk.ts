import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { IssueReply, IssueRequest } from "../../../schema/api/issues.ts";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { createLoad } from "../client/load.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import {
  type Again,
  asksCheckIn,
  asksNights,
  couponYen,
  type DeskAllotment,
  deskExpiry,
  deskLimits,
  deskRoom,
  entryFault,
  isReasonGiven,
  parseGuests,
} from "./issue-form.ts";
import { t } from "./words.ts";

/** A number that is being typed is looked for once the typing has stopped for so long. */
const TYPED_MS = 350;
const NOT_AGAIN: Again = { reason: "", detail: "" };

/** The desk's form: what was entered, what follows from it, and sending it. One per open screen, so per tab. */
export function createDesk(allotment: () => DeskAllotment, branchId: () => string) {
  const [reference, setReference] = createSignal("");
  const [guestName, setGuestName] = createSignal("");
  const [guests, setGuests] = createSignal("1");
  const [nights, setNights] = createSignal(1);
  const [checkIn, setCheckIn] = createSignal<string>(businessDate(serverNow()));
  const [chosenFace, setFace] = createSignal<number>();
  const [tried, setTried] = createSignal(false);
  const [again, setAgain] = createSignal(NOT_AGAIN);
  const [settled, setSettled] = createSignal("");
  const runner = createCommandRunner<IssueReply>();
  const bareReference = () => reference().normalize("NFKC").trim();

  createEffect(
    on(bareReference, (number) => {
      setAgain(NOT_AGAIN);
      const timer = setTimeout(() => setSettled(number), TYPED_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  /** What the reservation number got already, as far as this desk may see (ISS-4). */
  const before = createLoad(
    () => {
      const number = settled();
      return number === "" ? undefined : JSON.stringify([allotment().pay.programmeId, branchId(), number]);
    },
    (key) => {
      const [programmeId, branch, number] = JSON.parse(key) as [string, string, string];
      return api("POST issues/stay", { body: { programmeId, branchId: branch, reference: number } });
    },
  );
  const isSettled = () => settled() === bareReference() && settled() !== "";
  const known = () => (isSettled() ? before.value() : undefined);
  /** The fund knows of an issue that this desk doesn't see: another branch's, or another tab's of this moment (ISS-3). */
  const refusedAs = () => {
    const end = runner.ending();
    return end?.outcome === "not-done" ? end.code : undefined;
  };
  const isAgain = () => (known()?.issues.length ?? 0) > 0 || refusedAs() === "stay-issued-before";

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
    const number = bareReference();
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
      ...(isAgain() ? { againReason: againText(again()) } : {}),
    };
  };
  const fault = () => {
    const wrong = entryFault(allotment(), branchId(), entry());
    return wrong ?? (isAgain() && !isReasonGiven(again()) ? ("again-missing" as const) : null);
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
    /** What bounds this desk, and which of it is reached first (PAY-6). */
    limits: () => deskLimits(allotment(), branchId()),
    room: () => deskRoom(allotment(), branchId()),
    fault,
    /** What the reservation got before; undefined while that isn't known. */
    known,
    /** The stay has coupons already: it needs a reason to get more (ISS-3). */
    isAgain,
    again,
    setAgain,
    /** Issues what is entered: undefined where a fault is shown instead, or one is on its way. */
    send: async (): Promise<AdminEnding<IssueReply> | undefined> => {
      setTried(true);
      if (runner.busy() || fault() !== null) return undefined;
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

/** A reason as the log keeps it. */
function againText({ reason, detail }: Again): string {
  return [reason === "" ? "" : t(reason), detail.trim()].filter(Boolean).join(": ");
}
export type Desk = ReturnType<typeof createDesk>;
