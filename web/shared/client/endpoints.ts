import type * as z from "zod";
import type * as applications from "../../../schema/api/applications.ts";
import type * as approvals from "../../../schema/api/approvals.ts";
import type * as archive from "../../../schema/api/archive.ts";
import type * as accounts from "../../../schema/api/bank-accounts.ts";
import type * as bulkEdits from "../../../schema/api/bulk-edits.ts";
import type * as cases from "../../../schema/api/cases.ts";
import type * as changeRequests from "../../../schema/api/change-requests.ts";
import type * as charges from "../../../schema/api/charges.ts";
import type * as closings from "../../../schema/api/closings.ts";
import type * as consents from "../../../schema/api/consents.ts";
import type * as counter from "../../../schema/api/counter.ts";
import type * as coupons from "../../../schema/api/coupons.ts";
import type * as dashboard from "../../../schema/api/dashboard.ts";
import type * as devices from "../../../schema/api/devices.ts";
import type * as erasures from "../../../schema/api/erasures.ts";
import type * as evidence from "../../../schema/api/evidence.ts";
import type * as expired from "../../../schema/api/expired.ts";
import type * as faces from "../../../schema/api/faces.ts";
import type * as follows from "../../../schema/api/follows.ts";
import type * as fund from "../../../schema/api/fund.ts";
import type * as grants from "../../../schema/api/grants.ts";
import type { Health } from "../../../schema/api/health.ts";
import type * as history from "../../../schema/api/history.ts";
import type * as holders from "../../../schema/api/holders.ts";
import type * as imports from "../../../schema/api/imports.ts";
import type * as invitations from "../../../schema/api/invitations.ts";
import type * as issueLists from "../../../schema/api/issue-lists.ts";
import type * as issues from "../../../schema/api/issues.ts";
import type * as letters from "../../../schema/api/letters.ts";
import type * as maps from "../../../schema/api/maps.ts";
import type * as moves from "../../../schema/api/moves.ts";
import type * as newsletters from "../../../schema/api/newsletters.ts";
import type * as notices from "../../../schema/api/notices.ts";
import type * as numberChecks from "../../../schema/api/number-checks.ts";
import type * as operations from "../../../schema/api/operations.ts";
import type * as fees from "../../../schema/api/organisation-fees.ts";
import type * as organisations from "../../../schema/api/organisations.ts";
import type * as passkeys from "../../../schema/api/passkeys.ts";
import type * as codes from "../../../schema/api/payment-codes.ts";
import type * as payments from "../../../schema/api/payments.ts";
import type * as payoutRules from "../../../schema/api/payout-rules.ts";
import type * as payouts from "../../../schema/api/payouts.ts";
import type * as posKeys from "../../../schema/api/pos-keys.ts";
import type * as postalCodes from "../../../schema/api/postal-codes.ts";
import type * as packages from "../../../schema/api/print-packages.ts";
import type * as programmes from "../../../schema/api/programmes.ts";
import type * as push from "../../../schema/api/push.ts";
import type * as refusals from "../../../schema/api/refusals.ts";
import type * as regions from "../../../schema/api/regions.ts";
import type * as reports from "../../../schema/api/reports.ts";
import type * as residents from "../../../schema/api/residents.ts";
import type * as retention from "../../../schema/api/retention.ts";
import type * as sales from "../../../schema/api/sales.ts";
import type * as seals from "../../../schema/api/seals.ts";
import type * as staff from "../../../schema/api/staff.ts";
import type * as staffFactors from "../../../schema/api/staff-factors.ts";
import type * as staffSessions from "../../../schema/api/staff-sessions.ts";
import type * as status from "../../../schema/api/status.ts";
import type * as stops from "../../../schema/api/stops.ts";
import type * as storeQr from "../../../schema/api/store-qr.ts";
import type * as stores from "../../../schema/api/stores.ts";
import type * as terms from "../../../schema/api/terms.ts";
import type * as tillLock from "../../../schema/api/till-lock.ts";
import type * as traces from "../../../schema/api/traces.ts";
import type * as results from "../../../schema/api/transfer-results.ts";
import type * as wallets from "../../../schema/api/wallets.ts";
import type * as webhooks from "../../../schema/api/webhooks.ts";

type Out<S extends z.ZodType> = z.output<S>;
type In<S extends z.ZodType> = z.input<S>;
interface Get<Reply, Query = undefined> {
  readonly reply: Reply;
  readonly query: Query;
  readonly body: undefined;
}
interface Post<Body, Reply> {
  readonly reply: Reply;
  readonly query: undefined;
  readonly body: Body;
}
/** A file as the body, of the type it has; the rest is the query. */
interface Upload<Query, Reply> {
  readonly reply: Reply;
  readonly query: Query;
  readonly body: Blob;
}
type PageQuery = Partial<In<typeof import("../../../schema/api/common.ts").pageQuerySchema>>;

/** Every endpoint the screens call, as schema/api/README.md lists them. Types only: no schema reaches a browser. */
export interface Endpoints {
  "GET health": Get<Health>;
  "GET status": Get<Out<typeof status.statusSchema>>;
  "GET stores": Get<Out<typeof stores.storesPageSchema>, Partial<In<typeof stores.storesQuerySchema>>>;
  "GET stores/around": Get<stores.StoresAround, stores.StoresAroundQuery>;
  "GET map": Get<maps.MapSettings>;
  "GET regions/:id/municipalities": Get<Out<typeof maps.municipalitiesOnMapSchema>, PageQuery>;
  "GET stores/:id": Get<stores.StoreDetail>;
  "GET stores/managed": Get<
    Out<typeof stores.backOfficeStoresPageSchema>,
    Partial<In<typeof stores.managedStoresQuerySchema>>
  >;
  "GET residents/follows": Get<
    Out<typeof follows.followsPageSchema>,
    Partial<In<typeof follows.followsQuerySchema>>
  >;
  "GET residents/follows/:id": Get<follows.Following>;
  "PUT residents/follows/:id": Post<undefined, follows.Following>;
  "DELETE residents/follows/:id": Post<undefined, follows.Following>;
  "GET stores/:id/followers": Get<follows.Followers>;
  "GET stores/:id/managed": Get<stores.ManagedStore>;
  "PUT stores/:id": Post<stores.EditStoreRequest, stores.ManagedStore>;
  "POST stores/:id/suspension": Post<stores.SuspensionRequest, stores.ManagedStore | approvals.WaitingReply>;
  "DELETE stores/:id/picture": Post<undefined, stores.PictureReply>;
  "POST stores": Post<stores.CreateStoreRequest, stores.BackOfficeStore>;
  "POST stores/:id/tills": Post<In<typeof stores.createTillRequestSchema>, stores.BackOfficeStore>;

  "POST coupons/inspect": Post<coupons.InspectCouponRequest, coupons.CouponViewBody>;
  "POST coupons/:id/cancel": Post<coupons.CancelCouponRequest, coupons.CancelReply>;
  "POST coupons/:id/replace": Post<coupons.CancelCouponRequest, coupons.CancelReply>;
  "POST holders": Post<holders.HolderRequest, holders.HolderReply>;
  "POST holders/search": Post<holders.HolderSearchRequest, holders.HolderHits>;
  "GET holders/coupons/:id/timeline": Get<
    holders.TimelinePage,
    Partial<In<typeof holders.timelineQuerySchema>>
  >;
  "GET holders/residents/:residentId/wallets/:programmeId/timeline": Get<
    holders.TimelinePage,
    Partial<In<typeof holders.timelineQuerySchema>>
  >;
  "POST holders/coupons/:id/stay": Post<In<typeof holders.stayReadRequestSchema>, holders.StayReadReply>;
  "POST extensions": Post<holders.ExtensionRequest, holders.ExtensionReply>;
  "POST payments/:operationId/refundable": Post<
    In<typeof holders.refundableRequestSchema>,
    holders.RefundableReply
  >;
  "GET approvals": Get<approvals.ApprovalsPage, In<typeof approvals.approvalsQuerySchema>>;
  "POST approvals/:id/approve": Post<undefined, approvals.ApprovalBody>;
  "POST approvals/:id/refuse": Post<In<typeof approvals.refuseApprovalRequestSchema>, approvals.ApprovalBody>;
  "POST approvals/:id/withdraw": Post<
    In<typeof approvals.refuseApprovalRequestSchema>,
    approvals.ApprovalBody
  >;
  "GET region/approvals": Get<approvals.RegionApprovals>;
  "POST freezes": Post<coupons.FreezeRequest, coupons.FreezeOrWaiting>;

  "POST residents/verification": Post<residents.VerificationRequest, residents.VerificationReply>;
  "POST residents/session": Post<residents.ResidentSessionRequest, residents.ResidentMe>;
  "DELETE residents/session": Post<undefined, Out<typeof residents.signedOutSchema>>;
  "GET residents/me": Get<residents.ResidentMe | null>;
  "POST residents/proof/verification": Post<
    In<typeof residents.ownCodeRequestSchema>,
    residents.VerificationReply
  >;
  "POST residents/proof": Post<In<typeof residents.proofRequestSchema>, residents.ResidentMe>;
  "POST residents/number/verification": Post<residents.VerificationRequest, residents.VerificationReply>;
  "POST residents/number": Post<residents.ResidentSignInRequest, residents.ResidentMe>;
  "GET residents/number/check": Get<numberChecks.WaitingNumber>;
  "DELETE residents/number/check": Post<undefined, numberChecks.WaitingNumber>;
  "POST number-checks/confirm": Post<
    In<typeof numberChecks.numberKeyRequestSchema>,
    numberChecks.ConfirmedNumber
  >;
  "POST number-checks/stop": Post<
    In<typeof numberChecks.numberKeyRequestSchema>,
    Out<typeof numberChecks.stoppedNumberSchema>
  >;
  "POST residents/moves": Post<undefined, moves.StartedMove>;
  "GET residents/moves/:id": Get<moves.Move>;
  "POST residents/moves/:id/confirm": Post<undefined, moves.Move>;
  "POST residents/moves/:id/refusal": Post<undefined, moves.Move>;
  "POST residents/moves/claim": Post<In<typeof moves.claimMoveRequestSchema>, moves.ClaimedMove>;
  "POST residents/moves/session": Post<In<typeof moves.moveSessionRequestSchema>, moves.MoveSession>;
  "GET residents/devices": Get<devices.Devices>;
  "DELETE residents/devices": Post<undefined, devices.Devices>;
  "DELETE residents/devices/:id": Post<undefined, devices.Devices>;
  "GET residents/devices/news": Get<devices.DeviceNews>;
  "POST residents/devices/news/read": Post<
    In<typeof devices.deviceNewsReadRequestSchema>,
    Out<typeof devices.deviceNewsReadSchema>
  >;
  "POST residents/passkeys/session/options": Post<undefined, passkeys.RequestOptions>;
  "POST residents/passkeys/session": Post<passkeys.PasskeySignInRequest, residents.ResidentMe>;
  "GET residents/passkeys": Get<passkeys.Passkeys>;
  "POST residents/passkeys/options": Post<passkeys.PasskeyOptionsRequest, passkeys.CreationOptions>;
  "POST residents/passkeys": Post<passkeys.AddPasskeyRequest, passkeys.PasskeyBody>;
  "PUT residents/passkeys/:id": Post<passkeys.NamePasskeyRequest, passkeys.NamePasskeyRequest>;
  "POST residents/passkeys/:id/removal": Post<
    passkeys.RemovePasskeyRequest,
    Out<typeof passkeys.removedPasskeySchema>
  >;
  "POST residents/passkeys/confirmation": Post<passkeys.ConfirmationRequest, passkeys.RequestOptions>;
  "PUT residents/payment-limit": Post<passkeys.SetPaymentLimitRequest, passkeys.PaymentLimit>;
  "POST residents/payment-limit/end": Post<undefined, passkeys.PaymentLimit>;
  "DELETE residents/payment-limit/end": Post<undefined, passkeys.PaymentLimit>;
  "GET residents/push": Get<push.PushState>;
  "PUT residents/push/subscription": Post<push.SubscribeRequest, push.PushState>;
  "DELETE residents/push/subscription": Post<undefined, push.PushState>;
  "PUT residents/push/choices": Post<push.NewsChoices, push.PushState>;
  "GET residents/consents": Get<consents.Consents>;
  "POST residents/consents": Post<consents.AcceptRequest, Out<typeof consents.acceptedSchema>>;
  "GET residents/pays/:programmeId": Get<consents.Adding>;
  "PUT residents/pays/:programmeId/answers": Post<
    consents.AnswerRequest,
    Out<typeof consents.answeredSchema>
  >;

  "GET regions/:id": Get<regions.PublicRegion>;
  "GET region/pages": Get<Out<typeof regions.pageVersionsSchema>, In<typeof regions.pageVersionsQuerySchema>>;
  "POST region/pages": Post<regions.PublishPageRequest, regions.PageVersion>;

  "POST sounds": Upload<undefined, faces.UploadedSound>;

  "GET region/retention": Get<retention.Retention>;
  "PUT region/retention": Post<retention.SetRetentionRequest, retention.Retention>;

  "GET programmes/open": Get<
    Out<typeof wallets.openPaysPageSchema>,
    Partial<In<typeof wallets.openPaysQuerySchema>>
  >;
  "GET wallets": Get<wallets.Wallets>;
  "GET wallets/:programmeId/journal": Get<
    Out<typeof history.historyPageSchema>,
    Partial<history.HistoryQueryBody>
  >;
  "GET wallets/:programmeId/journal/:operationId": Get<history.HistoryDetail>;
  "POST wallets/:programmeId/codes": Post<codes.ShowCodeRequest, codes.ShownCode>;
  "GET wallets/:programmeId/codes/:operationId": Get<codes.CodeState>;
  "DELETE wallets/:programmeId/codes/:operationId": Post<undefined, Out<typeof codes.codeHiddenSchema>>;
  "POST counter/payment-codes": Post<codes.InspectCodeRequest, codes.InspectCodeReply>;
  "POST residents/erasure": Post<erasures.CloseAccountRequest, Out<typeof erasures.accountClosedSchema>>;
  "POST charges/inspect": Post<charges.InspectChargeRequest, charges.InspectChargeReply>;
  "POST charges": Post<charges.ChargeRequest, charges.ChargeReply>;
  "POST payments/inspect": Post<payments.InspectPaymentRequest, payments.InspectPaymentReply>;
  "POST payments": Post<payments.PayRequest, payments.PaymentReply>;
  "POST payments/:operationId/refund": Post<payments.RefundRequest, payments.ReversalReply>;
  "POST operations/resolve": Post<operations.ResolveRequest, operations.ResolveReply>;

  "POST staff/session": Post<staff.StaffSignInRequest, staff.StaffMe>;
  "DELETE staff/session": Post<undefined, Out<typeof residents.signedOutSchema>>;
  "GET staff/me": Get<staff.StaffMe | null>;
  "POST staff/password": Post<In<typeof staff.changePasswordRequestSchema>, staff.StaffMe>;
  "GET staff/sessions": Get<staffSessions.StaffSessions>;
  "DELETE staff/sessions/:sessionId": Post<undefined, staffSessions.StaffSessions>;
  "POST staff/sessions/end-others": Post<undefined, staffSessions.StaffSessions>;
  "POST staff/proof": Post<staffSessions.StaffProofRequest, Out<typeof staffSessions.staffProofSchema>>;
  "PUT staff/easy-till": Post<staff.EasyTillRequest, staff.StaffMe>;
  "PUT staff/till-pin": Post<tillLock.TillPinRequest, staff.StaffMe>;
  "DELETE staff/till-pin": Post<undefined, staff.StaffMe>;
  "POST staff/till-lock": Post<undefined, staff.StaffMe>;
  "POST staff/till-unlock": Post<tillLock.TillUnlockRequest, staff.StaffMe>;
  "POST staff/till-switch": Post<tillLock.TillSwitchRequest, staff.StaffMe>;
  "GET staff/:id/sessions": Get<staffSessions.StaffSessions>;
  "POST staff/:id/sessions/end": Post<
    In<typeof staffSessions.endSessionsRequestSchema>,
    staffSessions.StaffSessions
  >;
  "POST staff/passkeys/session/options": Post<undefined, passkeys.RequestOptions>;
  "POST staff/passkeys/session": Post<passkeys.PasskeySignInRequest, staff.StaffMe>;
  "POST staff/factor/passkey": Post<undefined, passkeys.RequestOptions>;
  "GET staff/passkeys": Get<staffFactors.StaffPasskeys>;
  "POST staff/passkeys": Post<passkeys.AddPasskeyRequest, staffFactors.AddedStaffPasskey>;
  "POST staff/passkeys/options": Post<undefined, passkeys.CreationOptions>;
  "PUT staff/passkeys/:id": Post<passkeys.NamePasskeyRequest, passkeys.NamePasskeyRequest>;
  "POST staff/passkeys/:id/removal": Post<undefined, staff.StaffMe>;
  "POST staff/factor": Post<staffFactors.FactorAnswerRequest, staff.StaffMe>;
  "POST staff/factor/totp": Post<undefined, staffFactors.BegunTotp>;
  "POST staff/factor/totp/confirmation": Post<staffFactors.ConfirmTotpRequest, staffFactors.RecoveryCodes>;
  "POST staff/factor/recovery-codes": Post<undefined, staffFactors.RecoveryCodes>;
  "DELETE staff/factor/totp": Post<undefined, staff.StaffMe>;
  "POST staff/:id/factor/reset": Post<In<typeof staff.stopStaffRequestSchema>, staff.StaffAccount>;
  "GET staff": Get<Out<typeof staff.staffPageSchema>, Partial<In<typeof staff.staffQuerySchema>>>;
  "POST staff": Post<staff.CreateStaffRequest, staff.CreatedStaff>;
  "GET staff/:id": Get<staff.StaffAccount>;
  "POST staff/:id/invitation": Post<invitations.InviteRequest, staff.StaffAccount>;
  "DELETE staff/:id/invitation": Post<undefined, staff.StaffAccount>;
  "POST invitations/look": Post<In<typeof invitations.lookInvitationRequestSchema>, invitations.Invitation>;
  "POST invitations/acceptance": Post<invitations.AcceptInvitationRequest, staff.StaffMe>;
  "POST staff/:id/stop": Post<In<typeof staff.stopStaffRequestSchema>, staff.StaffAccount>;
  "POST staff/:id/start": Post<
    In<typeof staff.stopStaffRequestSchema>,
    staff.StaffAccount | approvals.WaitingReply
  >;
  "POST staff/:id/password": Post<In<typeof staff.stopStaffRequestSchema>, staff.CreatedStaff>;

  "GET counter/stores": Get<Out<typeof counter.counterStoresSchema>, PageQuery>;
  "POST counter/inspect": Post<counter.CounterInspectRequest, counter.CounterInspectReply>;
  "POST counter/payments": Post<counter.CounterPayRequest, payments.PaymentReply>;
  "POST counter/payments/:operationId/void": Post<counter.VoidRequest, payments.ReversalReply>;
  "GET counter/payments": Get<counter.StorePaymentsPage, In<typeof counter.storePaymentsQuerySchema>>;
  "GET counter/summary": Get<counter.StoreSummary, In<typeof counter.storeQuerySchema>>;
  "GET counter/day": Get<counter.StoreDay, In<typeof counter.storeQuerySchema>>;
  "GET counter/qr": Get<counter.StoreQr, In<typeof counter.storeQuerySchema>>;

  "POST issues": Post<issues.IssueRequest, issues.IssueReply>;
  "GET issues": Get<Out<typeof issues.issuesPageSchema>, Partial<In<typeof issues.issuesQuerySchema>>>;
  "GET issues/:id": Get<issues.IssueBody>;
  "POST issues/:id/activate": Post<issues.ActivateRequest, issues.IssueReply>;
  "POST issues/:id/hand-over": Post<issues.HandOverRequest, issues.HandOverReply>;
  "POST issues/:id/withdraw": Post<issues.WithdrawRequest, issues.IssueReply>;
  "GET issues/:id/sheets": Get<issues.Sheets, Partial<In<typeof issues.sheetsQuerySchema>>>;
  "POST issues/:id/packages": Post<packages.CreatePrintPackage, packages.PrintPackage>;
  "GET issues/:id/packages": Get<Out<typeof packages.printPackagesPageSchema>, PageQuery>;
  "GET issues/:id/coupons": Get<
    Out<typeof issues.issueCouponsPageSchema>,
    Partial<In<typeof issues.issueCouponsQuerySchema>>
  >;
  "POST issues/stay": Post<In<typeof issues.stayRequestSchema>, Out<typeof issues.stayReplySchema>>;
  "POST issues/find": Post<
    In<typeof issues.findIssuesRequestSchema>,
    Out<typeof issues.findIssuesReplySchema>
  >;
  "GET issues/:id/evidence": Get<evidence.EvidenceList>;
  "POST issues/:id/evidence/:evidenceId/removal": Post<
    In<typeof evidence.removeEvidenceRequestSchema>,
    evidence.EvidenceList
  >;
  "POST issue-lists": Upload<In<typeof issueLists.createIssueListQuerySchema>, issueLists.IssueListBody>;
  "GET issue-lists": Get<
    Out<typeof issueLists.issueListsPageSchema>,
    Partial<In<typeof issueLists.issueListsQuerySchema>>
  >;
  "GET issue-lists/:id": Get<issueLists.IssueListBody>;
  "GET issue-lists/:id/rows": Get<
    Out<typeof issueLists.listRowsPageSchema>,
    Partial<In<typeof issueLists.listRowsQuerySchema>>
  >;
  "GET issue-lists/:id/sheets": Get<
    issueLists.ListSheets,
    Partial<In<typeof issueLists.listSheetsQuerySchema>>
  >;
  "POST issue-lists/:id/mapping": Post<
    In<typeof issueLists.mapIssueListRequestSchema>,
    issueLists.IssueListBody
  >;
  "POST issue-lists/:id/issue": Post<
    In<typeof issueLists.issueTheListRequestSchema>,
    issueLists.IssueListBody
  >;
  "POST issue-lists/:id/hand-over": Post<
    In<typeof issueLists.handOverListRequestSchema>,
    issueLists.HandOverListReply
  >;
  "GET issue-days/:on": Get<issues.IssueDay, In<typeof issues.issueDayQuerySchema>>;
  "GET issuers/me/allotment": Get<issues.Allotment, In<typeof issues.allotmentQuerySchema>>;

  "GET programmes": Get<Out<typeof programmes.programmesPageSchema>, PageQuery>;
  "POST programmes": Post<programmes.CreateProgrammeRequest, programmes.Programme>;
  "GET programmes/:id": Get<programmes.Programme>;
  "GET programmes/:id/versions": Get<Out<typeof programmes.programmeVersionsPageSchema>, PageQuery>;
  "POST programmes/:id/versions": Post<programmes.CreateVersionRequest, programmes.Programme>;
  "POST programmes/:id/copy": Post<programmes.CopyProgrammeRequest, programmes.Programme>;
  "GET programmes/:id/moves": Get<programmes.Moves>;
  "POST programmes/:id/state": Post<programmes.MoveProgrammeRequest, programmes.Programme>;
  "POST programmes/scope": Post<programmes.ScopeStoresRequest, programmes.ScopeStores>;
  "POST programmes/:id/rules": Post<In<typeof programmes.createRuleRequestSchema>, programmes.Programme>;
  "POST programmes/:id/deposits": Post<programmes.DepositRequest, programmes.FundOrWaiting>;
  "POST programmes/:id/allotments": Post<programmes.AllotRequest, programmes.FundOrWaiting>;
  "POST programmes/:id/fee-moves": Post<fund.FeeMoveRequest, programmes.FundReply>;
  "POST programmes/:id/moves": Post<fund.MoveRequest, programmes.FundOrWaiting>;
  "GET programmes/:id/fund": Get<programmes.FundBody>;
  "GET programmes/:id/statement": Get<fund.Statement, In<typeof fund.statementQuerySchema>>;
  "GET programmes/:id/issuers": Get<Out<typeof fund.issuerSharesPageSchema>, PageQuery>;
  "GET programmes/:id/forecast": Get<fund.Forecast>;
  "GET programmes/:id/thresholds": Get<Out<typeof fund.thresholdsPageSchema>, PageQuery>;
  "POST programmes/:id/thresholds": Post<fund.CreateThresholdRequest, fund.Threshold>;
  "DELETE programmes/:id/thresholds/:thresholdId": Post<undefined, Out<typeof fund.removedSchema>>;
  "GET programmes/:id/figures": Get<programmes.Figures>;
  "GET programmes/:id/dashboard": Get<dashboard.Dashboard, { from?: string; to?: string }>;

  "GET programmes/:id/payout-rule": Get<Out<typeof payoutRules.payoutRuleReplySchema>>;
  "POST programmes/:id/payout-rule": Post<
    payoutRules.PayoutRuleRequest,
    Out<typeof payoutRules.payoutRuleReplySchema>
  >;
  "GET programmes/:id/next-closing": Get<closings.NextClosing>;
  "GET programmes/:id/expired-money": Get<expired.ExpiredMoney>;
  "POST programmes/:id/expired-returns": Post<expired.ExpiredReturnRequest, expired.ExpiredReturnReply>;
  "GET programmes/:id/fees": Get<fees.OrganisationFees, PageQuery>;
  "GET programmes/:id/fees/:organisationId": Get<fees.OrganisationFee, PageQuery>;
  "POST programmes/:id/fees/:organisationId": Post<fees.SetOrganisationFeeRequest, fees.OrganisationFee>;
  "GET programmes/:id/waiting-transfers": Get<payouts.WaitingTransfers>;

  "GET closings": Get<
    Out<typeof closings.closingsPageSchema>,
    Partial<In<typeof closings.closingsQuerySchema>>
  >;
  "POST closings": Post<In<typeof closings.createClosingRequestSchema>, closings.ClosingBody>;
  "GET closings/:id": Get<closings.ClosingBody>;
  "GET closings/:id/lines": Get<
    Out<typeof closings.closingLinesPageSchema>,
    Partial<In<typeof closings.closingLinesQuerySchema>>
  >;
  "POST closings/:id/confirm": Post<undefined, closings.ClosingBody>;
  "POST closings/:id/approve": Post<undefined, closings.ClosingBody>;
  "POST closings/:id/discard": Post<
    In<typeof closings.discardRequestSchema>,
    Out<typeof closings.discardedSchema>
  >;
  "GET postal-codes/:code": Get<postalCodes.PostalPlaces>;
  "POST stores/bulk-edits": Post<bulkEdits.BulkEditRequest, bulkEdits.BulkEditReply>;
  "POST stores/:id/tills/:tillId/rotation": Post<storeQr.RotateTillRequest, Out<typeof stores.tillSchema>>;
  "GET sales": Get<sales.SalesPage, In<typeof sales.salesQuerySchema>>;
  "GET statements": Get<
    Out<typeof closings.statementsPageSchema>,
    Partial<In<typeof closings.statementsQuerySchema>>
  >;
  "GET statements/transfers": Get<Out<typeof closings.storeTransfersPageSchema>, PageQuery>;

  "POST programmes/:id/transfer-results": Upload<undefined, results.TransferResults>;
  "GET payouts": Get<Out<typeof payouts.payoutsPageSchema>, Partial<In<typeof payouts.payoutsQuerySchema>>>;
  "POST payouts": Post<payouts.CreatePayoutRequest, payouts.PayoutBody>;
  "GET payouts/:id": Get<payouts.PayoutBody>;
  "GET payouts/:id/items": Get<Out<typeof payouts.payoutItemsPageSchema>, PageQuery>;
  "POST payouts/:id/send": Post<payouts.SendPayoutRequest, payouts.PayoutMovedOrWaiting>;
  "POST payouts/:id/settle": Post<undefined, payouts.PayoutBody>;
  "POST payouts/:id/discard": Post<In<typeof payouts.discardPayoutRequestSchema>, payouts.PayoutBody>;
  "POST payout-items/:id/return": Post<payouts.ReturnItemRequest, payouts.PayoutMoved>;

  "GET banks": Get<accounts.Banks, Partial<In<typeof accounts.banksQuerySchema>>>;
  "GET banks/:code/branches": Get<accounts.Banks, Partial<In<typeof accounts.banksQuerySchema>>>;
  "GET organisations/:id/bank-account": Get<accounts.BankAccountBody>;
  "POST organisations/:id/bank-account": Post<accounts.BankAccountRequest, accounts.BankAccountBody>;
  "GET stores/:id/bank-account": Get<accounts.BankAccountBody>;
  "POST stores/:id/bank-account": Post<accounts.BankAccountRequest, accounts.BankAccountBody>;

  "GET organisations": Get<
    Out<typeof organisations.organisationsPageSchema>,
    Partial<In<typeof organisations.organisationsQuerySchema>>
  >;
  "POST organisations": Post<organisations.CreateOrganisationRequest, organisations.Organisation>;
  "GET organisations/:id": Get<organisations.OrganisationDetail>;
  "GET organisations/:id/history": Get<Out<typeof organisations.organisationHistoryPageSchema>, PageQuery>;
  "POST organisations/:id/capacity": Post<organisations.CapacityRequest, organisations.Organisation>;
  "POST organisations/:id/suspension": Post<
    stores.SuspensionRequest,
    organisations.Organisation | approvals.WaitingReply
  >;
  "GET change-requests": Get<
    Out<typeof changeRequests.changeRequestsPageSchema>,
    Partial<In<typeof changeRequests.changeRequestsQuerySchema>>
  >;
  "POST change-requests": Post<changeRequests.AskChangeRequest, changeRequests.ChangeRequest>;
  "POST change-requests/:id/decision": Post<changeRequests.DecideChangeRequest, changeRequests.ChangeRequest>;
  "POST change-requests/:id/withdrawal": Post<undefined, changeRequests.ChangeRequest>;
  "GET regions/:id/joining": Get<terms.Joining>;
  "POST applications": Post<applications.ApplyRequest, applications.OwnApplication>;
  "POST applications/state": Post<
    In<typeof applications.applicationKeyRequestSchema>,
    applications.OwnApplication
  >;
  "POST applications/again": Post<
    In<typeof applications.applyAgainRequestSchema>,
    applications.OwnApplication
  >;
  "GET applications": Get<
    Out<typeof applications.applicationsPageSchema>,
    Partial<In<typeof applications.applicationsQuerySchema>>
  >;
  "GET applications/:id": Get<applications.Application>;
  "POST applications/:id/decision": Post<
    applications.DecideApplicationRequest,
    applications.DecidedApplication
  >;
  "GET terms": Get<Out<typeof terms.termsPageSchema>, Partial<In<typeof terms.termsQuerySchema>>>;
  "POST terms": Post<terms.CreateTermsRequest, terms.Terms>;
  "GET terms/:id": Get<terms.Terms>;
  "POST terms/:id/acceptances": Post<terms.AcceptTermsRequest, terms.Terms>;
  "GET terms/:id/acceptances": Get<Out<typeof terms.acceptancesPageSchema>, PageQuery>;
  "GET municipalities": Get<Out<typeof organisations.municipalitiesSchema>>;

  "GET notices": Get<Out<typeof notices.noticesPageSchema>, Partial<In<typeof notices.noticesQuerySchema>>>;
  "POST notices": Post<notices.WriteNoticeRequest, notices.NoticeBody>;
  "POST mail/confirm": Post<In<typeof newsletters.confirmMailRequestSchema>, newsletters.MailDone>;
  "POST mail/leave": Post<In<typeof newsletters.leaveMailRequestSchema>, newsletters.MailDone>;
  "GET mail-addresses": Get<newsletters.MailAddresses>;
  "POST mail-addresses": Post<newsletters.AddMailAddressRequest, newsletters.MailAddresses>;
  "POST mail-addresses/:id/remove": Post<undefined, newsletters.MailAddresses>;
  "GET newsletters": Get<newsletters.NewslettersPage, PageQuery>;
  "POST newsletters": Post<newsletters.WriteNewsletterRequest, newsletters.NewsletterBody>;
  "GET newsletters/:id": Get<newsletters.NewsletterBody>;
  "POST newsletters/:id": Post<newsletters.WriteNewsletterRequest, newsletters.NewsletterBody>;
  "POST newsletters/:id/send": Post<newsletters.SendNewsletterRequest, newsletters.NewsletterBody>;
  "POST newsletters/:id/stop": Post<
    In<typeof newsletters.stopNewsletterRequestSchema>,
    newsletters.NewsletterBody
  >;
  "GET letters": Get<letters.LettersPage, Partial<In<typeof letters.lettersQuerySchema>>>;
  "POST letters": Post<letters.WriteLetterRequest, letters.LetterBody>;
  "GET letters/:id": Get<letters.LetterBody>;
  "POST letters/:id": Post<letters.RewriteLetterRequest, letters.LetterBody>;
  "POST letters/:id/proposal": Post<In<typeof letters.proposeLetterRequestSchema>, letters.LetterBody>;
  "POST letters/:id/take-back": Post<undefined, letters.LetterBody>;
  "POST letters/:id/decision": Post<In<typeof letters.decideLetterRequestSchema>, letters.LetterBody>;
  "POST letters/:id/withdrawal": Post<In<typeof letters.withdrawLetterRequestSchema>, letters.LetterBody>;
  "GET stores/:id/letter-readers": Get<letters.LetterReaders>;
  "POST residents/letters/:id/read": Post<undefined, notices.ReadReply>;
  "GET residents/letter-mutes": Get<letters.LetterMutes>;
  "PUT residents/letter-mutes": Post<undefined, letters.LetterMutes>;
  "DELETE residents/letter-mutes": Post<undefined, letters.LetterMutes>;
  "GET residents/letter-mutes/:id": Get<letters.LetterMutes>;
  "PUT residents/letter-mutes/:id": Post<undefined, letters.LetterMutes>;
  "DELETE residents/letter-mutes/:id": Post<undefined, letters.LetterMutes>;
  "GET notices/:id": Get<notices.NoticeBody>;
  "POST notices/:id": Post<notices.WriteNoticeRequest, notices.NoticeBody>;
  "POST notices/:id/publish": Post<Record<string, never>, notices.NoticeBody>;
  "GET notices/:id/broadcast": Get<notices.Broadcast>;
  "POST notices/:id/broadcast/stop": Post<In<typeof notices.stopBroadcastRequestSchema>, notices.Broadcast>;
  "POST notices/:id/withdraw": Post<In<typeof notices.withdrawNoticeRequestSchema>, notices.NoticeBody>;
  "DELETE notices/:id/attachments/:attachmentId": Post<undefined, notices.NoticeBody>;
  "GET inbox": Get<notices.InboxPage, In<typeof notices.inboxQuerySchema>>;
  "POST inbox/:id/read": Post<In<typeof notices.inboxReaderSchema>, notices.ReadReply>;
  "GET residents/inbox": Get<notices.ResidentInboxPage, PageQuery>;
  "POST residents/inbox/looked": Post<In<typeof notices.lookedRequestSchema>, notices.ReadReply>;
  "POST residents/inbox/:id/read": Post<Record<string, never>, notices.ReadReply>;

  "GET number-checks": Get<numberChecks.NumberChecks, In<typeof numberChecks.numberChecksQuerySchema>>;
  "POST holders/residents/:id/number-check": Post<
    In<typeof numberChecks.proposeNumberRequestSchema>,
    numberChecks.NumberCheck
  >;
  "POST number-checks/:id/approve": Post<undefined, numberChecks.NumberCheck>;
  "POST number-checks/:id/withdrawal": Post<
    In<typeof numberChecks.withdrawNumberRequestSchema>,
    numberChecks.NumberCheck
  >;
  "GET erasures": Get<erasures.RegionErasures>;
  "POST holders/residents/:id/erasure": Post<
    In<typeof erasures.askErasureRequestSchema>,
    Out<typeof erasures.askErasureReplySchema>
  >;
  "GET refusals": Get<Out<typeof refusals.refusalsPageSchema>, PageQuery>;
  "GET pos-keys": Get<Out<typeof posKeys.posKeysPageSchema>, In<typeof posKeys.posKeysQuerySchema>>;
  "POST pos-keys": Post<posKeys.CreatePosKeyRequest, posKeys.MadePosKey>;
  "POST pos-keys/:id/replacement": Post<posKeys.ReplacePosKeyRequest, posKeys.MadePosKey>;
  "POST pos-keys/:id/end": Post<In<typeof posKeys.endPosKeyRequestSchema>, posKeys.PosKey>;
  "GET webhooks": Get<Out<typeof webhooks.webhooksPageSchema>, In<typeof webhooks.webhooksQuerySchema>>;
  "POST webhooks": Post<webhooks.CreateWebhookRequest, webhooks.MadeWebhook>;
  "GET webhooks/:id": Get<webhooks.Webhook>;
  "POST webhooks/:id/secret": Post<webhooks.ReplaceSecretRequest, webhooks.MadeWebhook>;
  "POST webhooks/:id/start": Post<undefined, webhooks.Webhook>;
  "POST webhooks/:id/end": Post<In<typeof webhooks.endWebhookRequestSchema>, webhooks.Webhook>;
  "POST webhooks/:id/test": Post<undefined, webhooks.WebhookDelivery>;
  "GET webhooks/:id/deliveries": Get<
    Out<typeof webhooks.webhookDeliveriesPageSchema>,
    In<typeof webhooks.webhookDeliveriesQuerySchema>
  >;
  "POST webhooks/:id/deliveries/:eventId/resend": Post<undefined, webhooks.WebhookDelivery>;
  "GET stops": Get<Out<typeof stops.stopsPageSchema>, stops.StopsQuery>;
  "GET cases": Get<Out<typeof cases.casesPageSchema>, cases.CasesQuery>;
  "GET cases/recipients": Get<cases.CaseRecipients>;
  "PUT cases/recipients": Post<cases.CaseRecipients, cases.CaseRecipients>;
  "GET cases/:id": Get<cases.CaseDetail>;
  "GET cases/:id/evidence": Get<Out<typeof cases.evidencePageSchema>, PageQuery>;
  "POST cases/:id/decision": Post<cases.DecideCaseRequest, cases.CaseDetail>;
  "POST traces": Post<traces.OpenTraceRequest, traces.Trace>;
  "GET traces/:id": Get<traces.Trace>;
  "GET traces/:id/lines": Get<Out<typeof traces.traceLinesPageSchema>, traces.TraceLinesQuery>;

  "GET reports": Get<Out<typeof reports.reportsPageSchema>, Partial<In<typeof reports.reportsQuerySchema>>>;
  "POST reports": Post<reports.CreateReportRequest, reports.ReportBody>;
  "POST reports/packages": Post<reports.CreatePackageRequest, reports.ReportBody>;
  "GET reports/:id": Get<reports.ReportBody>;
  "GET reports/table": Get<reports.ReportTable, In<typeof reports.reportTableQuerySchema>>;
  "POST programmes/:id/grants": Post<grants.CreateGrantRequest, grants.GrantBody>;
  "POST programmes/:id/grant-lists": Upload<In<typeof grants.createGrantListQuerySchema>, grants.GrantBody>;
  "GET programmes/:id/grants": Get<grants.GrantsPage, PageQuery>;
  "GET grants/:id": Get<grants.GrantBody>;
  "GET grants/:id/rows": Get<grants.GrantRowsPage, In<typeof grants.grantRowsQuerySchema>>;
  "POST grants/:id/begin": Post<grants.BeginGrantRequest, grants.GrantOrWaiting>;
  "POST grants/:id/stop": Post<grants.StopGrantRequest, grants.GrantBody>;
  "POST grants/:id/discard": Post<undefined, grants.GrantBody>;
  "POST imports": Upload<In<typeof imports.createImportQuerySchema>, imports.ImportBody>;
  "GET imports": Get<Out<typeof imports.importsPageSchema>, Partial<In<typeof imports.importsQuerySchema>>>;
  "GET imports/:id": Get<imports.ImportBody>;
  "GET imports/:id/rows": Get<
    Out<typeof imports.importRowsPageSchema>,
    Partial<In<typeof imports.importRowsQuerySchema>>
  >;
  "POST imports/:id/mapping": Post<In<typeof imports.mapImportRequestSchema>, imports.ImportBody>;
  "POST imports/:id/apply": Post<In<typeof imports.applyImportRequestSchema>, imports.ImportBody>;
  "POST imports/:id/undo": Post<In<typeof imports.undoImportRequestSchema>, imports.ImportBody>;
  "GET seals": Get<Out<typeof seals.sealsPageSchema>, PageQuery>;
  "GET verification": Get<seals.Verification>;
  "GET archive/days": Get<Out<typeof archive.archiveDaysSchema>, PageQuery>;
  "GET archive/days/:date": Get<archive.ArchiveDayDetail>;
  "GET archive/roots": Get<Out<typeof archive.archiveRootsSchema>, PageQuery>;
  "GET verification/audits": Get<Out<typeof archive.auditRunsSchema>, PageQuery>;
}

/** The names in an endpoint's path, e.g. `id` of `GET issues/:id`. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
