import type { ClosingBody, ClosingLineBody } from "../../../schema/api/closings.ts";
import type { PayoutBody, PayoutItemBody } from "../../../schema/api/payouts.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { t } from "./words.ts";

type Tone = "ok" | "warn" | "danger" | "off";

const CLOSING = {
  calculating: ["stateCalculating", "off"],
  review: ["stateReview", "warn"],
  confirmed: ["stateConfirmed", "warn"],
  approved: ["stateApproved", "ok"],
} as const satisfies { readonly [S in ClosingBody["state"]]: readonly [string, Tone] };

const LINE = {
  due: ["lineDue", "off"],
  nothing: ["lineNothing", "off"],
  negative: ["lineNegative", "warn"],
  "below-minimum": ["lineBelowMinimum", "warn"],
  "above-maximum": ["lineAboveMaximum", "danger"],
  pay: ["linePay", "ok"],
  waiting: ["lineWaiting", "off"],
  "in-file": ["lineInFile", "off"],
  sent: ["lineSent", "ok"],
  settled: ["lineSettled", "ok"],
  returned: ["lineReturned", "danger"],
} as const satisfies { readonly [S in ClosingLineBody["state"]]: readonly [string, Tone] };

const PAYOUT = {
  made: ["payoutMade", "warn"],
  sent: ["payoutSent", "warn"],
  settled: ["payoutSettled", "ok"],
  discarded: ["payoutDiscarded", "off"],
} as const satisfies { readonly [S in PayoutBody["state"]]: readonly [string, Tone] };

const ITEM = {
  waiting: ["lineWaiting", "off"],
  "in-file": ["itemInFile", "off"],
  sent: ["itemSent", "ok"],
  returned: ["itemReturned", "danger"],
} as const satisfies { readonly [S in PayoutItemBody["state"]]: readonly [string, Tone] };

/** How far a closing is, in a word. */
export function ClosingState(props: { state: ClosingBody["state"] }) {
  return <Badge tone={CLOSING[props.state][1]}>{t(CLOSING[props.state][0])}</Badge>;
}

/** What became of a store's line. */
export function LineState(props: { state: ClosingLineBody["state"] }) {
  return <Badge tone={LINE[props.state][1]}>{t(LINE[props.state][0])}</Badge>;
}

/** How far a bank file is. */
export function PayoutState(props: { state: PayoutBody["state"] }) {
  return <Badge tone={PAYOUT[props.state][1]}>{t(PAYOUT[props.state][0])}</Badge>;
}

/** What became of one transfer. */
export function ItemState(props: { state: PayoutItemBody["state"] }) {
  return <Badge tone={ITEM[props.state][1]}>{t(ITEM[props.state][0])}</Badge>;
}
