import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { createEffect, createSignal, lazy, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { Capability } from "../../schema/api/staff.ts";
import { watchAttendance } from "../shared/client/attended.ts";
import { easyTill } from "../shared/client/easy-till.ts";
import { staffSession } from "../shared/client/session.ts";
import { Guarded } from "../shared/components/broken-page.tsx";
import { Toasts } from "../shared/components/toast.tsx";
import { EasyOffice } from "./easy/easy-office.tsx";
import { Frame } from "./frame/frame.tsx";
import { Missing } from "./frame/missing.tsx";
import { FactorPage, FactorSetUpPage } from "./session/factor-pages.tsx";
import { INVITATION_PATH, InvitationPage } from "./session/invitation-page.tsx";
import { may, membership } from "./session/membership.ts";
import { NoOffice } from "./session/no-office.tsx";
import { PasswordPage } from "./session/password-page.tsx";
import { SignInPage } from "./session/sign-in-page.tsx";
import { Starting } from "./session/starting.tsx";
import { TermsGate } from "./terms/terms-gate.tsx";
import { t } from "./words/words.ts";

const HandOverPage = lazy(() => import("./handing-over/hand-over-page.tsx"));
const IssuePage = lazy(() => import("./issuing/issue-page.tsx"));
const IssuesPage = lazy(() => import("./issuing/issues-page.tsx"));
const IssueDetailPage = lazy(() => import("./issuing/issue-detail-page.tsx"));
const ListsPage = lazy(() => import("./issue-lists/lists-page.tsx"));
const ListPage = lazy(() => import("./issue-lists/list-page.tsx"));
const ListSheetsPage = lazy(() => import("./sheets/list-sheets-page.tsx"));
const SheetsPage = lazy(() => import("./sheets/sheets-page.tsx"));
const FiguresPage = lazy(() => import("./secretariat/figures-page.tsx"));
const ProgrammesPage = lazy(() => import("./programmes/programmes-page.tsx"));
const ProgrammePage = lazy(() => import("./programmes/programme-page.tsx"));
const DesignerPage = lazy(() => import("./programmes/designer-page.tsx"));
const ProgrammeHelpPage = lazy(() => import("./programmes/help-page.tsx"));
const RegionPage = lazy(() => import("./region/region-page.tsx"));
const FundFrame = lazy(() => import("./fund/fund-frame.tsx"));
const FundPage = lazy(() => import("./fund/fund-page.tsx"));
const GrantsPage = lazy(() => import("./grants/grants-page.tsx"));
const NewGrantPage = lazy(() => import("./grants/new-grant-page.tsx"));
const GrantPage = lazy(() => import("./grants/grant-page.tsx"));
const StatementPage = lazy(() => import("./fund/statement-page.tsx"));
const AllotmentsPage = lazy(() => import("./fund/allotments-page.tsx"));
const ThresholdsPage = lazy(() => import("./fund/thresholds-page.tsx"));
const ApprovalsPage = lazy(() => import("./approvals/approvals-page.tsx"));
const HoldersPage = lazy(() => import("./holders/holders-page.tsx"));
const CouponPage = lazy(() => import("./holders/coupon-page.tsx"));
const ResidentPage = lazy(() => import("./holders/resident-page.tsx"));
const CasesPage = lazy(() => import("./cases/cases-page.tsx"));
const CasePage = lazy(() => import("./cases/case-page.tsx"));
const StopsPage = lazy(() => import("./stops/stops-page.tsx"));
const TracePage = lazy(() => import("./trace/trace-page.tsx"));
const StoryPage = lazy(() => import("./trace/story-page.tsx"));
const NewslettersPage = lazy(() => import("./newsletters/newsletters-page.tsx"));
const NewsletterPage = lazy(() => import("./newsletters/newsletter-page.tsx"));
const NewsletterFormPage = lazy(() => import("./newsletters/newsletter-form-page.tsx"));
const AddressesPage = lazy(() => import("./newsletters/addresses-page.tsx"));
const LettersPage = lazy(() => import("./letters/letters-page.tsx"));
const LetterPage = lazy(() => import("./letters/letter-page.tsx"));
const LetterFormPage = lazy(() => import("./letters/letter-form-page.tsx"));
const NoticesPage = lazy(() => import("./notices/notices-page.tsx"));
const NoticeFormPage = lazy(() => import("./notices/notice-form-page.tsx"));
const NoticePage = lazy(() => import("./notices/notice-page.tsx"));
const InboxPage = lazy(() => import("./notices/inbox-page.tsx"));
const ImportsPage = lazy(() => import("./imports/imports-page.tsx"));
const ImportPage = lazy(() => import("./imports/import-page.tsx"));
const ClosingsPage = lazy(() => import("./settlement/closings-page.tsx"));
const ClosingPage = lazy(() => import("./settlement/closing-page.tsx"));
const PayoutPage = lazy(() => import("./settlement/payout-page.tsx"));
const TransferResultsPage = lazy(() => import("./transfer-results/results-page.tsx"));
const FeesPage = lazy(() => import("./fees/fees-page.tsx"));
const FeePage = lazy(() => import("./fees/fee-page.tsx"));
const PayoutRulePage = lazy(() => import("./settlement/payout-rule-page.tsx"));
const ShopsPage = lazy(() => import("./shops/shops-page.tsx"));
const StoreQrPage = lazy(() => import("./store-qr/store-qr-page.tsx"));
const SalesPage = lazy(() => import("./sales/sales-page.tsx"));
const StatementsPage = lazy(() => import("./settlement/statements-page.tsx"));
const AccountPage = lazy(() => import("./settlement/account-page.tsx"));
const ReportPage = lazy(() => import("./reports/report-page.tsx"));
const ReportsPage = lazy(() => import("./reports/reports-page.tsx"));
const ArchivePage = lazy(() => import("./archive/archive-page.tsx"));
const ArchiveDayPage = lazy(() => import("./archive/day-page.tsx"));
const VerificationPage = lazy(() => import("./archive/verification-page.tsx"));
const OrganisationsPage = lazy(() => import("./organisations/organisations-page.tsx"));
const OrganisationPage = lazy(() => import("./organisations/organisation-page.tsx"));
const StorePage = lazy(() => import("./organisations/store-page.tsx"));
const ApplicationsPage = lazy(() => import("./organisations/applications-page.tsx"));
const ApplicationPage = lazy(() => import("./organisations/application-page.tsx"));
const ChangeRequestsPage = lazy(() => import("./organisations/change-requests-page.tsx"));
const StaffPage = lazy(() => import("./staff/staff-page.tsx"));
const AccountOfStaffPage = lazy(() => import("./staff/account-page.tsx"));
const OwnAccountPage = lazy(() => import("./own-account/own-account-page.tsx"));
const PosKeysPage = lazy(() => import("./pos/keys-page.tsx"));
const WebhooksPage = lazy(() => import("./pos/webhooks-page.tsx"));
const WebhookPage = lazy(() => import("./pos/webhook-page.tsx"));
const TermsPage = lazy(() => import("./terms/terms-page.tsx"));

/** The back offices: who is signed in decides what there is. */
export function App() {
  onMount(() => {
    void staffSession.load();
    onCleanup(watchAttendance(() => staffSession.me() && void staffSession.load()));
  });
  createEffect(() => {
    document.title = t("title");
  });
  const [invited, setInvited] = createSignal(location.pathname === INVITATION_PATH);
  const accepted = () => {
    // The used link leaves the address bar and the history.
    history.replaceState(null, "", "/admin/");
    setInvited(false);
  };
  return (
    <Guarded>
      <Show when={invited()}>
        <InvitationPage onDone={accepted} />
      </Show>
      <Show when={!invited() && staffSession.me()} fallback={<Show when={!invited()}>{<NobodyYet />}</Show>}>
        {(me) => (
          <Switch
            fallback={
              <TermsGate>
                <Show when={membership()} fallback={<NoOffice />}>
                  <Show when={easyTill() && may("sales.read")} fallback={<Screens />}>
                    <EasyOffice />
                  </Show>
                </Show>
              </TermsGate>
            }
          >
            <Match when={me().factors.step === "ask"}>
              <FactorPage />
            </Match>
            <Match when={me().mustChangePassword}>
              <PasswordPage />
            </Match>
            <Match when={me().factors.step === "set-up"}>
              <FactorSetUpPage />
            </Match>
          </Switch>
        )}
      </Show>
      <Toasts />
    </Guarded>
  );
}

function NobodyYet() {
  return (
    <Show when={staffSession.me() === null} fallback={<Starting />}>
      <SignInPage />
    </Show>
  );
}

/** Where somebody's work begins: at the desk, at the telephone, at the figures, at what was sold. */
function start(): string {
  if (may("issue.create")) return "/issue";
  if (may("holder.read") && !may("programme.manage")) return "/holders";
  if (may("programme.read")) return "/figures";
  return may("sales.read") ? "/sales" : "/statements";
}

function Screens() {
  return (
    <Router base="/admin" root={Frame}>
      <Route path="/" component={() => <Navigate href={start()} />} />
      <Route component={only("issue.create")}>
        <Route path="/issue" component={IssuePage} />
        <Route path="/hand-over" component={HandOverPage} />
        <Route path="/issue-lists" component={ListsPage} />
        <Route path="/issue-lists/:id" component={ListPage} />
        <Route path="/issue-lists/:id/sheets" component={ListSheetsPage} />
      </Route>
      <Route component={only("sheet.print")}>
        <Route path="/issues/:id/sheets" component={SheetsPage} />
      </Route>
      <Route component={only("issue.read")}>
        <Route path="/issues" component={IssuesPage} />
        <Route path="/issues/:id" component={IssueDetailPage} />
      </Route>
      <Route component={only("programme.read")}>
        <Route path="/figures/:programmeId?" component={FiguresPage} />
        <Route path="/fund/:programmeId?" component={FundFrame}>
          <Route path="/" component={FundPage} />
          <Route path="/statement" component={StatementPage} />
          <Route path="/allotments" component={AllotmentsPage} />
          <Route path="/thresholds" component={ThresholdsPage} />
          <Route path="/grants" component={GrantsPage} />
          <Route path="/grants/new" component={NewGrantPage} />
          <Route path="/grants/:id" component={GrantPage} />
        </Route>
        <Route path="/programmes" component={ProgrammesPage} />
        <Route path="/programmes/help" component={ProgrammeHelpPage} />
        <Route path="/programmes/:id" component={ProgrammePage} />
        <Route path="/region" component={RegionPage} />
      </Route>
      <Route component={only("programme.manage")}>
        <Route path="/programmes/:id/design" component={DesignerPage} />
      </Route>
      <Route component={only("organisation.read")}>
        <Route path="/organisations" component={OrganisationsPage} />
        <Route path="/organisations/:id" component={OrganisationPage} />
        <Route path="/change-requests" component={ChangeRequestsPage} />
        <Route path="/terms" component={TermsPage} />
      </Route>
      <Route component={only("application.decide")}>
        <Route path="/applications" component={ApplicationsPage} />
        <Route path="/applications/:id" component={ApplicationPage} />
      </Route>
      <Route component={only("staff.read")}>
        <Route path="/staff" component={StaffPage} />
        <Route path="/staff/:id" component={AccountOfStaffPage} />
      </Route>
      <Route component={only("closing.read")}>
        <Route path="/closings/:programmeId?" component={ClosingsPage} />
        <Route path="/closings/closing/:id" component={ClosingPage} />
        <Route path="/closings/payout/:id" component={PayoutPage} />
        <Route path="/closings/fees/:programmeId?" component={FeesPage} />
        <Route path="/closings/fees/:programmeId/:organisationId" component={FeePage} />
      </Route>
      <Route component={only("closing.manage")}>
        <Route path="/closings/rule/:programmeId" component={PayoutRulePage} />
        <Route path="/closings/results/:programmeId" component={TransferResultsPage} />
      </Route>
      <Route component={only("sales.read")}>
        <Route path="/sales" component={SalesPage} />
      </Route>
      <Route component={only("organisation.read", "store.edit")}>
        <Route path="/stores/:id" component={StorePage} />
      </Route>
      <Route component={only("store.edit")}>
        <Route path="/shops" component={ShopsPage} />
        <Route path="/store-qr" component={StoreQrPage} />
      </Route>
      <Route component={only("statement.read")}>
        <Route path="/statements" component={StatementsPage} />
      </Route>
      <Route component={only("account.manage")}>
        <Route path="/account/:kind/:id" component={AccountPage} />
      </Route>
      <Route component={only("report.read")}>
        <Route path="/reports" component={ReportsPage} />
        <Route path="/reports/:kind" component={ReportPage} />
        <Route path="/archive" component={ArchivePage} />
        <Route path="/archive/verification" component={VerificationPage} />
        <Route path="/archive/:date" component={ArchiveDayPage} />
      </Route>
      <Route component={only("approval.read")}>
        <Route path="/approvals" component={ApprovalsPage} />
      </Route>
      <Route component={only("holder.read")}>
        <Route path="/holders" component={HoldersPage} />
        <Route path="/holders/coupons/:id" component={CouponPage} />
        <Route path="/holders/residents/:id" component={ResidentPage} />
      </Route>
      <Route component={only("case.read")}>
        <Route path="/cases" component={CasesPage} />
        <Route path="/cases/:id" component={CasePage} />
      </Route>
      <Route component={only("freeze.manage", "store.manage")}>
        <Route path="/stops" component={StopsPage} />
      </Route>
      <Route component={only("trace.read")}>
        <Route path="/trace" component={TracePage} />
        <Route path="/trace/:id" component={StoryPage} />
      </Route>
      <Route component={only("notice.read")}>
        <Route path="/notices" component={NoticesPage} />
        <Route path="/notices/:id" component={NoticePage} />
        <Route path="/newsletters" component={NewslettersPage} />
        <Route path="/newsletters/:id" component={NewsletterPage} />
      </Route>
      <Route component={only("notice.read", "letter.write")}>
        <Route path="/letters" component={LettersPage} />
        <Route path="/letters/:id" component={LetterPage} />
      </Route>
      <Route component={only("letter.write")}>
        <Route path="/letters/new" component={LetterFormPage} />
        <Route path="/letters/:id/edit" component={LetterFormPage} />
      </Route>
      <Route component={only("notice.manage")}>
        <Route path="/newsletters/new" component={NewsletterFormPage} />
        <Route path="/newsletters/:id/edit" component={NewsletterFormPage} />
        <Route path="/notices/new/:kind" component={NoticeFormPage} />
        <Route path="/notices/:id/edit" component={NoticeFormPage} />
      </Route>
      <Route component={only("import.manage")}>
        <Route path="/imports" component={ImportsPage} />
        <Route path="/imports/:id" component={ImportPage} />
      </Route>
      <Route component={only("newsletter.receive")}>
        <Route path="/mail-addresses" component={AddressesPage} />
      </Route>
      <Route component={only("inbox.read")}>
        <Route path="/inbox" component={InboxPage} />
      </Route>
      <Route component={only("pos.manage")}>
        <Route path="/pos" component={PosKeysPage} />
        <Route path="/pos/webhooks" component={WebhooksPage} />
        <Route path="/pos/webhooks/:id" component={WebhookPage} />
      </Route>
      <Route path="/me" component={OwnAccountPage} />
      <Route path="*all" component={Missing} />
    </Router>
  );
}

/** Screens of other roles lead to one's own start: an address may come from a colleague, or from before a switch. */
function only(...anyOf: readonly Capability[]) {
  return (props: RouteSectionProps) => (
    <Show when={anyOf.some(may)} fallback={<Navigate href="/" />}>
      {props.children}
    </Show>
  );
}
