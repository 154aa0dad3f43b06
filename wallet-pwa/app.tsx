import { Route, Router, type RouteSectionProps } from "@solidjs/router";
import { type Component, lazy, Show, Suspense } from "solid-js";
import { Guarded } from "../web/shared/components/broken-page.tsx";
import { Toasts } from "../web/shared/components/toast.tsx";
import { t as common } from "../web/shared/i18n/words.ts";
import { easy } from "./frame/appearance.ts";
import { NotFound } from "./frame/not-found.tsx";
import { Waiting } from "./frame/waiting.tsx";
import { Gate } from "./session/gate.tsx";
import { Proven } from "./session/proven.tsx";
import SignIn from "./session/sign-in.tsx";
import { takeNewVersion } from "./updates/take-over.ts";
import Home from "./wallets/home.tsx";

/** The address behind which nobody gets without signing in. */
function gated(Page: Component): Component {
  return () => (
    <Gate>
      <Page />
    </Gate>
  );
}

/** The same for what moves money: a device that was away long enters a code first, and then goes on where it was (RES-11). */
function proven(Page: Component): Component {
  return gated(() => (
    <Proven>
      <Page />
    </Proven>
  ));
}

/** The home that this device shows. */
function EitherHome() {
  return (
    <Show when={easy()} fallback={<Home />}>
      <EasyHome />
    </Show>
  );
}

const EasyHome = lazy(() => import("./easy/easy-home.tsx"));
const Stores = lazy(() => import("./stores/stores.tsx"));
const StorePage = lazy(() => import("./stores/store-page.tsx"));
const TakeOver = lazy(() => import("./moving/take-over-page.tsx"));
const ConfirmNumber = lazy(() =>
  import("./number/link-page.tsx").then((page) => ({ default: page.ConfirmNumberPage })),
);
const StopNumber = lazy(() =>
  import("./number/link-page.tsx").then((page) => ({ default: page.StopNumberPage })),
);
const ConfirmMail = lazy(() =>
  import("./mail/mail-link-page.tsx").then((page) => ({ default: page.ConfirmMailPage })),
);
const LeaveMail = lazy(() =>
  import("./mail/mail-link-page.tsx").then((page) => ({ default: page.LeaveMailPage })),
);
const Help = lazy(() => import("./help/help.tsx"));
const CouponPage = lazy(() => import("./public-pages/coupon-page.tsx"));
const StoreQrPage = lazy(() => import("./public-pages/store-qr-page.tsx"));
const RegionPage = lazy(() => import("./public-pages/region-page.tsx"));
const StatusPage = lazy(() => import("./status/status-page.tsx"));
const JoinPage = lazy(() => import("./join/join-page.tsx"));
const GATED = {
  "/wallet": gated(EitherHome),
  "/wallet/choose": gated(lazy(() => import("./find/find-page.tsx"))),
  "/wallet/pays/:programmeId": gated(lazy(() => import("./wallets/pay-page.tsx"))),
  "/wallet/add/:programmeId": gated(lazy(() => import("./consents/adding-page.tsx"))),
  "/wallet/pays/:programmeId/answers": gated(lazy(() => import("./consents/answers-page.tsx"))),
  "/wallet/consent": gated(lazy(() => import("./consents/consents-page.tsx"))),
  "/wallet/scan": gated(lazy(() => import("./scan/scan.tsx"))),
  "/wallet/type": gated(lazy(() => import("./scan/type-code.tsx"))),
  "/wallet/charge": proven(lazy(() => import("./charge/charge.tsx"))),
  "/wallet/pay/:storeId/:till": proven(lazy(() => import("./pay/pay.tsx"))),
  "/wallet/paid/:operationId": gated(lazy(() => import("./pay/paid.tsx"))),
  "/wallet/operations/:operationId": gated(lazy(() => import("./operations/what-happened.tsx"))),
  "/wallet/code/:programmeId": proven(lazy(() => import("./code/code-page.tsx"))),
  "/wallet/history": gated(lazy(() => import("./history/history.tsx"))),
  "/wallet/history/file": gated(lazy(() => import("./history/file-page.tsx"))),
  "/wallet/history/:programmeId/ended/:date": gated(lazy(() => import("./history/ended-page.tsx"))),
  "/wallet/history/:programmeId/:operationId": gated(lazy(() => import("./history/detail-page.tsx"))),
  "/wallet/notices": gated(lazy(() => import("./notices/notices.tsx"))),
  "/wallet/notifications": gated(lazy(() => import("./notices/news-settings.tsx"))),
  "/wallet/number": gated(lazy(() => import("./number/number-page.tsx"))),
  "/wallet/move-out": proven(lazy(() => import("./moving/move-out-page.tsx"))),
  "/wallet/devices": gated(lazy(() => import("./devices/devices-page.tsx"))),
  "/wallet/passkeys": gated(lazy(() => import("./passkeys/passkeys-page.tsx"))),
  "/wallet/account": gated(lazy(() => import("./account/account-page.tsx"))),
  "/wallet/settings": gated(lazy(() => import("./settings/settings.tsx"))),
} as const;

/** Every screen of the wallet and the public pages, by address. */
export function App() {
  return (
    <Guarded>
      <Router root={Frame}>
        {Object.entries(GATED).map(([path, page]) => (
          <Route path={path} component={page} />
        ))}
        <Route path="/wallet/sign-in" component={SignIn} />
        <Route path="/wallet/move" component={TakeOver} />
        <Route path="/wallet/number/confirm" component={ConfirmNumber} />
        <Route path="/wallet/number/stop" component={StopNumber} />
        <Route path="/wallet/mail/confirm" component={ConfirmMail} />
        <Route path="/wallet/mail/leave" component={LeaveMail} />
        <Route path="/wallet/stores" component={Stores} />
        <Route path="/wallet/stores/:storeId" component={StorePage} />
        <Route path="/wallet/help" component={Help} />
        <Route path="/wallet/status" component={StatusPage} />
        <Route path="/c/:code?" component={CouponPage} />
        <Route path="/s/:storeId/:till" component={StoreQrPage} />
        <Route path="/r/:regionId" component={RegionPage} />
        <Route path="/join/:regionId" component={JoinPage} />
        <Route path="*" component={NotFound} />
      </Router>
      <Toasts />
    </Guarded>
  );
}

function Frame(props: RouteSectionProps) {
  takeNewVersion(() => props.location.pathname);
  return (
    <Suspense
      fallback={
        <div class="phone">
          <main class="phone__body">
            <Waiting text={common("loading")} />
          </main>
        </div>
      }
    >
      {props.children}
    </Suspense>
  );
}
