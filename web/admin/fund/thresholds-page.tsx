import { createSignal, For, Show } from "solid-js";
import type { Threshold } from "../../../schema/api/fund.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { allIssuers } from "./all-issuers.ts";
import styles from "./fund.module.css";
import { useFundRoom } from "./fund-room.ts";
import { RemoveThreshold } from "./remove-threshold.tsx";
import { ThresholdForm } from "./threshold-form.tsx";
import { aboutWord, belowWord } from "./threshold-words.ts";
import { t } from "./words.ts";

const ROWS = 50;

/** When whom to tell that money is running low (FND-10). */
export default function ThresholdsPage() {
  const { pay } = useFundRoom();
  const id = () => pay().programmeId;
  const list = createPageTurner(id, (programme, after) =>
    api("GET programmes/:id/thresholds", {
      path: { id: programme },
      query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
    }),
  );
  const issuers = createLoad(() => (may("fund.manage") ? id() : undefined), allIssuers);
  const [removing, setRemoving] = createSignal<Threshold>();
  const columns = (): readonly Column<Threshold>[] => [
    { title: t("aboutCol"), head: true, cell: (one) => aboutWord(one) },
    { title: t("belowCol"), num: true, cell: (one) => belowWord(one, pay().unitWord) },
    { title: t("toCol"), cell: (one) => <Recipients threshold={one} /> },
    { title: t("stateCol"), cell: (one) => <State threshold={one} /> },
    ...(may("fund.manage")
      ? [
          {
            title: t("changeCol"),
            cell: (one: Threshold) => (
              <Button onPress={() => setRemoving(one)}>
                <span aria-hidden="true">{t("remove")}</span>
                <span class="hidden-text">{t("removeOf", { about: aboutWord(one) })}</span>
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <section class={`card ${styles.list}`}>
        <h2 class="card__title">{t("thresholds")}</h2>
        <p class="quiet">{t("thresholdsLead")}</p>
        <PagedTable
          list={list}
          caption={t("thresholds")}
          columns={columns()}
          empty={{ text: t("thresholdsEmpty"), icon: "bell" }}
          class={styles.thresholds}
        />
      </section>
      <Show when={may("fund.manage")}>
        <ThresholdForm
          programmeId={id()}
          unit={pay().unitWord}
          issuers={issuers.value() ?? []}
          onSaved={() => void list.load.reload()}
        />
      </Show>
      <Show when={removing()}>
        {(one) => (
          <RemoveThreshold
            programmeId={id()}
            threshold={one()}
            unit={pay().unitWord}
            onDone={() => {
              setRemoving(undefined);
              void list.load.reload();
            }}
            onClose={() => setRemoving(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function Recipients(props: { threshold: Threshold }) {
  return (
    <Show
      when={props.threshold.recipients.length > 0}
      fallback={t("recipientsCount", { count: formatNumber(props.threshold.recipientCount) })}
    >
      <ul class={styles.recipients}>
        <For each={props.threshold.recipients}>{(one) => <li>{one}</li>}</For>
      </ul>
    </Show>
  );
}

/** Whether it was crossed, when that was told, and how its mails fare. */
function State(props: { threshold: Threshold }) {
  const count = (of: keyof Threshold["mails"]) => formatNumber(props.threshold.mails[of]);
  return (
    <Show
      when={props.threshold.state === "crossed"}
      fallback={
        <Badge tone="ok" icon="eye">
          {t("armed")}
        </Badge>
      }
    >
      <Badge tone="warn" icon="warn">
        {t("crossed")}
      </Badge>
      <Show when={props.threshold.crossedAtMs}>
        {(atMs) => (
          <p class="small quiet">
            {t("crossedAt")} <DateTime atMs={atMs()} />
          </p>
        )}
      </Show>
      <Show when={props.threshold.mails.sent > 0}>
        <p class="small quiet">{t("mailsSent", { count: count("sent") })}</p>
      </Show>
      <Show when={props.threshold.mails.queued > 0}>
        <p class="small">{t("mailsQueued", { count: count("queued") })}</p>
      </Show>
      <Show
        when={props.threshold.mails.sent + props.threshold.mails.queued + props.threshold.mails.failed === 0}
      >
        <p class={`small ${styles.failed}`}>{t("mailsNone")}</p>
      </Show>
      <Show when={props.threshold.mails.failed > 0}>
        <p class={`small ${styles.failed}`}>{t("mailsFailed", { count: count("failed") })}</p>
      </Show>
    </Show>
  );
}
