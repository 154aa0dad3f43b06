import { createSignal, For, Show } from "solid-js";
import type { ExpiredMoney } from "../../../schema/api/expired.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { may } from "../session/membership.ts";
import { createAction } from "./action.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** Expired money of sealed dates that the funder is to have back (FND-5). Nothing is shown where there is none. */
export function ExpiredCard(props: { expired: ExpiredMoney; programmeId: string; unit: string }) {
  const action = createAction();
  /** What was just returned; the projection, which the list is read from, hears of it a moment later. */
  const [returned, setReturned] = createSignal<readonly string[]>([]);
  const give = async (expiresOn: string) => {
    const asOf = props.expired.asOf;
    if (!asOf || !online()) return;
    const done = await action.run(() =>
      api("POST programmes/:id/expired-returns", {
        path: { id: props.programmeId },
        body: { expiresOn, asOf },
      }),
    );
    if (done) setReturned((before) => [...before, expiresOn]);
  };
  return (
    <Show when={props.expired.buckets.length > 0}>
      <section class={`card ${styles.part}`}>
        <h2 class="card__title">{t("expiredTitle")}</h2>
        <p class="quiet">{t("expiredLead")}</p>
        <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
        <ul class={`list ${styles.troubles}`}>
          <For each={props.expired.buckets}>
            {(bucket) => (
              <li>
                <p>{t("expiredOn", { date: dayText(bucket.expiresOn, locale()) })}</p>
                <p class="strong">{moneyText(bucket.dueYen, props.unit, locale())}</p>
                <Show
                  when={!returned().includes(bucket.expiresOn)}
                  fallback={<p role="status">{t("expiredDone")}</p>}
                >
                  <Show when={may("fund.manage")}>
                    <Button
                      icon="undo"
                      busy={action.busy()}
                      busyLabel={t("expiredReturning")}
                      blockedBecause={online() ? undefined : problemText("offline")}
                      onPress={() => void give(bucket.expiresOn)}
                    >
                      {t("expiredReturn")}
                    </Button>
                  </Show>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
