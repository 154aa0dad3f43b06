import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { HolderHits } from "../../../schema/api/holders.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { handOn, handOnHits, pageOf } from "./found.ts";
import styles from "./holders.module.css";
import { readQuery } from "./query.ts";
import { t } from "./words.ts";

/**
 * The head of every screen of the call centre: one field for whatever the caller reads out. What is found opens; an
 * operation id may lead to two holders, which are told apart on the start screen.
 */
export function SearchBar(props: { onHits?: ((hits: HolderHits) => void) | undefined }) {
  const navigate = useNavigate();
  const programmes = () => staffSession.me()?.programmes ?? [];
  const [typed, setTyped] = createSignal("");
  const [programme, setProgramme] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  /** What isn't there, in the words of what was asked for. */
  const [missing, setMissing] = createSignal<"serialNotFound" | "phoneNotFound">();
  const [unreadable, setUnreadable] = createSignal(false);

  const look = async () => {
    const query = readQuery(typed(), programme() ?? programmes()[0]?.programmeId);
    setTrouble(undefined);
    setMissing(undefined);
    setUnreadable(query.by === "unreadable");
    if (query.by === "unreadable") return;
    setBusy(true);
    if (query.by === "operation") {
      const hits = await api("POST holders/search", { body: query });
      setBusy(false);
      if (!hits.ok) return void setTrouble(hits.error);
      const only = hits.value.rows.length === 1 ? hits.value.rows[0]?.holder : undefined;
      if (only)
        return navigate(
          only.kind === "coupon"
            ? `/holders/coupons/${only.couponId}`
            : `/holders/residents/${only.residentId}`,
        );
      if (props.onHits) return props.onHits(hits.value);
      handOnHits(hits.value);
      return navigate("/holders");
    }
    const { by: _, ...body } = query;
    const reply = await api("POST holders", { body });
    setBusy(false);
    if (!reply.ok) {
      const { code } = reply.error;
      if (query.by === "coupon" && code === "coupon-not-found") return void setMissing("serialNotFound");
      if (query.by === "phone" && code === "not-found") return void setMissing("phoneNotFound");
      return void setTrouble(reply.error);
    }
    handOn(reply.value);
    navigate(pageOf(reply.value));
  };
  return (
    <>
      <header class={styles.head}>
        <h1>{t("heading")}</h1>
        <form
          class={styles.search}
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy()) void look();
          }}
        >
          <Show when={programmes().length > 1}>
            <span class="field__box">
              <select
                aria-label={t("programme")}
                onChange={(event) => setProgramme(event.currentTarget.value)}
              >
                <For each={programmes()}>
                  {(one) => <option value={one.programmeId}>{one.programmeName}</option>}
                </For>
              </select>
            </span>
          </Show>
          <label class={`field__box ${styles.box}`} classList={{ "field__box--bad": unreadable() }}>
            <Icon name="search" />
            <span class="hidden-text">{t("searchLabel")}</span>
            <input
              type="search"
              autocomplete="off"
              maxlength={200}
              aria-invalid={unreadable() ? "true" : undefined}
              placeholder={t("searchLabel")}
              value={typed()}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" tone="primary" size="l" busy={busy()} busyLabel={t("searching")}>
            {t("searchDo")}
          </Button>
        </form>
      </header>
      <Show when={unreadable()}>
        <p class="field__error" role="alert">
          <Icon name="warn" />
          {t("searchUnreadable")}
        </p>
      </Show>
      <Show when={missing()}>
        {(what) => (
          <Note tone="warn" announce="alert">
            {t(what())}
          </Note>
        )}
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void look()} />}</Show>
    </>
  );
}
