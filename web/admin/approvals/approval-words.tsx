import type { ApprovalBody, ApprovalKind, ApprovalState } from "../../../schema/api/approvals.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { subjectPage } from "../stops/subject-page.ts";
import { t } from "./words.ts";

const KIND = {
  deposit: "kindDeposit",
  allotment: "kindAllotment",
  grant: "kindGrant",
  payout: "kindPayout",
  unfreeze: "kindUnfreeze",
} as const satisfies { readonly [K in ApprovalKind]: string };

/** What is proposed, as a noun. */
export const kindText = (kind: ApprovalKind) => t(KIND[kind]);

const STATE = {
  waiting: ["stateWaiting", "warn"],
  approved: ["stateApproved", "warn"],
  done: ["stateDone", "ok"],
  failed: ["stateFailed", "danger"],
  refused: ["stateRefused", "off"],
  withdrawn: ["stateWithdrawn", "off"],
  lapsed: ["stateLapsed", "off"],
} as const satisfies { readonly [S in ApprovalState]: readonly [string, string] };

/** How far a proposal is. */
export function ApprovalStateBadge(props: { state: ApprovalState }) {
  return <Badge tone={STATE[props.state][1]}>{t(STATE[props.state][0])}</Badge>;
}

/** Where what it is about can be read, for who may. */
export function subjectHref(one: ApprovalBody): string {
  switch (one.subject.kind) {
    case "grant":
      return `/fund/${one.programmeId}/grants/${one.subject.id}`;
    case "payout":
      return `/closings/payout/${one.subject.id}`;
    case "coupon":
    case "resident":
    case "store":
    case "organisation":
    case "staff":
      return subjectPage(one.subject.kind, one.subject.id) ?? "/stops";
    default:
      return `/fund/${one.subject.id}`;
  }
}
