import { A, useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import type { NextClosing } from "../../../schema/api/closings.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { may } from "../session/membership.ts";
import { createAction } from "./action.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

const SAID = {
  ready: "nextReady",
  "no-rule": "nextNoRule",
  "nothing-paid": "nextNothing",
  "not-sealed": "nextNotSealed",
  "open-closing": "nextOpenClosing",
  "beyond-data": "nextBeyond",
} as const satisfies { readonly [S in NextClosing["state"]]: string };

/** What closes next, and the button that begins it once its dates are final (STL-8). */
export function NextCard(props: { next: NextClosing; programmeId: string }) {
  const navigate = useNavigate();
  const action = createAction();
  const day = (date: string) => dayText(date, locale());
  const begin = async () => {
    const closing = await action.run(() =>
      api("POST closings", { body: { programmeId: props.programmeId } }),
    );
    if (closing) navigate(`/closings/closing/${closing.closingId}`);
  };
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("nextTitle")}</h2>
      <Show when={props.next.period}>
        {(period) => (
          <p>
            <b>{t("period", { from: day(period().from), to: day(period().to) })}</b>
            <br />
            <span class="quiet">{t("nextPayOn", { date: day(period().payOn) })}</span>
          </p>
        )}
      </Show>
      <p>{t(SAID[props.next.state])}</p>
      <Show when={props.next.state === "not-sealed" && props.next.sealedThrough}>
        {(date) => <p class="quiet">{t("nextSealedThrough", { date: day(date()) })}</p>}
      </Show>
      <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
      <Show when={may("closing.manage")}>
        <div class={styles.buttons}>
          <Show when={props.next.state === "ready"}>
            <Button
              tone="primary"
              icon="calendar"
              busy={action.busy()}
              busyLabel={t("beginning")}
              blockedBecause={online() ? undefined : problemText("offline")}
              onPress={() => void begin()}
            >
              {t("begin")}
            </Button>
          </Show>
          <A class="btn" href={`/closings/rule/${props.programmeId}`}>
            {t("toRule")}
          </A>
        </div>
      </Show>
    </section>
  );
}
