import { createMemo, For, Show } from "solid-js";
import type { TimelineRow } from "../../../schema/api/holders.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { Button } from "../../shared/components/button.tsx";
import { Day } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import styles from "./holders.module.css";
import type { Story } from "./story.ts";
import { StoryRow } from "./story-row.tsx";
import { t } from "./words.ts";

/** Rows under their business dates, in the order they come. */
function byDate(
  rows: readonly TimelineRow[],
): readonly { readonly date: string; readonly rows: TimelineRow[] }[] {
  const days: { date: string; rows: TimelineRow[] }[] = [];
  for (const row of rows) {
    const date = businessDate(row.atMs);
    const day = days.at(-1);
    if (day?.date === date) day.rows.push(row);
    else days.push({ date, rows: [row] });
  }
  return days;
}

/** Everything that happened to a holder, newest first, growing towards the past. */
export function StoryCard(props: {
  story: Story;
  holder: "coupon" | "wallet";
  unit: string;
  onRefund: (row: TimelineRow) => void;
}) {
  const days = createMemo(() => byDate(props.story.rows() ?? []));
  return (
    <section class="card">
      <h2 class="card__title">{t("storyHeading")}</h2>
      <Listing
        rows={props.story.rows()}
        problem={props.story.trouble()?.code}
        onRetry={() => void props.story.reload()}
        empty={{ text: t("storyEmpty"), icon: "history" }}
      >
        {() => (
          <>
            <For each={days()}>
              {(day, at) => (
                <>
                  <h3 class={styles.date}>
                    <Day date={day.date} />
                  </h3>
                  <ol class="timeline">
                    <For each={day.rows}>
                      {(row, line) => (
                        <StoryRow
                          row={row}
                          holder={props.holder}
                          unit={props.unit}
                          newest={at() === 0 && line() === 0}
                          onRefund={props.onRefund}
                        />
                      )}
                    </For>
                  </ol>
                </>
              )}
            </For>
            <Show when={props.story.onMore()}>
              {(more) => (
                <Button class={styles.more} icon="history" busy={props.story.busy()} onPress={() => more()()}>
                  {t("storyMore")}
                </Button>
              )}
            </Show>
          </>
        )}
      </Listing>
    </section>
  );
}
