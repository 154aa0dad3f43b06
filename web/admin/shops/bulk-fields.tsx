import { For, type JSX, Show } from "solid-js";
import { AreaField, SelectField, TextField, Tick } from "../../shared/components/field.tsx";
import {
  type BulkDraft,
  type BulkPart,
  type bulkFaults,
  type DayGroup,
  emptyDraft,
  GROUPS,
  readDays,
} from "./bulk-draft.ts";
import styles from "./shops.module.css";
import { t } from "./words.ts";

type Faults = ReturnType<typeof bulkFaults>;

/** The parts of a bulk edit: each with its tick, and its fields once it is ticked. */
export function BulkFields(props: {
  draft: BulkDraft;
  faults: Faults;
  onChange: (part: Partial<BulkDraft>) => void;
}) {
  const tick = (part: BulkPart, on: boolean) => {
    const parts = new Set(props.draft.parts);
    if (on) parts.add(part);
    else parts.delete(part);
    props.onChange({ parts });
  };
  const Part = (own: { part: BulkPart; label: string; children: JSX.Element }) => (
    <div class={styles.part}>
      <Tick
        label={own.label}
        checked={props.draft.parts.has(own.part)}
        onChange={(on) => tick(own.part, on)}
      />
      <Show when={props.draft.parts.has(own.part)}>
        <div class={styles.inside}>{own.children}</div>
      </Show>
    </div>
  );
  const wrongDays = (text: string) => {
    const { wrong } = readDays(text);
    return wrong === undefined ? undefined : t("closedWrong", { text: wrong });
  };
  return (
    <>
      <Part part="weekly" label={t("doWeekly")}>
        <For each={GROUPS}>
          {(group) => (
            <DayHours
              group={group}
              draft={props.draft}
              wrong={props.faults.has(group)}
              onChange={(hours) => props.onChange({ hours })}
            />
          )}
        </For>
      </Part>
      <Part part="closed" label={t("doClosed")}>
        <TextField
          label={t("closedAdd")}
          hint={t("closedHint")}
          value={props.draft.closedAdd}
          onInput={(closedAdd) => props.onChange({ closedAdd })}
          error={props.faults.has("closedAdd") ? wrongDays(props.draft.closedAdd) : undefined}
        />
        <TextField
          label={t("closedRemove")}
          value={props.draft.closedRemove}
          onInput={(closedRemove) => props.onChange({ closedRemove })}
          error={props.faults.has("closedRemove") ? wrongDays(props.draft.closedRemove) : undefined}
        />
      </Part>
      <Part part="note" label={t("doNote")}>
        <TextField
          label={t("note")}
          value={props.draft.note}
          onInput={(note) => props.onChange({ note })}
          maxlength={200}
        />
      </Part>
      <Part part="notices" label={t("doNotices")}>
        <AreaField
          label={t("notices")}
          hint={t("noticesHint")}
          value={props.draft.notices}
          onInput={(notices) => props.onChange({ notices })}
          maxlength={1_000}
        />
      </Part>
      <Part part="accepts" label={t("doAccepts")}>
        <SelectField<BulkDraft["accepts"]>
          label={t("accepts")}
          hint={t("acceptsHint")}
          value={props.draft.accepts}
          options={[
            { value: "mpm+cpm", label: t("acceptsBoth") },
            { value: "mpm", label: t("acceptsMpm") },
          ]}
          onChange={(accepts) => props.onChange({ accepts })}
        />
      </Part>
    </>
  );
}

function DayHours(props: {
  group: DayGroup;
  draft: BulkDraft;
  wrong: boolean;
  onChange: (hours: BulkDraft["hours"]) => void;
}) {
  const day = () => t(props.group);
  const span = () => props.draft.hours[props.group];
  const set = (next: BulkDraft["hours"][DayGroup]) =>
    props.onChange({ ...props.draft.hours, [props.group]: next });
  return (
    <div class={styles.day}>
      <Tick
        label={t("openOn", { day: day() })}
        checked={span() !== null}
        onChange={(on) => set(on ? emptyDraft.hours[props.group] : null)}
      />
      <Show when={span()}>
        {(now) => (
          <>
            <TextField
              label={t("openFrom", { day: day() })}
              value={now().from}
              onInput={(from) => set({ ...now(), from: from.normalize("NFKC").trim() })}
              inputmode="numeric"
              maxlength={5}
            />
            <TextField
              label={t("openTo", { day: day() })}
              value={now().to}
              onInput={(to) => set({ ...now(), to: to.normalize("NFKC").trim() })}
              inputmode="numeric"
              maxlength={5}
              error={props.wrong ? t("hoursWrong") : undefined}
            />
          </>
        )}
      </Show>
    </div>
  );
}
