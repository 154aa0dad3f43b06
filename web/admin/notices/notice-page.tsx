import { A, useParams } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { NoticeBody } from "../../../schema/api/notices.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { NoticeText } from "../../shared/components/notice-text.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { may } from "../session/membership.ts";
import { BroadcastCard } from "./broadcast-card.tsx";
import { audienceWord, categoryWord, datesWords, readersWords, type Town } from "./notice-words.ts";
import styles from "./notices.module.css";
import { StageBadge } from "./stage-badge.tsx";
import { WithdrawNotice } from "./withdraw-notice.tsx";
import { t } from "./words.ts";

/** One notice as its readers see it, with who has read it, and the way to publish or withdraw it. */
export default function NoticePage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET notices/:id", { path: { id } }),
  );
  const towns = createLoad(
    () => "towns",
    () => api("GET municipalities"),
  );
  const kind = () => (load.value()?.kind === "document" ? "?kind=document" : "");
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
        <div class="head__end">
          <A class={buttonClass({})} href={`/notices${kind()}`}>
            {t("toList")}
          </A>
        </div>
      </header>
      <Loaded load={load} value={load.value()}>
        {(notice) => (
          <div class={styles.cols}>
            <section class={`card ${styles.preview}`}>
              <h2 class={styles.title}>{notice().title}</h2>
              <NoticeText
                body={notice().body}
                attachments={notice().attachments}
                hrefOf={(file) => `/api/notices/${notice().noticeId}/attachments/${file}`}
              />
            </section>
            <section class={`card ${styles.form}`}>
              <p>
                <StageBadge stage={notice().stage} />
              </p>
              <Facts notice={notice()} towns={towns.value()?.municipalities ?? []} />
              <Show when={may("notice.manage")}>
                <Moves notice={notice()} onMoved={load.take} />
              </Show>
            </section>
            <Show when={wakesPhones(notice()) && /^(shown|scheduled|over)$/.test(notice().stage)}>
              <BroadcastCard noticeId={notice().noticeId} />
            </Show>
          </div>
        )}
      </Loaded>
    </>
  );
}

/** Whether residents' phones hear of it, being told to residents of any kind. */
function wakesPhones(notice: NoticeBody): boolean {
  return (
    notice.kind === "notice" &&
    notice.audiences.some((one) => /^(residents|residents-in|followers)$/.test(one.kind))
  );
}

function Facts(props: { notice: NoticeBody; towns: readonly Town[] }) {
  const lines = () => [
    {
      label: t("colAudience"),
      value: props.notice.audiences.map((one) => audienceWord(one, props.towns)).join("、"),
    },
    props.notice.category
      ? { label: t("colCategory"), value: categoryWord(props.notice.category) }
      : { label: t("colDates"), value: datesWords(props.notice) },
    ...(props.notice.stage === "draft"
      ? []
      : [{ label: t("colReaders"), value: readersWords(props.notice) }]),
  ];
  return (
    <>
      <Lines lines={lines()} />
      <p class="small quiet">
        {t("writtenBy", { name: props.notice.createdByName })} <DateTime atMs={props.notice.createdAtMs} />
      </p>
    </>
  );
}

/** A draft is changed or published; what is published is withdrawn, and nothing else (NOT-4). */
function Moves(props: { notice: NoticeBody; onMoved: (notice: NoticeBody) => void }) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const over = () => props.notice.untilOn !== null && props.notice.untilOn < businessDate(serverNow());
  const publish = async () => {
    if (busy()) return;
    setTrouble(undefined);
    setBusy(true);
    const reply = await api("POST notices/:id/publish", { path: { id: props.notice.noticeId }, body: {} });
    setBusy(false);
    if (reply.ok) props.onMoved(reply.value);
    else setTrouble(reply.error);
  };
  return (
    <>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
      <Switch>
        <Match when={props.notice.stage === "draft"}>
          <p class="quiet">{t("publishHint")}</p>
          <Show when={wakesPhones(props.notice)}>
            <p class="quiet">{t("publishPush")}</p>
          </Show>
          <div class={styles.actions}>
            <Button
              tone="primary"
              icon="megaphone"
              busy={busy()}
              busyLabel={t("publishing")}
              blockedBecause={over() ? t("untilOver") : undefined}
              onPress={() => void publish()}
            >
              {t("publish")}
            </Button>
            <A class={buttonClass({})} href={`/notices/${props.notice.noticeId}/edit`}>
              {t("edit")}
            </A>
            <WithdrawNotice notice={props.notice} onDone={props.onMoved} />
          </div>
        </Match>
        <Match when={props.notice.stage !== "withdrawn"}>
          <div class={styles.actions}>
            <WithdrawNotice notice={props.notice} onDone={props.onMoved} />
          </div>
        </Match>
      </Switch>
    </>
  );
}
