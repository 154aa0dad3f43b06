import { For, Show } from "solid-js";
import type { ProgrammeState } from "../../../schema/api/programmes.ts";
import { isBusinessDate, startOfDayMs } from "../../../schema/calendar.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { STEPS, type Step, stepOf } from "./change-words.ts";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { Changes } from "./versions-card.tsx";
import { t } from "./words.ts";

/** When a change takes effect, as it was typed; drafts need neither. */
export interface Timing {
  readonly reason: string;
  readonly kind: "soon" | "later";
  readonly day: string;
  readonly time: string;
}

const MINUTE_MS = 60_000;

/** The moment that was chosen, undefined for "as soon as possible", null where it can't be read. */
export function effectiveFrom({ kind, day, time }: Timing): number | undefined | null {
  if (kind === "soon") return undefined;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (!isBusinessDate(day) || hour === undefined || minute === undefined) return null;
  return startOfDayMs(day) + (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
}

/** What will change, what is wrong and where, and for a programme that was opened when and why. */
export function StepCheck(props: {
  form: DesignForm;
  state: ProgrammeState;
  timing: Timing;
  onTiming: (timing: Timing) => void;
  tried: boolean;
  refusedTime: boolean;
}) {
  const isDraft = () => props.state === "draft";
  const wrongSteps = () => {
    const steps = new Set(props.form.faults().map((fault) => stepOf(fault.path)));
    return STEPS.filter((step) => steps.has(step));
  };
  const take = (part: Partial<Timing>) => props.onTiming({ ...props.timing, ...part });
  const timeWrong = () =>
    props.refusedTime || (props.tried && effectiveFrom(props.timing) === null) ? t("fromWrong") : undefined;
  return (
    <>
      <Show when={wrongSteps().length > 0}>
        <Faults steps={wrongSteps()} />
      </Show>
      <h3>{t("changesTitle")}</h3>
      <Show when={props.form.changes().length > 0} fallback={<p class="quiet">{t("nothingChanged")}</p>}>
        <Changes changes={props.form.changes()} />
      </Show>
      <Show when={!isDraft()}>
        <div class={styles.fields}>
          <TextField
            label={t("reason")}
            hint={t("reasonHint")}
            required
            maxlength={500}
            value={props.timing.reason}
            onInput={(reason) => take({ reason })}
            error={props.tried && props.timing.reason.trim() === "" ? t("reasonMissing") : undefined}
          />
          <SelectField<Timing["kind"]>
            label={t("from")}
            value={props.timing.kind}
            options={[
              { value: "soon", label: t("fromSoon") },
              { value: "later", label: t("fromLater") },
            ]}
            error={props.timing.kind === "soon" ? timeWrong() : undefined}
            onChange={(kind) => take({ kind })}
          />
          <Show when={props.timing.kind === "later"}>
            <TextField
              label={t("fromDay")}
              type="date"
              required
              value={props.timing.day}
              onInput={(day) => take({ day })}
              error={timeWrong()}
            />
            <TextField
              label={t("fromTime")}
              inputmode="numeric"
              required
              value={props.timing.time}
              onInput={(time) => take({ time: time.normalize("NFKC") })}
            />
          </Show>
        </div>
      </Show>
    </>
  );
}

function Faults(props: { steps: readonly Step[] }) {
  return (
    <Note tone="danger" announce="alert">
      <p class="strong">{t("faults")}</p>
      <For each={props.steps}>{(step) => <p>{t("faultIn", { step: t(step) })}</p>}</For>
    </Note>
  );
}
