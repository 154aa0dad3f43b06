import { createMemo, For, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Tick } from "../../shared/components/field.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { createLoad } from "../client/load.ts";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { ScopeStores } from "./scope-stores.tsx";
import { SingleStores } from "./single-stores.tsx";
import { withStore } from "./store-rules.ts";
import { ListField } from "./typed-fields.tsx";
import { t } from "./words.ts";

/** A letter of the industry classification, or more of a code (`industryPrefixSchema`). */
const readIndustry = (item: string) => {
  const code = item.toUpperCase();
  return /^[A-T](\d{2,4})?$/.test(code) ? code : undefined;
};

/** Where the programme may be used, with how many stores that gives before anything is saved (S1). */
export function StepScope(props: { form: DesignForm }) {
  const scope = () => props.form.design.scope;
  const towns = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET municipalities"),
  );
  const chosen = createMemo(() => new Set(scope().municipalities ?? []));
  const tick = (code: string, on: boolean) => {
    const next = new Set(chosen());
    if (on) next.add(code);
    else next.delete(code);
    props.form.set("scope", "municipalities", [...next].sort());
  };
  const narrow = (kind: "all" | "some") =>
    props.form.set(
      "scope",
      "municipalities",
      kind === "all" ? null : (towns.value()?.municipalities.map((one) => one.code) ?? []),
    );
  const drop = (storeId: string) => props.form.set("scope", (now) => withStore(now, storeId, "storesOut"));
  return (
    <>
      <SwitchView
        label={t("town")}
        value={scope().municipalities === null ? "all" : "some"}
        options={[
          { value: "all", label: t("wholeRegion") },
          { value: "some", label: t("someTowns") },
        ]}
        onChange={narrow}
      />
      <Show when={scope().municipalities !== null}>
        <Show when={towns.trouble()}>
          {(why) => <ProblemNote code={why().code} onRetry={() => void towns.reload()} />}
        </Show>
        <Show when={towns.value()} fallback={<GreyRows />}>
          {(list) => (
            <fieldset class={styles.towns}>
              <legend class="hidden-text">{t("town")}</legend>
              <For each={list().municipalities}>
                {(one) => (
                  <Tick
                    label={one.name}
                    checked={chosen().has(one.code)}
                    onChange={(on) => tick(one.code, on)}
                  />
                )}
              </For>
            </fieldset>
          )}
        </Show>
      </Show>
      <div class={styles.fields}>
        <ListField
          form={props.form}
          path="scope.industries"
          label={t("industries")}
          hint={t("industriesHint")}
          value={scope().industries ?? []}
          read={readIndustry}
          show={(code) => code}
          wrong={t("industriesWrong")}
          onValue={(codes) => props.form.set("scope", "industries", codes.length === 0 ? null : [...codes])}
        />
        <ListField
          form={props.form}
          path="scope.industriesOut"
          label={t("industriesOut")}
          hint={t("industriesOutHint")}
          value={scope().industriesOut}
          read={readIndustry}
          show={(code) => code}
          wrong={t("industriesWrong")}
          onValue={(codes) => props.form.set("scope", "industriesOut", [...codes])}
        />
      </div>
      <SingleStores form={props.form} />
      <ScopeStores scope={scope()} onDrop={drop} />
    </>
  );
}
