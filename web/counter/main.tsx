import "../shared/styles/app.css";
import { render } from "solid-js/web";
import { Guarded } from "../shared/components/broken-page.tsx";
import { startLocale } from "../shared/i18n/locale.ts";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
// The till belongs to a shop in Japan: its language is chosen, not guessed from the browser.
void startLocale({ detect: false }).finally(() => {
  render(
    () => (
      <Guarded>
        <App />
      </Guarded>
    ),
    root,
  );
});
