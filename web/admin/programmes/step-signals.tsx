import { For, Show } from "solid-js";
import { SIGNAL_DEFAULTS } from "../../../schema/api/signals.ts";
import { SelectField } from "../../shared/components/field.tsx";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { SIGNAL_RULES, SIGNAL_WORDS, type SignalRule, signalFields } from "./signal-words.ts";
import { NumberField } from "./typed-fields.tsx";
import { t } from "./words.ts";

/** From what on something looks like fraud (FRD), rule by rule, each with what it does in a sentence. */
export function StepSignals(props: { form: DesignForm }) {
  return (
    <>
      <p>{t("signalsLead")}</p>
      <For each={SIGNAL_RULES}>{(rule) => <Rule form={props.form} rule={rule} />}</For>
    </>
  );
}

function Rule(props: { form: DesignForm; rule: SignalRule }) {
  const words = () => SIGNAL_WORDS[props.rule];
  const path = (name: string) => `signals.${props.rule}.${name}`;
  const now = () => props.form.design.signals[props.rule] as Readonly<Record<string, number>> | null;
  const put = (value: Readonly<Record<string, number>> | null) =>
    props.form.set("signals", props.rule, value as never);
  const turn = (to: "on" | "off") => {
    // What was typed into a rule that is off is in nobody's way.
    for (const { name } of signalFields(props.rule)) {
      props.form.type(path(name), undefined);
      props.form.unreadable(path(name), false);
    }
    put(to === "on" ? SIGNAL_DEFAULTS[props.rule] : null);
  };
  return (
    <section class={styles.signal}>
      <h3>{t(words().title)}</h3>
      <p class="quiet">{t(words().text)}</p>
      <div class={styles.fields}>
        <SelectField<"on" | "off">
          label={t("signalSwitch", { rule: t(words().title) })}
          value={now() === null ? "off" : "on"}
          options={[
            { value: "on", label: t("signalOn") },
            { value: "off", label: t("signalOff") },
          ]}
          onChange={turn}
        />
        <Show when={now() !== null}>
          <For each={signalFields(props.rule)}>
            {({ name, word, least, most }) => (
              <NumberField
                form={props.form}
                path={path(name)}
                label={t(word)}
                required
                least={least}
                most={most}
                value={now()?.[name] ?? null}
                onValue={(value) => put({ ...now(), [name]: value ?? least })}
              />
            )}
          </For>
        </Show>
      </div>
    </section>
  );
}
