import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router";
import { createEffect, lazy, onCleanup, Suspense } from "solid-js";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { EASY_OFFICE_LOCALES, OFFICE_LOCALES, offerLocales } from "../../shared/i18n/locale.ts";
import styles from "./easy.module.css";
import { EasyHome } from "./easy-home.tsx";

const EasySalesPage = lazy(() => import("./easy-sales-page.tsx"));
const EasyPayoutPage = lazy(() => import("./easy-payout-page.tsx"));

/**
 * The office of a shop for who is not at home with computers: three actions, large, in plain Japanese (EAS-5). Its screens have
 * addresses of their own: whoever turns it on begins at its home, wherever in the usual office they were.
 */
export function EasyOffice() {
  createEffect(() => {
    document.documentElement.toggleAttribute("data-easy", true);
    void offerLocales(EASY_OFFICE_LOCALES);
    onCleanup(() => {
      document.documentElement.toggleAttribute("data-easy", false);
      void offerLocales(OFFICE_LOCALES);
    });
  });
  return (
    <Router base="/admin" root={Room}>
      <Route path="/" component={EasyHome} />
      <Route path="/easy/sales" component={EasySalesPage} />
      <Route path="/easy/payout" component={EasyPayoutPage} />
      <Route path="*all" component={() => <Navigate href="/" />} />
    </Router>
  );
}

function Room(props: RouteSectionProps) {
  return (
    <main class={styles.easy} id="main">
      <OfflineNote />
      <Suspense fallback={<GreyRows />}>{props.children}</Suspense>
    </main>
  );
}
