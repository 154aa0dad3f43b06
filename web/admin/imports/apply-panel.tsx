import { createSignal, Show } from "solid-js";
import type { ImportBody } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import styles from "./imports.module.css";
import { t } from "./words.ts";

/** Writing what a check found good; pressing twice, or again after a lost reply, writes once (IMP-5). */
export function ApplyPanel(props: { of: ImportBody; onApplying: (one: ImportBody) => void }) {
  const [rewrites, setRewrites] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const count = () => props.of.totals.new + (rewrites() ? props.of.totals.changed : 0);
  const lead = () => {
    if (count() === 0) return t("applyNothing");
    const { new: made, changed } = props.of.totals;
    return rewrites()
      ? t("applyBoth", { made: formatNumber(made), rewritten: formatNumber(changed) })
      : t("applyLead", { count: formatNumber(made) });
  };
  const press = async () => {
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST imports/:id/apply", {
      path: { id: props.of.importId },
      body: { checks: props.of.checks, rewrites: rewrites() },
    });
    setBusy(false);
    if (answer.ok) props.onApplying(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <section class={`card ${styles.stack} ${styles.side}`}>
      <h2 class="card__title">{t("applyTitle")}</h2>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void press()} />}</Show>
      <Show when={props.of.totals.changed > 0 && props.of.kind === "stores"}>
        <Tick
          label={t("rewrites", { count: formatNumber(props.of.totals.changed) })}
          checked={rewrites()}
          onChange={setRewrites}
        />
      </Show>
      <p>{lead()}</p>
      <Show when={count() > 0}>
        <div class={styles.press}>
          <Button
            tone="primary"
            icon="check"
            busy={busy()}
            busyLabel={t("started")}
            blockedBecause={online() ? undefined : problemText("offline")}
            onPress={() => void press()}
          >
            {t("apply", { count: formatNumber(count()) })}
          </Button>
        </div>
      </Show>
    </section>
  );
}
