import { Show } from "solid-js";
import type { Adding } from "../../schema/api/consents.ts";
import { SelectField, TextField } from "../../web/shared/components/field.tsx";
import type { EnteredAnswers } from "./answers.ts";
import styles from "./consents.module.css";
import { t } from "./words.ts";

/** What a programme asks of residents, with its reason first; every answer may be left out (RES-6). */
export function Questions(props: {
  asks: NonNullable<Adding["asks"]>;
  regionName: string;
  entered: EnteredAnswers;
  yearWrong: boolean;
  onEnter: (part: Partial<EnteredAnswers>) => void;
}) {
  const asksFor = (attribute: keyof EnteredAnswers) => props.asks.attributes.includes(attribute);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("asksTitle")}</h2>
      <div class={styles.why}>
        <p>
          <span class="strong">{t("asksWhy")}</span>
          <br />
          {props.asks.why}
        </p>
        <p class="quiet small">{t("asksKept")}</p>
      </div>
      <Show when={asksFor("municipality")}>
        <SelectField
          label={t("municipality")}
          value={props.entered.municipality}
          options={[
            { value: "", label: t("noAnswer") },
            ...props.asks.municipalities.map(({ code, name }) => ({ value: code, label: name })),
            { value: "elsewhere", label: t("elsewhere", { region: props.regionName }) },
          ]}
          onChange={(municipality) => props.onEnter({ municipality })}
        />
      </Show>
      <Show when={asksFor("birthYear")}>
        <TextField
          label={t("birthYear")}
          hint={t("birthYearHint")}
          inputmode="numeric"
          autocomplete="bday-year"
          maxlength={4}
          value={props.entered.birthYear}
          onInput={(birthYear) => props.onEnter({ birthYear })}
          error={props.yearWrong ? t("birthYearWrong") : undefined}
        />
      </Show>
      <Show when={asksFor("sex")}>
        <SelectField
          label={t("sex")}
          value={props.entered.sex}
          options={[
            { value: "", label: t("noAnswer") },
            { value: "female", label: t("female") },
            { value: "male", label: t("male") },
            { value: "other", label: t("other") },
          ]}
          onChange={(sex) => props.onEnter({ sex })}
        />
      </Show>
    </section>
  );
}
