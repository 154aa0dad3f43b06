import type * as z from "zod";
import type * as accounts from "../../../schema/api/bank-accounts.ts";
import type * as charges from "../../../schema/api/charges.ts";
import type * as closings from "../../../schema/api/closings.ts";
import type * as counter from "../../../schema/api/counter.ts";
import type * as coupons from "../../../schema/api/coupons.ts";
import type * as expired from "../../../schema/api/expired.ts";
import type { Health } from "../../../schema/api/health.ts";
import type * as issues from "../../../schema/api/issues.ts";
import type * as operations from "../../../schema/api/operations.ts";
import type * as organisations from "../../../schema/api/organisations.ts";
import type * as payments from "../../../schema/api/payments.ts";
import type * as payoutRules from "../../../schema/api/payout-rules.ts";
import type * as payouts from "../../../schema/api/payouts.ts";
import type * as programmes from "../../../schema/api/programmes.ts";
import type * as reports from "../../../schema/api/reports.ts";
import type * as residents from "../../../schema/api/residents.ts";
import type * as seals from "../../../schema/api/seals.ts";
import type * as staff from "../../../schema/api/staff.ts";
import type * as stores from "../../../schema/api/stores.ts";
import type * as wallets from "../../../schema/api/wallets.ts";

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
type PageQuery = Partial<In<typeof import("../../../schema/api/common.ts").pageQuerySchema>>;

/** Every endpoint the screens call, as schema/api/README.md lists them. Types only: no schema reaches a browser. */
export interface Endpoints {
  "GET health": Get<Health>;
  "GET stores": Get<Out<typeof stores.storesPageSchema>, Partial<In<typeof stores.storesQuerySchema>>>;
  "GET stores/:id": Get<stores.StoreDetail>;
  "GET stores/managed": Get<
    Out<typeof stores.backOfficeStoresPageSchema>,
    Partial<In<typeof stores.storesQuerySchema>>
  >;
  "POST stores": Post<stores.CreateStoreRequest, stores.BackOfficeStore>;
  "POST stores/:id/tills": Post<In<typeof stores.createTillRequestSchema>, stores.BackOfficeStore>;

  "POST coupons/inspect": Post<coupons.InspectCouponRequest, coupons.CouponViewBody>;
  "POST coupons/:id/cancel": Post<coupons.CancelCouponRequest, coupons.CancelReply>;
  "POST coupons/:id/replace": Post<coupons.CancelCouponRequest, coupons.CancelReply>;
  "POST holders": Post<coupons.HolderRequest, coupons.HolderReply>;
  "POST freezes": Post<coupons.FreezeRequest, coupons.FreezeReply>;

  "POST residents/verification": Post<residents.VerificationRequest, residents.VerificationReply>;
  "POST residents/session": Post<residents.ResidentSignInRequest, residents.ResidentMe>;
  "DELETE residents/session": Post<undefined, Out<typeof residents.signedOutSchema>>;
  "GET residents/me": Get<residents.ResidentMe | null>;

  "GET programmes/open": Get<wallets.OpenPays>;
  "GET wallets": Get<wallets.Wallets>;
  "GET wallets/:programmeId/journal": Get<
    Out<typeof wallets.historyPageSchema>,
    Partial<In<typeof wallets.historyQuerySchema>>
  >;
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
  "GET staff": Get<Out<typeof staff.staffPageSchema>, PageQuery>;
  "POST staff": Post<staff.CreateStaffRequest, staff.CreatedStaff>;
  "POST staff/:id/stop": Post<In<typeof staff.stopStaffRequestSchema>, staff.StaffAccount>;

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
  "POST issues/:id/withdraw": Post<issues.WithdrawRequest, issues.IssueReply>;
  "GET issues/:id/sheets": Get<issues.Sheets, Partial<In<typeof issues.sheetsQuerySchema>>>;
  "GET issues/:id/coupons": Get<Out<typeof issues.issueCouponsPageSchema>, PageQuery>;
  "GET issuers/me/allotment": Get<issues.Allotment, In<typeof issues.allotmentQuerySchema>>;

  "GET programmes": Get<Out<typeof programmes.programmesPageSchema>, PageQuery>;
  "POST programmes": Post<programmes.CreateProgrammeRequest, programmes.Programme>;
  "GET programmes/:id": Get<programmes.Programme>;
  "POST programmes/:id/rules": Post<In<typeof programmes.createRuleRequestSchema>, programmes.Programme>;
  "POST programmes/:id/deposits": Post<programmes.DepositRequest, programmes.FundReply>;
  "POST programmes/:id/allotments": Post<programmes.AllotRequest, programmes.FundReply>;
  "GET programmes/:id/fund": Get<programmes.FundBody>;
  "GET programmes/:id/figures": Get<programmes.Figures>;

  "GET programmes/:id/payout-rule": Get<Out<typeof payoutRules.payoutRuleReplySchema>>;
  "POST programmes/:id/payout-rule": Post<
    payoutRules.PayoutRuleRequest,
    Out<typeof payoutRules.payoutRuleReplySchema>
  >;
  "GET programmes/:id/next-closing": Get<closings.NextClosing>;
  "GET programmes/:id/expired-money": Get<expired.ExpiredMoney>;
  "POST programmes/:id/expired-returns": Post<expired.ExpiredReturnRequest, expired.ExpiredReturnReply>;
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
  "GET statements": Get<Out<typeof closings.statementsPageSchema>, PageQuery>;

  "GET payouts": Get<Out<typeof payouts.payoutsPageSchema>, Partial<In<typeof payouts.payoutsQuerySchema>>>;
  "POST payouts": Post<payouts.CreatePayoutRequest, payouts.PayoutBody>;
  "GET payouts/:id": Get<payouts.PayoutBody>;
  "GET payouts/:id/items": Get<Out<typeof payouts.payoutItemsPageSchema>, PageQuery>;
  "POST payouts/:id/send": Post<payouts.SendPayoutRequest, payouts.PayoutMoved>;
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
  "GET municipalities": Get<Out<typeof organisations.municipalitiesSchema>>;

  "GET reports": Get<Out<typeof reports.reportsPageSchema>, Partial<In<typeof reports.reportsQuerySchema>>>;
  "POST reports": Post<reports.CreateReportRequest, reports.ReportBody>;
  "GET reports/:id": Get<reports.ReportBody>;
  "GET seals": Get<Out<typeof seals.sealsPageSchema>, PageQuery>;
  "GET verification": Get<seals.Verification>;
}

/** The names in an endpoint's path, e.g. `id` of `GET issues/:id`. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
