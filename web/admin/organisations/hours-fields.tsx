import { createSignal, For, Show } from "solid-js";
import { type BusinessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { MAX_CLOSED_DAYS, MAX_SPANS, type OpenSpan } from "../../../schema/store-hours.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField, Tick } from "../../shared/components/field.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import styles from "./organisations.module.css";
import { type Fault, type StoreDraft, USUAL_DAY } from "./store-form.ts";
import { t } from "./words.ts";

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const dayName = (day: (typeof DAYS)[number]) => t(`dow${day}`);

/** A second opening begins where the first ended, so that there is something to move. */
function nextSpan(spans: readonly OpenSpan[]): OpenSpan {
  return { from: spans.at(-1)?.to ?? "09:00", to: "22:00" };
}

/** The weekly table, single days closed, and what a table can't say. */
export function HoursFields(props: {
  draft: StoreDraft;
  faults: ReadonlySet<Fault>;
  onChange: (part: Partial<StoreDraft>) => void;
}) {
  const setDay = (day: number, spans: readonly OpenSpan[]) =>
    props.onChange({ weekly: props.draft.weekly.map((old, at) => (at === day ? spans : old)) });
  return (
    <section class="card stack">
      <h2 class="card__title">{t("hours")}</h2>
      <Tick
        label={t("hoursNone")}
        checked={!props.draft.hasHours}
        onChange={(none) => props.onChange({ hasHours: !none })}
      />
      <Show when={props.draft.hasHours}>
        <div>
          <For each={DAYS}>
            {(day) => (
              <DayFields
                name={dayName(day)}
                spans={props.draft.weekly[day] ?? []}
                wrong={props.faults.has(`day${day}`)}
                onChange={(spans) => setDay(day, spans)}
              />
            )}
          </For>
        </div>
        <ClosedDays days={props.draft.closedOn} onChange={(closedOn) => props.onChange({ closedOn })} />
        <TextField
          label={t("hoursNote")}
          hint={t("hoursNoteHint")}
          value={props.draft.hoursNote}
          onInput={(hoursNote) => props.onChange({ hoursNote })}
          maxlength={200}
        />
      </Show>
    </section>
  );
}

function DayFields(props: {
  name: string;
  spans: readonly OpenSpan[];
  wrong: boolean;
  onChange: (spans: readonly OpenSpan[]) => void;
}) {
  const set = (at: number, part: Partial<OpenSpan>) =>
    props.onChange(props.spans.map((span, i) => (i === at ? { ...span, ...part } : span)));
  return (
    <div class={styles.day}>
      <Tick
        label={t("openOn", { day: props.name })}
        checked={props.spans.length > 0}
        onChange={(open) => props.onChange(open ? USUAL_DAY : [])}
      />
      <div class={styles.spans}>
        {/* By place, so that the field somebody types in stays the same field. */}
        <For each={props.spans.map((_, at) => at)}>
          {(at) => (
            <div class={styles.span}>
              <TextField
                label={t("openFrom", { day: props.name })}
                value={props.spans[at]?.from ?? ""}
                onInput={(from) => set(at, { from: from.normalize("NFKC").trim() })}
                inputmode="numeric"
                maxlength={5}
                error={props.wrong && at === 0 ? t("hoursWrong") : undefined}
              />
              <TextField
                label={t("openTo", { day: props.name })}
                value={props.spans[at]?.to ?? ""}
                onInput={(to) => set(at, { to: to.normalize("NFKC").trim() })}
                inputmode="numeric"
                maxlength={5}
              />
              <Show
                when={at > 0}
                fallback={
                  <Show when={props.spans.length < MAX_SPANS}>
                    <Button
                      tone="plain"
                      icon="plus"
                      onPress={() => props.onChange([...props.spans, nextSpan(props.spans)])}
                    >
                      {t("secondSpan")}
                    </Button>
                  </Show>
                }
              >
                <Button
                  tone="plain"
                  icon="close"
                  onPress={() => props.onChange(props.spans.filter((_, i) => i !== at))}
                >
                  {t("dropSpan", { day: props.name, number: String(at + 1) })}
                </Button>
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

function ClosedDays(props: {
  days: readonly BusinessDate[];
  onChange: (days: readonly BusinessDate[]) => void;
}) {
  const [day, setDay] = createSignal("");
  const add = () => {
    const date = day();
    if (!isBusinessDate(date) || props.days.length >= MAX_CLOSED_DAYS) return;
    props.onChange([...new Set([...props.days, date])].sort());
    setDay("");
  };
  return (
    <div class={styles.ends}>
      <TextField label={t("closedOn")} type="date" value={day()} onInput={setDay} />
      <Button icon="plus" onPress={add}>
        {t("closedOnAdd")}
      </Button>
      <div class={styles.badges}>
        <For each={props.days}>
          {(date) => (
            <Button icon="close" onPress={() => props.onChange(props.days.filter((one) => one !== date))}>
              {t("closedOnDrop", { date: dayText(date, locale()) })}
            </Button>
          )}
        </For>
      </div>
    </div>
  );
}
