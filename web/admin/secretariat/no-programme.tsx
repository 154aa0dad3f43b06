import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { t } from "./words.ts";

/** Whether any programme of the region is approved. Reactive. */
export function anyProgramme(): boolean {
  return (staffSession.me()?.programmes.length ?? 0) > 0;
}

/**
 * A screen about a programme while none is approved, or not the one that was asked for: says so, and leads to where
 * programmes are made.
 * `title` is its heading where it stands in the whole screen's place.
 */
export function NoProgramme(props: { icon: IconName; title?: string | undefined }) {
  return (
    <>
      <Show when={props.title}>
        {(title) => (
          <header class="head">
            <h1>{title()}</h1>
          </header>
        )}
      </Show>
      <section class="card">
        <Nothing
          icon={props.icon}
          text={t(anyProgramme() ? "notApproved" : "noProgramme")}
          action={
            <A class={buttonClass({ tone: "primary" })} href="/programmes">
              {t("toProgrammes")}
            </A>
          }
        />
      </section>
    </>
  );
}
