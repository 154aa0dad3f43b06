import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { t } from "./words.ts";

/** The programme the address names, else the first of the region; undefined where there is none. Reactive. */
export function chosenProgramme() {
  const params = useParams<{ programmeId?: string }>();
  return createMemo(() => {
    const all = staffSession.me()?.programmes ?? [];
    return all.find((one) => one.programmeId === params.programmeId) ?? all[0];
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
