import { createSignal, For, onMount, Show } from "solid-js";
import type { BooksStanding, Disturbance, Status } from "../../schema/api/status.ts";
import { api } from "../../web/shared/client/api.ts";
import { whenBack } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { dayText, momentText } from "../../web/shared/i18n/date-text.ts";
import { defineWords } from "../../web/shared/i18n/define-words.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { Waiting } from "../frame/waiting.tsx";
import { PublicScreen } from "../public-pages/public-screen.tsx";
import { lagIn } from "./lag-in.ts";
import { pageJa } from "./page-ja.ts";
import { t as kinds } from "./words.ts";

const t = defineWords(pageJa, {
  easy: () => import("./page-easy.ts").then((module) => module.pageEasy),
  en: () => import("./page-en.ts").then((module) => module.pageEn),
  zh: () => import("./page-zh.ts").then((module) => module.pageZh),
  ko: () => import("./page-ko.ts").then((module) => module.pageKo),
});

/** How things stand, for everybody: what is disturbed, how far the records are behind, when the books were found right (OPS-5). */
export default function StatusPage() {
  const [status, setStatus] = createSignal<Status>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  const load = async () => {
    setBusy(true);
    const answer = await api("GET status");
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) setStatus(answer.value);
  };
  onMount(() => void load());
  whenBack(() => void load());
  return (
    <PublicScreen title={t("title")}>
      <OfflineNote />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void load()} />}</Show>
      <Show when={status()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(one) => (
          <>
            <Disturbances all={one().disturbances} />
            <section class="card stack">
              <h2>{t("books")}</h2>
              <Show when={one().books} fallback={<p>{t("unread")}</p>}>
                {(books) => <Lines lines={booksLines(books())} />}
              </Show>
            </section>
            <div class="row row--apart">
              <p class="quiet small">
                {t("asked", { time: momentText(one().serverNowMs, locale(), true).time })}
              </p>
              <Button onPress={() => void load()} busy={busy()}>
                {t("again")}
              </Button>
            </div>
          </>
        )}
      </Show>
    </PublicScreen>
  );
}

function Disturbances(props: { all: readonly Disturbance[] }) {
  return (
    <Show when={props.all.length > 0} fallback={<Note tone="ok">{t("well")}</Note>}>
      <For each={props.all}>
        {(one) => (
          <Note icon="info" tone={one.kind === "payments" ? "warn" : "neutral"}>
            <p class="strong">{kinds(one.kind)}</p>
            <p>{kinds(`${one.kind}Works`)}</p>
            <Show when={whereAndSince(one)}>{(words) => <p class="quiet small">{words()}</p>}</Show>
          </Note>
        )}
      </For>
    </Show>
  );
}

function whereAndSince({ regionId, sinceMs }: Disturbance): string {
  return [
    ...(regionId === null ? [] : [t("somewhere")]),
    ...(sinceMs === null ? [] : [t("since", momentText(sinceMs, locale()))]),
  ].join(" ");
}

function booksLines(books: BooksStanding) {
  const lag = books.lagMs === null ? null : lagIn(books.lagMs);
  const counted = (n: number) => (n === 0 ? t("none") : t("count", { n: String(n) }));
  return [
    { label: t("lag"), value: lag === null ? t("noRecords") : t(lag.unit, { n: String(lag.count) }) },
    { label: t("waiting"), value: counted(books.gaps) },
    { label: t("aside"), value: counted(books.breaks) },
    { label: t("audit"), value: auditText(books) },
    {
      label: t("sealed"),
      value:
        books.sealedThrough === null
          ? t("none")
          : t("sealedThrough", { day: dayText(books.sealedThrough, locale()) }),
    },
  ];
}

function auditText({ lastAudit }: BooksStanding): string {
  if (lastAudit === null) return t("auditNever");
  return t(lastAudit.holds ? "auditHeld" : "auditFailed", momentText(lastAudit.endedAtMs, locale()));
}
