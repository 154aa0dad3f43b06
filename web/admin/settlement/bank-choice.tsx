import { createSignal, For, type JSX, Show } from "solid-js";
import type { Banks } from "../../../schema/api/bank-accounts.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** A bank or branch as it was chosen. */
export interface Place {
  readonly code: string;
  readonly name: string;
}

/**
 * Chooses a bank, then one of its branches, each by name, kana or number from the directory; or the bank alone, where
 * something else tells the branch.
 */
export function BankChoice(props: {
  bank: Place | undefined;
  branch: Place | undefined;
  /** Says what is missing. */
  tried: boolean;
  onBank: (bank: Place | undefined) => void;
  onBranch: (branch: Place | undefined) => void;
  bankAlone?: boolean | undefined;
  /** Stands between the two. */
  between?: JSX.Element | undefined;
}) {
  return (
    <>
      <Choice
        label={t("bank")}
        hint={t("bankHint")}
        chosen={props.bank}
        within=""
        error={props.tried && !props.bank ? t("bankMissing") : undefined}
        onChoose={(bank) => {
          props.onBank(bank);
          props.onBranch(undefined);
        }}
      />
      {props.between}
      <Show when={!props.bankAlone && props.bank}>
        {(bank) => (
          <Choice
            label={t("branch")}
            hint={t("branchHint")}
            chosen={props.branch}
            within={bank().code}
            error={props.tried && !props.branch ? t("branchMissing") : undefined}
            onChoose={props.onBranch}
          />
        )}
      </Show>
    </>
  );
}

function Choice(props: {
  label: string;
  hint: string;
  chosen: Place | undefined;
  /** The bank whose branches are looked for; empty for banks. */
  within: string;
  error: string | undefined;
  onChoose: (place: Place | undefined) => void;
}) {
  return (
    <Show
      when={props.chosen}
      fallback={
        <Search
          label={props.label}
          hint={props.hint}
          within={props.within}
          error={props.error}
          onChoose={props.onChoose}
        />
      }
    >
      {(place) => (
        <div class="field">
          <span class="field__label">{props.label}</span>
          <div class={styles.chosen}>
            <b>
              {place().name} <span class="quiet">{place().code}</span>
            </b>
            <Button onPress={() => props.onChoose(undefined)}>{t("change")}</Button>
          </div>
        </div>
      )}
    </Show>
  );
}

function Search(props: {
  label: string;
  hint: string;
  within: string;
  error: string | undefined;
  onChoose: (place: Place) => void;
}) {
  const [text, setText] = createSignal("");
  const found = createLoad(
    // Banks are too many to list; a bank's branches are a list one can begin with.
    () => (text().trim() === "" && props.within === "" ? undefined : `${props.within}|${text().trim()}`),
    (key) => {
      const [within = "", wanted = ""] = key.split("|");
      const query = { text: wanted };
      return within === ""
        ? api("GET banks", { query })
        : api("GET banks/:code/branches", { path: { code: within }, query });
    },
  );
  return (
    <div class="stack">
      <TextField
        label={props.label}
        hint={props.hint}
        type="search"
        icon="search"
        required
        maxlength={40}
        value={text()}
        onInput={setText}
        error={props.error}
      />
      <Show when={found.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void found.reload()} />}
      </Show>
      <Show when={found.value()}>{(value) => <Found found={value()} onChoose={props.onChoose} />}</Show>
    </div>
  );
}

function Found(props: { found: Banks; onChoose: (place: Place) => void }) {
  return (
    <Show when={props.found.banks.length > 0} fallback={<p role="status">{t("bankNone")}</p>}>
      {/* biome-ignore lint/a11y/useSemanticElements: a list of buttons, not of form fields */}
      <div class={styles.choices} role="group" aria-label={t("bankChoose")}>
        <For each={props.found.banks}>
          {(one) => (
            <button type="button" class={styles.choice} onClick={() => props.onChoose(one)}>
              <b>{one.name}</b>
              <span class="quiet">{one.code}</span>
              <span class="small quiet">{one.kana}</span>
            </button>
          )}
        </For>
      </div>
      <Show when={props.found.more}>
        <p class="small quiet">{t("bankMore")}</p>
      </Show>
    </Show>
  );
}
