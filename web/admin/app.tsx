import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { createEffect, lazy, onMount, Show } from "solid-js";
import type { Capability } from "../../schema/api/staff.ts";
import { staffSession } from "../shared/client/session.ts";
import { Guarded } from "../shared/components/broken-page.tsx";
import { Toasts } from "../shared/components/toast.tsx";
import { Frame } from "./frame/frame.tsx";
import { Missing } from "./frame/missing.tsx";
import { may, membership } from "./session/membership.ts";
import { NoOffice } from "./session/no-office.tsx";
import { PasswordPage } from "./session/password-page.tsx";
import { SignInPage } from "./session/sign-in-page.tsx";
import { Starting } from "./session/starting.tsx";
import { TermsGate } from "./terms/terms-gate.tsx";
import { t } from "./words/words.ts";

const IssuePage = lazy(() => import("./issuing/issue-page.tsx"));
const IssuesPage = lazy(() => import("./issuing/issues-page.tsx"));
const IssueDetailPage = lazy(() => import("./issuing/issue-detail-page.tsx"));
const SheetsPage = lazy(() => import("./sheets/sheets-page.tsx"));
const FiguresPage = lazy(() => import("./secretariat/figures-page.tsx"));
const FundPage = lazy(() => import("./secretariat/fund-page.tsx"));
const ReportsPage = lazy(() => import("./secretariat/reports-page.tsx"));
const OrganisationsPage = lazy(() => import("./organisations/organisations-page.tsx"));
const OrganisationPage = lazy(() => import("./organisations/organisation-page.tsx"));
const StorePage = lazy(() => import("./organisations/store-page.tsx"));
const ApplicationsPage = lazy(() => import("./organisations/applications-page.tsx"));
const ApplicationPage = lazy(() => import("./organisations/application-page.tsx"));
const ChangeRequestsPage = lazy(() => import("./organisations/change-requests-page.tsx"));
const StaffPage = lazy(() => import("./staff/staff-page.tsx"));
const TermsPage = lazy(() => import("./terms/terms-page.tsx"));

/** The back offices: who is signed in decides what there is. */
export function App() {
  onMount(() => void staffSession.load());
  createEffect(() => {
    document.title = t("title");
  });
  return (
    <Guarded>
      <Show when={staffSession.me()} fallback={<NobodyYet />}>
        {(me) => (
          <Show when={!me().mustChangePassword} fallback={<PasswordPage />}>
            <TermsGate>
              <Show when={membership()} fallback={<NoOffice />}>
                <Screens />
              </Show>
            </TermsGate>
          </Show>
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

function Screens() {
  const start = () => (membership()?.side === "secretariat" ? "/figures" : "/issue");
  return (
    <Router base="/admin" root={Frame}>
      <Route path="/" component={() => <Navigate href={start()} />} />
      <Route component={only("issue.create")}>
        <Route path="/issue" component={IssuePage} />
        <Route path="/issues/:id/sheets" component={SheetsPage} />
      </Route>
      <Route component={only("issue.read")}>
        <Route path="/issues" component={IssuesPage} />
        <Route path="/issues/:id" component={IssueDetailPage} />
      </Route>
      <Route component={only("programme.read")}>
        <Route path="/figures/:programmeId?" component={FiguresPage} />
        <Route path="/fund/:programmeId?" component={FundPage} />
      </Route>
      <Route component={only("organisation.read")}>
        <Route path="/organisations" component={OrganisationsPage} />
        <Route path="/organisations/:id" component={OrganisationPage} />
        <Route path="/stores/:id" component={StorePage} />
        <Route path="/change-requests" component={ChangeRequestsPage} />
        <Route path="/terms" component={TermsPage} />
      </Route>
      <Route component={only("application.decide")}>
        <Route path="/applications" component={ApplicationsPage} />
        <Route path="/applications/:id" component={ApplicationPage} />
      </Route>
      <Route component={only("staff.read")}>
        <Route path="/staff" component={StaffPage} />
      </Route>
      <Route component={only("report.read")}>
        <Route path="/reports" component={ReportsPage} />
      </Route>
      <Route path="*all" component={Missing} />
    </Router>
  );
}

/** Screens of other roles lead to one's own start: an address may come from a colleague, or from before a switch. */
function only(capability: Capability) {
  return (props: RouteSectionProps) => (
    <Show when={may(capability)} fallback={<Navigate href="/" />}>
      {props.children}
    </Show>
  );
}
