import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import type {
  AllotCommand,
  DepositCommand,
  GrantCommand,
  IssueManifest,
  MoveCommand,
  PayOutCommand,
  PayOutReturnedCommand,
  ReissueCommand,
  ReleaseGrantCommand,
  ReserveGrantCommand,
  ReturnCommand,
  ReturnExpiredCommand,
  SimpleResult,
} from "../../schema/commands.ts";
import type { RefusalCode } from "../../schema/errors.ts";
import { type OperationId, parseWalletName } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { err, ok } from "../../schema/result.ts";
import { rulesFrom } from "../balance/decide.ts";
import { idTail, requestHash, stepId } from "../lib/hash.ts";
import type { Draft, StoredOperation } from "../lib/ledger.ts";
import {
  allotted,
  balanceOf,
  type FundState,
  type Grant,
  NOTHING_HANDED,
  type Posting,
  reserveKey,
  withPosted,
} from "./book.ts";

import { type FundDecision, type FundSituation, post, recall, refuse, simple } from "./decision.ts";

/* ---------- Money in, money shared out ---------- */

/** The funder's money arrives. */
export function decideDeposit(
  situation: FundSituation,
  { operationId, amountYen }: DepositCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "deposit", { amountYen }, () =>
    amountYen <= 0
      ? "outside-unit"
      : {
          postings: [
            { account: "cash", amountYen: -amountYen },
            { account: "available", amountYen },
          ],
        },
  );
}

/** The share an issuer may issue, given or taken back; never more than is there (FND-2). */
export function decideAllot(situation: FundSituation, command: AllotCommand): FundDecision<SimpleResult> {
  const { operationId, issuerId, amountYen, direction } = command;
  const { state } = situation;
  return simple(situation, operationId, "allot", { amountYen, target: `${direction}:${issuerId}` }, () => {
    if (amountYen <= 0) return "outside-unit";
    const mine = allotted(issuerId);
    if (direction === "out" && balanceOf(state, "available") < amountYen) return "insufficient-fund";
    if (direction === "back" && balanceOf(state, mine) < amountYen) return "insufficient-allotment";
    const sign = direction === "out" ? 1 : -1;
    return {
      postings: [
        { account: "available", amountYen: -sign * amountYen },
        { account: mine, amountYen: sign * amountYen },
      ],
      detail: { issuerId },
    };
  });
}

/**
 * FND-7: yen that one issuer may issue becomes another's, in one entry: taken back and given out again, it would stand
 * in `available` in between, where somebody else may take it.
 */
export function decideMove(situation: FundSituation, command: MoveCommand): FundDecision<SimpleResult> {
  const { operationId, fromIssuerId, toIssuerId, amountYen } = command;
  const target = JSON.stringify([fromIssuerId, toIssuerId]);
  return simple(situation, operationId, "move", { amountYen, target }, () => {
    // Onto itself it would say that something moved where nothing did.
    if (amountYen <= 0 || fromIssuerId === toIssuerId) return "outside-unit";
    const from = allotted(fromIssuerId);
    if (balanceOf(situation.state, from) < amountYen) return "insufficient-allotment";
    return {
      postings: [
        { account: from, amountYen: -amountYen },
        { account: allotted(toIssuerId), amountYen },
      ],
      detail: { fromIssuerId, toIssuerId },
    };
  });
}

/* ---------- Steps that arrive from coupons: can't be refused (XFR-3) ---------- */

/** A cancelled coupon's remainder goes back to its issuer's allotment (FND-4). */
export function decideReturn(situation: FundSituation, command: ReturnCommand): FundDecision<SimpleResult> {
  const { operationId, parent, source, issuerId, amountYen } = command;
  return simple(
    situation,
    operationId,
    "cancel-return",
    { amountYen, target: JSON.stringify([parent, source, issuerId]) },
    () => ({
      postings: [
        { account: "cancelled", amountYen: -amountYen },
        { account: allotted(issuerId), amountYen },
      ],
      detail: { parent, source, issuerId },
    }),
  );
}

/** A replaced coupon's remainder becomes a new issue of one, in one entry and outside the list of faces. */
export function decideReissue(
  situation: FundSituation,
  command: ReissueCommand,
): FundDecision<IssueManifest> {
  const { state } = situation;
  const { operationId, parent, source, issuerId, amountYen } = command;
  const hash = requestHash({
    kind: "replace",
    actor: state.holder.actor,
    amountYen,
    target: JSON.stringify([parent, source, issuerId, command.newIssueId]),
  });
  const recalled = recall<IssueManifest>(
    situation,
    operationId,
    hash,
    (first) => first.detail?.manifest as IssueManifest,
  );
  if (recalled) return recalled;
  const manifest: IssueManifest = {
    issueId: command.newIssueId,
    issuerId,
    branchId: command.branchId,
    serialFrom: state.nextSerial,
    count: 1,
    sumYen: amountYen,
    faces: [{ faceYen: amountYen, count: 1 }],
    notBeforeOn: command.notBeforeOn,
    expiresOn: command.expiresOn,
    keyId: command.keyId,
    pepperGeneration: command.pepperGeneration,
    replaces: source,
  };
  const postings: Posting[] = [
    { account: "cancelled", amountYen: -amountYen },
    { account: "writing", amountYen, expiresOn: command.expiresOn },
  ];
  return {
    state: { ...withPosted(state, postings), nextSerial: state.nextSerial + 1 },
    drafts: post(
      operationId,
      "replace",
      postings,
      { parent, source, issuerId, issueId: command.newIssueId, manifest },
      hash,
      { amountYen },
    ),
    reply: ok(manifest),
    issues: [{ manifest, state: "writing", salts: [], handed: NOTHING_HANDED, capKeys: [] }],
  };
}

/* ---------- Grants: fund → wallet ---------- */

/** GRT-4: a whole grant's yen is set aside at once, so that nobody else is given it while the grant is under way. */
export function decideReserveGrant(
  situation: FundSituation,
  command: ReserveGrantCommand,
): FundDecision<SimpleResult> {
  const { operationId, grantId, amountYen } = command;
  return simple(situation, operationId, "grant-reserve", { amountYen, target: grantId }, () => {
    if (amountYen <= 0) return "outside-unit";
    if (balanceOf(situation.state, "available") < amountYen) return "insufficient-fund";
    return {
      postings: [
        { account: "available", amountYen: -amountYen },
        { account: "reserved", amountYen },
      ],
      detail: { grantId },
      use: [{ key: reserveKey(grantId), amountYen }],
    };
  });
}

/** GRT-4: what a grant has set aside and not sent is anybody's again; nothing more goes out of it from then on. */
export function decideReleaseGrant(
  situation: FundSituation,
  { operationId, grantId }: ReleaseGrantCommand,
): FundDecision<SimpleResult & { amountYen: number }> {
  const { state, atMs, look } = situation;
  const hash = requestHash({ kind: "grant-release", actor: state.holder.actor, target: grantId });
  const recalled = recall<SimpleResult & { amountYen: number }>(situation, operationId, hash, (first) => ({
    operationId,
    atMs: first.atMs,
    replayed: true,
    amountYen: first.result?.amountYen as number,
  }));
  if (recalled) return recalled;
  const amountYen = look.used(reserveKey(grantId));
  const postings: Posting[] =
    amountYen === 0
      ? []
      : [
          { account: "reserved", amountYen: -amountYen },
          { account: "available", amountYen },
        ];
  return {
    state: withPosted(state, postings),
    drafts: post(operationId, "grant-release", postings, { grantId }, hash, { amountYen }),
    reply: ok({ operationId, atMs, replayed: false, amountYen }),
    use: [{ key: reserveKey(grantId), amountYen: -amountYen }],
  };
}

/** Sets yen aside for one wallet (XFR-1); the wallet's journal decides what becomes of it. */
export function decideGrant(
  situation: FundSituation,
  settled: { readonly posted: StoredOperation | null; readonly voided: StoredOperation | null },
  command: GrantCommand,
): FundDecision<SimpleResult & { state: "posted" | "pending" }> & { readonly grant?: Grant } {
  const { state, atMs, look } = situation;
  const { operationId, grantId, wallet, amountYen, expiresOn } = command;
  const from = grantId === undefined ? "available" : "reserved";
  const hash = requestHash({
    kind: "grant",
    actor: state.holder.actor,
    amountYen,
    target: JSON.stringify(grantId === undefined ? [wallet, expiresOn] : [wallet, expiresOn, grantId]),
  });
  if (settled.voided && situation.known?.first.requestHash === hash) {
    const code = settled.voided.first.detail?.code as RefusalCode;
    return { drafts: [], state, reply: err({ code, outcome: "not-done" }) };
  }
  const recalled = recall<SimpleResult & { state: "posted" | "pending" }>(
    situation,
    operationId,
    hash,
    (first) => ({
      operationId,
      atMs: first.atMs,
      replayed: true,
      state: settled.posted ? "posted" : "pending",
    }),
  );
  if (recalled) return recalled;
  const refused = ((): RefusalCode | null => {
    if (!command.verdict.ok) return command.verdict.code;
    if (parseWalletName(wallet)?.programmeId !== state.holder.programmeId) return "other-programme";
    if (amountYen <= 0) return "outside-unit";
    if (expiresOn < businessDate(atMs)) return "expired";
    const left = grantId === undefined ? balanceOf(state, from) : look.used(reserveKey(grantId));
    return left < amountYen ? "insufficient-fund" : null;
  })();
  if (refused) return refuse(situation, operationId, hash, refused);

  const credit = {
    operationId: stepId(operationId, "credit", idTail(wallet)),
    parent: operationId,
    source: { actorClass: "fund" as const, actor: state.holder.actor },
    regionId: state.holder.regionId,
    origin: "grant" as const,
    lots: [{ amountYen, expiresOn }],
    rules: rulesFrom(command.rules, atMs),
  };
  const grant: Grant = { parent: operationId, sinceMs: atMs, target: wallet, command: credit };
  const postings: Posting[] = [
    { account: from, amountYen: -amountYen },
    { account: "granting", amountYen, expiresOn },
  ];
  return {
    state: { ...withPosted(state, postings), grants: [...state.grants, grant] },
    drafts: post(operationId, "grant-pending", postings, { target: wallet, command: credit }, hash, {
      amountYen,
    }),
    reply: ok({ operationId, atMs, replayed: false, state: "pending" }),
    ...(grantId === undefined ? {} : { use: [{ key: reserveKey(grantId), amountYen: -amountYen }] }),
  };
}

/** The end of a grant: its yen is the wallet's or nobody's again, never back in a reserve. Posted on the wallet's entry, voided only on its fence (XFR-1). */
export function endGrant(
  state: FundState,
  grant: Grant,
  refused: RefusalCode | null,
): { readonly state: FundState; readonly drafts: readonly Draft[] } {
  const lot = grant.command.lots[0] as CreditLot;
  const postings: Posting[] = [
    { account: "granting", amountYen: -lot.amountYen, expiresOn: lot.expiresOn },
    refused === null
      ? { account: "granted", amountYen: lot.amountYen, expiresOn: lot.expiresOn }
      : { account: "available", amountYen: lot.amountYen },
  ];
  const kind = refused === null ? "grant-posted" : "grant-voided";
  const id = grantEndId(state, grant.parent, refused === null ? "posted" : "voided");
  return {
    state: {
      ...withPosted(state, postings),
      grants: state.grants.filter((open) => open.parent !== grant.parent),
    },
    drafts: post(
      id,
      kind,
      postings,
      { parent: grant.parent, ...(refused === null ? {} : { code: refused }) },
      null,
      null,
    ),
  };
}

type CreditLot = { readonly amountYen: Yen; readonly expiresOn: BusinessDate };

/** The id under which a grant's end stands in the fund's journal (XFR-3). */
export function grantEndId(state: FundState, parent: OperationId, end: "posted" | "voided"): OperationId {
  return stepId(parent, end, state.tail);
}

/* ---------- Money out ---------- */

/** FND-5: posts what has expired in a bucket beyond what was returned so far, negative too; an older date is ignored. */
export function decideReturnExpired(
  situation: FundSituation,
  command: ReturnExpiredCommand,
): FundDecision<SimpleResult & { amountYen: number }> {
  const { state, atMs, look } = situation;
  const { operationId, expiresOn, asOf, totalYen } = command;
  const hash = requestHash({
    kind: "return-expired",
    actor: state.holder.actor,
    amountYen: totalYen,
    target: `${expiresOn}:${asOf}`,
  });
  const recalled = recall<SimpleResult & { amountYen: number }>(situation, operationId, hash, (first) => ({
    operationId,
    atMs: first.atMs,
    replayed: true,
    amountYen: first.result?.amountYen as number,
  }));
  if (recalled) return recalled;
  const before = look.returned(expiresOn);
  const stale = before !== null && asOf <= before.asOf;
  const amountYen = stale ? 0 : totalYen - (before?.totalYen ?? 0);
  const postings: Posting[] =
    amountYen === 0
      ? []
      : [
          { account: "cash", amountYen },
          { account: "returned", amountYen: -amountYen, expiresOn },
        ];
  return {
    state: withPosted(state, postings),
    drafts: post(operationId, "return-expired", postings, { expiresOn, asOf, totalYen, stale }, hash, {
      amountYen,
    }),
    reply: ok({ operationId, atMs, replayed: false, amountYen }),
    ...(stale ? {} : { returned: { expiresOn, asOf, totalYen } }),
  };
}

/** Money that left for the stores. */
export function decidePayOut(
  situation: FundSituation,
  { operationId, amountYen }: PayOutCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "pay-out", { amountYen }, () =>
    amountYen <= 0
      ? "outside-unit"
      : {
          postings: [
            { account: "cash", amountYen },
            { account: "paid-out", amountYen: -amountYen },
          ],
        },
  );
}

/** A transfer came back (組戻し): the money is here again, and never more than went out. */
export function decidePayOutReturned(
  situation: FundSituation,
  { operationId, payOut, amountYen }: PayOutReturnedCommand,
): FundDecision<SimpleResult> {
  return simple(situation, operationId, "pay-out-returned", { amountYen, target: payOut }, () => {
    if (amountYen <= 0) return "outside-unit";
    if (amountYen > -balanceOf(situation.state, "paid-out")) return "return-exceeds-payout";
    return {
      postings: [
        { account: "cash", amountYen: -amountYen },
        { account: "paid-out", amountYen },
      ],
      detail: { payOut },
    };
  });
}
