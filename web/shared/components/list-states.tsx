import { For, type JSX, Match, Show, Switch, untrack } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import type { ClientCode } from "../i18n/problem-words.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";
import { ProblemNote } from "./problem-note.tsx";

/** A list is being loaded: three grey rows, announced once. */
export function GreyRows() {
  return (
    <div role="status">
      <span class="hidden-text">{t("loading")}</span>
      <For each={[0, 1, 2]}>
        {() => (
          <div class="grey-row" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
        )}
      </For>
    </div>
  );
}

/** Nothing there yet: one sentence and at most one action. */
export function Nothing(props: {
  text: string;
  icon?: IconName | undefined;
  action?: JSX.Element | undefined;
}) {
  return (
    <div class="nothing">
      <Icon name={props.icon ?? "list"} />
      <p>{props.text}</p>
      {props.action}
    </div>
  );
}

/**
 * The four states of every list: loading, failed (with もう一度), empty, rows. Rows that are already there stay
 * when a later load fails; the trouble is then said above them.
 * A child that takes the rows is made anew with each list; one that takes nothing and reads the rows where it got
 * them from is made once, so that focus and scrolling stay (lists that grow by themselves).
 */
export function Listing<Row>(props: {
  rows: readonly Row[] | undefined;
  problem?: ProblemCode | ClientCode | undefined;
  onRetry: () => void;
  empty: { readonly text: string; readonly icon?: IconName; readonly action?: JSX.Element };
  children: (rows: readonly Row[]) => JSX.Element;
}) {
  return (
    <>
      <Show when={props.problem}>{(code) => <ProblemNote code={code()} onRetry={props.onRetry} />}</Show>
      <Switch>
        <Match when={props.rows === undefined && !props.problem}>
          <GreyRows />
        </Match>
        <Match when={props.rows?.length === 0}>
          <Nothing text={props.empty.text} icon={props.empty.icon} action={props.empty.action} />
        </Match>
        <Match when={props.rows}>
          {(rows) => (
            // In a fragment, so that it is made again for new rows; a child without a parameter is made once.
            <>{props.children.length === 0 ? untrack(() => props.children([])) : props.children(rows())}</>
          )}
        </Match>
      </Switch>
    </>
  );
}
