import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { createEffect, onCleanup, onMount } from "solid-js";
import { watchAttendance } from "../shared/client/attended.ts";
import { easyTill } from "../shared/client/easy-till.ts";
import { watchOnline } from "../shared/client/online.ts";
import { staffSession } from "../shared/client/session.ts";
import { Toasts } from "../shared/components/toast.tsx";
import { wakeSound } from "../shared/sound/payment-sound.ts";
import { CheckingPage } from "./checking/checking-page.tsx";
import { ArrivedPage } from "./easy/arrived-page.tsx";
import { to } from "./frame/addresses.ts";
import { HelpPage } from "./help/help-page.tsx";
import { HomePage } from "./home/home-page.tsx";
import { PaymentPage } from "./payments/payment-page.tsx";
import { PaymentsPage } from "./payments/payments-page.tsx";
import { PosterPage } from "./poster/poster-page.tsx";
import { ReaderPage } from "./reader/reader-page.tsx";
import { ScanPage } from "./scan/scan-page.tsx";
import { Gate } from "./session/gate.tsx";
import { PasswordPage } from "./settings/password-page.tsx";
import { SessionsPage } from "./settings/sessions-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { ConfirmPage } from "./take/confirm-page.tsx";
import { DonePage } from "./take/done-page.tsx";
import { TillPage } from "./till/till-page.tsx";

/** The tablet at the till. */
export function App() {
  return (
    <Router root={Root}>
      <Route path="/counter/" component={HomePage} />
      <Route path="/counter/scan" component={ScanPage} />
      <Route path="/counter/confirm" component={ConfirmPage} />
      <Route path="/counter/done" component={DonePage} />
      <Route path="/counter/checking/:id" component={CheckingPage} />
      <Route path="/counter/payments" component={PaymentsPage} />
      <Route path="/counter/payments/:date/:id" component={PaymentPage} />
      <Route path="/counter/arrived" component={ArrivedPage} />
      <Route path="/counter/qr" component={PosterPage} />
      <Route path="/counter/settings" component={SettingsPage} />
      <Route path="/counter/settings/password" component={PasswordPage} />
      <Route path="/counter/settings/reader" component={ReaderPage} />
      <Route path="/counter/settings/sessions" component={SessionsPage} />
      <Route path="/counter/till" component={TillPage} />
      <Route path="/counter/help" component={HelpPage} />
      <Route path="*" component={() => <Navigate href={to.home} />} />
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  onMount(() => {
    onCleanup(watchOnline());
    onCleanup(watchAttendance(() => staffSession.me() && void staffSession.load()));
    // Browsers let a page sound only after a touch; any touch at the till will do.
    const wake = () => wakeSound();
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    onCleanup(() => {
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
    });
  });
  createEffect(() => document.documentElement.toggleAttribute("data-easy", easyTill()));
  return (
    <>
      <Gate>{props.children}</Gate>
      <Toasts />
    </>
  );
}
