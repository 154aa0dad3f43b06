import { createUniqueId } from "solid-js";
import { formatNumber } from "../i18n/numbers.ts";
import { t } from "../i18n/words.ts";

/** How far a job has come; with words beside the bar, announced by the platform's progress role. */
export function Progress(props: { label: string; done: number; total: number | undefined }) {
  const id = createUniqueId();
  const share = () => (props.total ? Math.min(1, props.done / props.total) : 0);
  const words = () =>
    props.total === undefined
      ? formatNumber(props.done)
      : t("progressOf", { done: formatNumber(props.done), total: formatNumber(props.total) });
  return (
    <div class="progress">
      <div class="progress__words">
        <span class="strong" id={id}>
          {props.label}
        </span>
        <span>{words()}</span>
      </div>
      <div
        class="meter"
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={props.total ?? undefined}
        aria-valuenow={props.total === undefined ? undefined : props.done}
        aria-valuetext={words()}
      >
        <span style={{ width: `${share() * 100}%` }} />
      </div>
    </div>
  );
}
