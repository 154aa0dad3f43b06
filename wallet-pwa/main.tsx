import "../web/shared/client/older-browsers.ts";
import "../web/shared/styles/app.css";
import { render } from "solid-js/web";
import { watchOnline } from "../web/shared/client/online.ts";
import { startLocale } from "../web/shared/i18n/locale.ts";
import { App } from "./app.tsx";
import { watchDevices } from "./devices/device-news.ts";
import { startAppearance } from "./frame/appearance.ts";
import { whenQuiet } from "./frame/when-quiet.ts";
import { watchNumber } from "./number/waiting-number.ts";
import { startSession } from "./session/signed-in.ts";
import { watchStatus } from "./status/status-store.ts";
import { watchInstalling } from "./updates/install-prompt.ts";
import { startServiceWorker } from "./updates/service-worker.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");

startAppearance();
watchInstalling();
watchOnline();
void startSession();
watchDevices();
watchNumber();
// A language that can't be loaded (offline) leaves Japanese; the wallet opens either way.
void startLocale({ detect: true }).then(() => {
  render(() => <App />, root);
  whenQuiet(() => {
    watchStatus();
    // The public pages lie outside the service worker; it is the wallet's alone.
    if (location.pathname.startsWith("/wallet")) void startServiceWorker();
  });
});
