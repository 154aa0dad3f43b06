import { createMemo, For, Show } from "solid-js";
import type { Attribute } from "../../../schema/api/programme-design.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { SelectField, TextField, Tick } from "../../shared/components/field.tsx";
import { createLoad } from "../client/load.ts";
import type { DraftFault, GrantDraft } from "./grant-draft.ts";
import styles from "./grants.module.css";
import { t } from "./words.ts";

/** Who of those with this Pay: by when they added it, and by what the programme asks them (RES-6). */
export function SegmentFields(props: {
  draft: GrantDraft;
  asks: readonly Attribute[];
  faults: ReadonlySet<DraftFault>;
  onChange: (more: Partial<GrantDraft>) => void;
}) {
  const asks = (attribute: Attribute) => props.asks.includes(attribute);
  return (
    <>
      <p>{t("everybody")}</p>
      <div class={styles.fields}>
        <TextField
          label={t("joinedFrom")}
          hint={t("joinedHint")}
          type="date"
          value={props.draft.joinedFrom}
          onInput={(joinedFrom) => props.onChange({ joinedFrom })}
        />
        <TextField
          label={t("joinedUntil")}
          type="date"
          value={props.draft.joinedUntil}
          onInput={(joinedUntil) => props.onChange({ joinedUntil })}
          error={props.faults.has("joinedUntil") ? t("joinedWrong") : undefined}
        />
      </div>
      <Show when={props.asks.length > 0}>
        <p class="quiet">{t("answersNote")}</p>
        <Show when={asks("municipality")}>
          <Towns chosen={props.draft.towns} onChange={(towns) => props.onChange({ towns })} />
        </Show>
        <div class={styles.fields}>
          <Show when={asks("birthYear")}>
            <TextField
              label={t("bornFrom")}
              hint={t("bornHint")}
              inputmode="numeric"
              maxlength={4}
              value={props.draft.bornFrom}
              onInput={(bornFrom) => props.onChange({ bornFrom })}
              error={props.faults.has("born") ? t("bornWrong") : undefined}
            />
            <TextField
              label={t("bornUntil")}
              inputmode="numeric"
              maxlength={4}
              value={props.draft.bornUntil}
              onInput={(bornUntil) => props.onChange({ bornUntil })}
            />
          </Show>
          <Show when={asks("sex")}>
            <SelectField<GrantDraft["sex"]>
              label={t("sex")}
              value={props.draft.sex}
              options={[
                { value: "", label: t("sexAll") },
                { value: "female", label: t("sexFemale") },
                { value: "male", label: t("sexMale") },
                { value: "other", label: t("sexOther") },
              ]}
              onChange={(sex) => props.onChange({ sex })}
            />
          </Show>
        </div>
      </Show>
    </>
  );
}

function Towns(props: { chosen: readonly string[]; onChange: (towns: readonly string[]) => void }) {
  const towns = createLoad(
    () => staffSession.me()?.region.regionId,
    () => api("GET municipalities"),
  );
  const chosen = createMemo(() => new Set(props.chosen));
  const tick = (code: string, on: boolean) => {
    const next = new Set(chosen());
    if (on) next.add(code);
    else next.delete(code);
    props.onChange([...next].sort());
  };
  return (
    <fieldset class={styles.group}>
      <legend class="field__label">{t("towns")}</legend>
      <p class="field__hint">{t("townsHint")}</p>
      <div class={styles.towns}>
        <For each={towns.value()?.municipalities ?? []}>
          {(one) => (
            <Tick label={one.name} checked={chosen().has(one.code)} onChange={(on) => tick(one.code, on)} />
          )}
        </For>
      </div>
    </fieldset>
  );
}
