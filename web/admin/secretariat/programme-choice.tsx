import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { t } from "./words.ts";

/**
 * The programme the address names, or the first of the region where it names none; undefined where there is none. Never
 * another one than was named: money would be recorded for it. Reactive.
 */
export function chosenProgramme() {
  const params = useParams<{ programmeId?: string }>();
  return createMemo(() => {
    const all = staffSession.me()?.programmes ?? [];
    if (params.programmeId === undefined) return all[0];
    return all.find((one) => one.programmeId === params.programmeId);
  });
}

/** Chooses the programme a screen is about, where there are several; it becomes part of the address. */
export function ProgrammeChoice(props: {
  place: string;
  /** What follows the programme in the address. */
  rest?: string | undefined;
  value: string | undefined;
}) {
  const navigate = useNavigate();
  const all = () => staffSession.me()?.programmes ?? [];
  return (
    <Show when={all().length > 1}>
      <span class="field__box">
        <select
          aria-label={t("programme")}
          onChange={(event) => navigate(`/${props.place}/${event.currentTarget.value}${props.rest ?? ""}`)}
        >
          <For each={all()}>
            {(one) => (
              <option value={one.programmeId} selected={one.programmeId === props.value}>
                {one.programmeName}
              </option>
            )}
          </For>
        </select>
      </span>
    </Show>
  );
}
