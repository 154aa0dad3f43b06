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
import { t } from "./words/words.ts";

const IssuePage = lazy(() => import("./issuing/issue-page.tsx"));
const IssuesPage = lazy(() => import("./issuing/issues-page.tsx"));
const IssueDetailPage = lazy(() => import("./issuing/issue-detail-page.tsx"));
const SheetsPage = lazy(() => import("./sheets/sheets-page.tsx"));
const FiguresPage = lazy(() => import("./secretariat/figures-page.tsx"));
const FundPage = lazy(() => import("./secretariat/fund-page.tsx"));
const ImportsPage = lazy(() => import("./imports/imports-page.tsx"));
const ImportPage = lazy(() => import("./imports/import-page.tsx"));
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
      <Route component={only("report.read")}>
        <Route path="/reports" component={ReportsPage} />
      </Route>
      <Route component={only("import.manage")}>
        <Route path="/imports" component={ImportsPage} />
        <Route path="/imports/:id" component={ImportPage} />
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
