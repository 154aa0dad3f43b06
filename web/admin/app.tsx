import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { createEffect, lazy, onMount, Show } from "solid-js";
import type { Capability, Side } from "../../schema/api/staff.ts";
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
import { t } from "./words/words.ts";

const IssuePage = lazy(() => import("./issuing/issue-page.tsx"));
const IssuesPage = lazy(() => import("./issuing/issues-page.tsx"));
const IssueDetailPage = lazy(() => import("./issuing/issue-detail-page.tsx"));
const SheetsPage = lazy(() => import("./sheets/sheets-page.tsx"));
const FiguresPage = lazy(() => import("./secretariat/figures-page.tsx"));
const FundPage = lazy(() => import("./secretariat/fund-page.tsx"));
const ClosingsPage = lazy(() => import("./settlement/closings-page.tsx"));
const ClosingPage = lazy(() => import("./settlement/closing-page.tsx"));
const PayoutPage = lazy(() => import("./settlement/payout-page.tsx"));
const PayoutRulePage = lazy(() => import("./settlement/payout-rule-page.tsx"));
const StatementsPage = lazy(() => import("./settlement/statements-page.tsx"));
const AccountPage = lazy(() => import("./settlement/account-page.tsx"));
const ReportsPage = lazy(() => import("./secretariat/reports-page.tsx"));

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
            <Show when={membership()} fallback={<NoOffice />}>
              <Screens />
            </Show>
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

/** Where each side begins; the counter has an app of its own. */
const START_OF: { readonly [S in Side]: string } = {
  secretariat: "/figures",
  issuer: "/issue",
  merchant: "/statements",
  counter: "/statements",
};

function Screens() {
  const start = () => START_OF[membership()?.side ?? "issuer"];
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
      <Route component={only("closing.read")}>
        <Route path="/closings/:programmeId?" component={ClosingsPage} />
        <Route path="/closings/closing/:id" component={ClosingPage} />
        <Route path="/closings/payout/:id" component={PayoutPage} />
      </Route>
      <Route component={only("closing.manage")}>
        <Route path="/closings/rule/:programmeId" component={PayoutRulePage} />
      </Route>
      <Route component={only("statement.read")}>
        <Route path="/statements" component={StatementsPage} />
      </Route>
      <Route component={only("account.manage")}>
        <Route path="/account/:kind/:id" component={AccountPage} />
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
