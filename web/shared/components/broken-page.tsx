import { ErrorBoundary, type JSX } from "solid-js";
import { t } from "../i18n/words.ts";
import { Brand } from "../icons/emblem.tsx";
import { Button } from "./button.tsx";

/** Around an app: a bug shows a page with a way out instead of a white screen. */
export function Guarded(props: { children: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error: unknown) => {
        // The console is where a developer, and the browser tests, look for it.
        console.error(error);
        return <BrokenPage />;
      }}
    >
      {props.children}
    </ErrorBoundary>
  );
}

function BrokenPage() {
  return (
    <main class="broken">
      <Brand />
      <h1>{t("brokenTitle")}</h1>
      <p>{t("brokenText")}</p>
      <Button tone="primary" icon="refresh" onPress={() => location.reload()}>
        {t("brokenReload")}
      </Button>
    </main>
  );
}
