import { For, Show } from "solid-js";
import { SALES_BY, type SalesBy } from "../../../schema/api/sales.ts";
import { MAX_SALES_DAYS } from "../../../schema/limits.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./sales.module.css";
import { USUAL_PERIODS } from "./sales-period.ts";
import type { QuestionParts } from "./sales-question.ts";
import { t } from "./words.ts";

/** Which days, whose, and how they are added up. */
export function QuestionForm(props: { of: QuestionParts }) {
  const ways = (): readonly SalesBy[] =>
    SALES_BY.filter((by) => {
      if (by === "store") return props.of.stores().length > 1;
      return by !== "programme" || props.of.programmes().length > 1;
    });
  const fault = () => {
    const code = props.of.fault();
    return code && t(code, { days: formatNumber(MAX_SALES_DAYS) });
  };
  return (
    <>
      <fieldset class="chips" aria-label={t("period")}>
        <For each={USUAL_PERIODS}>
          {(which) => (
            <button
              type="button"
              class="chip"
              aria-pressed={props.of.isUsual(which)}
              onClick={() => props.of.choose(which)}
            >
              {t(which)}
            </button>
          )}
        </For>
      </fieldset>
      <div class={styles.fields}>
        <TextField
          label={t("from")}
          type="date"
          value={props.of.from()}
          max={props.of.to()}
          onInput={(from) => props.of.set({ from })}
        />
        <TextField
          label={t("to")}
          type="date"
          value={props.of.to()}
          min={props.of.from()}
          onInput={(to) => props.of.set({ to })}
          error={fault()}
        />
        <Show when={props.of.stores().length > 1}>
          <SelectField
            label={t("store")}
            value={(props.of.store()?.storeId as string | undefined) ?? ""}
            options={[
              { value: "", label: t("allStores") },
              ...props.of.stores().map(({ storeId, name }) => ({ value: storeId as string, label: name })),
            ]}
            onChange={(store) => props.of.set({ store: store || undefined, till: undefined })}
          />
        </Show>
        <Show when={(props.of.store()?.tills.length ?? 0) > 1 && props.of.store()}>
          {(store) => (
            <SelectField
              label={t("till")}
              value={(props.of.till()?.tillId as string | undefined) ?? ""}
              options={[
                { value: "", label: t("allTills") },
                ...store().tills.map((one) => ({
                  value: one.tillId as string,
                  label: t("tillNo", { number: String(one.number) }),
                })),
              ]}
              onChange={(till) => props.of.set({ till: till || undefined })}
            />
          )}
        </Show>
        <Show when={props.of.programmes().length > 1}>
          <SelectField
            label={t("programme")}
            value={(props.of.programme()?.programmeId as string | undefined) ?? ""}
            options={[
              { value: "", label: t("allProgrammes") },
              ...props.of.programmes().map((one) => ({
                value: one.programmeId as string,
                label: `${one.payName} ${one.programmeName}`,
              })),
            ]}
            onChange={(programme) => props.of.set({ programme: programme || undefined })}
          />
        </Show>
        <SelectField<SalesBy>
          label={t("by")}
          value={props.of.by()}
          options={ways().map((value) => ({ value, label: t(`by_${value}`) }))}
          onChange={(by) => props.of.set({ by })}
        />
      </div>
    </>
  );
}
