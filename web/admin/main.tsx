import "../shared/styles/app.css";
import "./admin.css";
import { render } from "solid-js/web";
import { watchOnline } from "../shared/client/online.ts";
import { OFFICE_LOCALES, startLocale } from "../shared/i18n/locale.ts";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
watchOnline();
// Staff machines stand in Japanese offices: the browser's language is no choice of the person at it.
void startLocale({ detect: false, offered: OFFICE_LOCALES })
  .catch(() => {})
  .then(() => render(() => <App />, root));
