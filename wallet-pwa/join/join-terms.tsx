import { For, Show } from "solid-js";
import type { Terms } from "../../schema/api/terms.ts";
import { Tick } from "../../web/shared/components/field.tsx";
import styles from "./join.module.css";
import { type JoinDraft, THE_TEXT } from "./join-draft.ts";
import { t } from "./words.ts";

/** The terms to be read, and each pledge to be ticked by itself (S25). */
export function JoinTerms(props: {
  terms: Terms;
  draft: JoinDraft;
  wrong: boolean;
  onChange: (part: Partial<JoinDraft>) => void;
}) {
  // What was ticked of another version doesn't count for this one.
  const ticked = () => (props.draft.termsId === props.terms.termsId ? props.draft.ticked : []);
  const tick = (at: number, on: boolean) =>
    props.onChange({
      termsId: props.terms.termsId,
      ticked: on ? [...ticked(), at] : ticked().filter((one) => one !== at),
    });
  return (
    <section class="card stack">
      <h2 class="card__title">{t("terms")}</h2>
      <p class="strong">
        {t("termsVersion", { title: props.terms.title, version: String(props.terms.version) })}
      </p>
      <section class={styles.terms} aria-label={props.terms.title} tabindex="0">
        {props.terms.body}
      </section>
      <Tick
        label={t("termsRead")}
        checked={ticked().includes(THE_TEXT)}
        onChange={(on) => tick(THE_TEXT, on)}
      />
      <For each={props.terms.pledges}>
        {(pledge, at) => (
          <Tick label={pledge} checked={ticked().includes(at())} onChange={(on) => tick(at(), on)} />
        )}
      </For>
      <Show when={props.wrong}>
        <p class="field__error" role="alert">
          {t("tickAll")}
        </p>
      </Show>
      <p class="quiet">{t("byName")}</p>
    </section>
  );
}
