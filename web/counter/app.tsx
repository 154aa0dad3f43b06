import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { onCleanup, onMount } from "solid-js";
import { watchOnline } from "../shared/client/online.ts";
import { Toasts } from "../shared/components/toast.tsx";
import { wakeSound } from "../shared/sound/payment-sound.ts";
import { CheckingPage } from "./checking/checking-page.tsx";
import { HelpPage } from "./help/help-page.tsx";
import { HomePage } from "./home/home-page.tsx";
import { PaymentPage } from "./payments/payment-page.tsx";
import { PaymentsPage } from "./payments/payments-page.tsx";
import { PosterPage } from "./poster/poster-page.tsx";
import { ScanPage } from "./scan/scan-page.tsx";
import { Gate } from "./session/gate.tsx";
import { PasswordPage } from "./settings/password-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { ConfirmPage } from "./take/confirm-page.tsx";
import { DonePage } from "./take/done-page.tsx";
import { TillPage } from "./till/till-page.tsx";

/** The tablet at the till. */
export function App() {
  return (
    <Router base="/counter" root={Root}>
      <Route path="/" component={HomePage} />
      <Route path="/scan" component={ScanPage} />
      <Route path="/confirm" component={ConfirmPage} />
      <Route path="/done" component={DonePage} />
      <Route path="/checking/:id" component={CheckingPage} />
      <Route path="/payments" component={PaymentsPage} />
      <Route path="/payments/:date/:id" component={PaymentPage} />
      <Route path="/qr" component={PosterPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route path="/settings/password" component={PasswordPage} />
      <Route path="/till" component={TillPage} />
      <Route path="/help" component={HelpPage} />
      <Route path="*" component={() => <Navigate href="/" />} />
    </Router>
  );
}

function Root(props: RouteSectionProps) {
  onMount(() => {
    onCleanup(watchOnline());
    // Browsers let a page sound only after a touch; any touch at the till will do.
    const wake = () => wakeSound();
    addEventListener("pointerdown", wake);
    addEventListener("keydown", wake);
    onCleanup(() => {
      removeEventListener("pointerdown", wake);
      removeEventListener("keydown", wake);
    });
  });
  return (
    <>
      <Gate>{props.children}</Gate>
      <Toasts />
    </>
  );
}
