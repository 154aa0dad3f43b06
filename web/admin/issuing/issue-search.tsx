import { A } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { FoundIssue } from "../../../schema/api/issues.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { IssueState } from "./issue-state.tsx";
import styles from "./issues-page.module.css";
import { t } from "./words.ts";

/** Longest text that a reader types: a coupon's whole address. */
const MAX_TEXT = 2_048;

/** One field for whatever somebody at the desk asks about: a serial, a sheet's digits, a reservation number (ISS-5). */
export function IssueSearch() {
  const [text, setText] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [found, setFound] = createSignal<{ readonly rows: readonly FoundIssue[]; readonly more: boolean }>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const search = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy() || text().trim() === "" || !online()) return;
    setBusy(true);
    setTrouble(undefined);
    setFound(undefined);
    const answer = await api("POST issues/find", { body: { text: text().trim() } });
    setBusy(false);
    if (answer.ok) setFound(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <section class={`card ${styles.search}`}>
      <form class={styles.searchForm} onSubmit={search} novalidate>
        <TextField
          label={t("searchLabel")}
          hint={t("searchHint")}
          type="search"
          value={text()}
          onInput={setText}
          maxlength={MAX_TEXT}
        />
        <Button
          type="submit"
          icon="search"
          busy={busy()}
          busyLabel={t("searching")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("search")}
        </Button>
      </form>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show when={found()}>
        {(result) => (
          <Show
            when={result().rows.length > 0}
            fallback={<Note announce="polite">{t("searchNothing")}</Note>}
          >
            <ul class={styles.found} aria-label={t("searchFound")}>
              <For each={result().rows}>{(row) => <Found row={row} />}</For>
            </ul>
            <Show when={result().more}>
              <p class="quiet small">{t("searchMore")}</p>
            </Show>
          </Show>
        )}
      </Show>
    </section>
  );
}

/** One of what was found: the coupon where one was looked for, else the reservation. */
function Found(props: { row: FoundIssue }) {
  const issue = () => props.row.issue;
  const address = () => {
    const { serial } = props.row;
    return serial === null ? `/issues/${issue().issueId}` : `/issues/${issue().issueId}?serial=${serial}`;
  };
  const title = () =>
    props.row.serial === null
      ? (issue().stay?.reference ?? t("noReference"))
      : t("couponNumber", { serial: String(props.row.serial) });
  return (
    <li>
      <A href={address()}>{title()}</A>
      <IssueState state={issue().state} />
      <span>
        {issue().branchName}　<DateTime atMs={issue().createdAtMs} />
      </span>
      <span class={styles.end}>
        {t("coupons", { count: formatNumber(issue().count) })}　
        <Yen amount={issue().sumYen} unit={issue().pay.unitWord} size="text" />
      </span>
    </li>
  );
}
