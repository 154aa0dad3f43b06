import { A, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { MAX_PAY_SEARCH } from "../../schema/limits.ts";
import { whenBack } from "../../web/shared/client/online.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t as wallet } from "../i18n/words.ts";
import { havePay, loadWallets } from "../wallets/wallets-store.ts";
import styles from "./find.module.css";
import { FoundPay } from "./found-pay.tsx";
import { createPaysList } from "./pays-list.ts";
import { t } from "./words.ts";

/** A search starts when nobody has typed for this long. */
const TYPING_PAUSE_MS = 300;
const TRIES = ["tryShorter", "tryRegion", "tryKana", "tryScan"] as const;

/** Finds the Pay of a region to add, by name, region or municipality (ADD-1). What is looked for is in the address. */
export default function FindPage() {
  const [query, setQuery] = useSearchParams<{ text?: string }>();
  const list = createPaysList();
  const [typed, setTyped] = createSignal(query.text ?? "");
  const text = () => (query.text ?? "").slice(0, MAX_PAY_SEARCH);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  onMount(() => void loadWallets());
  whenBack(list.again);
  createEffect(on(text, (words) => void list.load({ text: words })));
  const look = (words: string) => {
    clearTimeout(timer);
    setQuery({ text: words.trim() || undefined }, { replace: true });
  };
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer);
    timer = setTimeout(() => look(words), TYPING_PAUSE_MS);
  };
  const all = () => {
    setTyped("");
    look("");
  };
  return (
    <Screen title={t("title")} backTo="/wallet/">
      <OfflineNote />
      <p>{t("lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          look(typed());
        }}
      >
        <TextField
          label={t("search")}
          type="search"
          icon="search"
          maxlength={MAX_PAY_SEARCH}
          value={typed()}
          onInput={type}
        />
      </form>
      <Listing
        rows={list.rows()}
        problem={list.trouble()?.code}
        onRetry={list.again}
        empty={{
          text: text() ? t("notFound", { text: text() }) : t("none"),
          icon: text() ? "search" : "coin",
        }}
      >
        {(rows) => (
          <ul class={`card list ${styles.list}`}>
            <For each={rows}>{(pay) => <FoundPay pay={pay} have={havePay(pay.programmeId)} />}</For>
          </ul>
        )}
      </Listing>
      <p class="hidden-text" role="status">
        <Show when={text() !== "" && list.rows()?.length}>
          {(count) => t("found", { count: count(), more: list.more() })}
        </Show>
      </p>
      <Show when={text() && list.rows()?.length === 0}>
        <Tries onAll={all} />
      </Show>
      <Show when={list.more()}>
        <Button wide busy={list.busy()} onPress={() => void list.loadMore()}>
          {wallet("more")}
        </Button>
      </Show>
    </Screen>
  );
}

/** What to try when nothing was found. */
function Tries(props: { onAll: () => void }) {
  return (
    <>
      <section class="card stack" aria-label={t("tryThis")}>
        <p class="strong">{t("tryThis")}</p>
        <ul class={styles.tries}>
          <For each={TRIES}>{(one) => <li>{t(one)}</li>}</For>
        </ul>
      </section>
      <Button wide onPress={props.onAll}>
        {t("showAll")}
      </Button>
      <A class={buttonClass({ wide: true })} href="/wallet/scan">
        <Icon name="scan" />
        {t("scan")}
      </A>
    </>
  );
}
