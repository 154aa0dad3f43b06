import { A, useParams } from "@solidjs/router";
import { createEffect, createSignal, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { GrantBody } from "../../../schema/api/grants.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime, Expiry } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { useFundRoom } from "../fund/fund-room.ts";
import { may } from "../session/membership.ts";
import { Figures } from "./figures.tsx";
import { GrantPreview } from "./grant-preview.tsx";
import { GrantRows } from "./grant-rows.tsx";
import { GrantState } from "./grant-state.tsx";
import styles from "./grants.module.css";
import { t } from "./words.ts";

const PROGRESS_EVERY_MS = 1_000;
const MOVING: ReadonlySet<GrantBody["state"]> = new Set(["reading", "beginning", "running", "stopping"]);

/** A grant from its preview to its end. */
export default function GrantPage() {
  const params = useParams<{ id: string }>();
  const { pay, fund } = useFundRoom();
  const load = createLoad(
    () => params.id,
    (id) => api("GET grants/:id", { path: { id } }),
  );
  createEffect(() => {
    const state = load.value()?.state;
    // Read again also after a reading that failed: then only the trouble is new.
    load.trouble();
    if (state === undefined || !MOVING.has(state)) return;
    const timer = setTimeout(() => void load.reload(), PROGRESS_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  // What the fund has is another thing once a grant has ended.
  createEffect(
    on(
      () => load.value()?.endedAtMs,
      (endedAtMs) => {
        if (endedAtMs) void fund.reload();
      },
    ),
  );
  return (
    <Loaded load={load} value={load.value()}>
      {(one) => (
        <>
          <About of={one()} />
          <Stage of={one()} onMoved={load.take} />
          <GrantRows of={one()} unit={pay().unitWord} />
        </>
      )}
    </Loaded>
  );
}

/** Which grant it is: to whom, how much each, until when, by whom. */
function About(props: { of: GrantBody }) {
  const { pay } = useFundRoom();
  const lines = () => {
    const { of } = props;
    const maybe = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
    return [
      {
        label: t("from"),
        value: of.source === "list" ? t("fromList", { file: of.fileName ?? "" }) : t("fromSegment"),
      },
      {
        label: t(of.source === "list" && of.amountYen !== null ? "eachUnlessListed" : "each"),
        value: of.amountYen === null ? t("eachByList") : moneyText(of.amountYen, pay().unitWord, locale()),
      },
      { label: t("good"), value: <Expiry expiresOn={of.expiresOn} /> },
      ...maybe(t("preparedBy"), of.createdByName),
      ...maybe(t("begunBy"), of.begunByName),
      ...(of.endedAtMs === null ? [] : [{ label: t("endedAt"), value: <DateTime atMs={of.endedAtMs} /> }]),
      ...maybe(t("stopReason"), of.stopReason),
    ];
  };
  return (
    <section class={`card ${styles.stack}`}>
      <header class="head">
        <A class="btn btn--icon" href={`/fund/${pay().programmeId}/grants`} aria-label={t("back")}>
          <Icon name="back" />
        </A>
        <h2 class="card__title">{props.of.title}</h2>
        <GrantState state={props.of.state} />
      </header>
      <Lines lines={lines()} />
    </section>
  );
}

/** What there is to see and to do at the stage it is at. */
function Stage(props: { of: GrantBody; onMoved: (grant: GrantBody) => void }) {
  return (
    <Switch fallback={<Result of={props.of} />}>
      <Match when={props.of.state === "reading"}>
        <section class={`card ${styles.stack}`}>
          <Progress label={t("readingLabel")} done={props.of.readRows} total={undefined} />
          <p class="quiet">{t("readingNote")}</p>
        </section>
      </Match>
      <Match when={props.of.state === "unreadable" && props.of.fault}>
        {(fault) => (
          <Note tone="danger" announce="alert">
            <Show when={fault().line}>
              {(line) => <p>{t("faultLine", { line: formatNumber(line()) })}</p>}
            </Show>
            <p>{t(`fault.${fault().code}`)}</p>
          </Note>
        )}
      </Match>
      <Match when={props.of.state === "ready"}>
        <GrantPreview of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={MOVING.has(props.of.state)}>
        <Running of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "discarded"}>
        <Note announce="polite">{t("discardedNote")}</Note>
      </Match>
    </Switch>
  );
}

/** How far it is, and the way to stop it. */
function Running(props: { of: GrantBody; onMoved: (grant: GrantBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  const stop = async (reason: string) => {
    const answer = await api("POST grants/:id/stop", { path: { id: props.of.grantId }, body: { reason } });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
    return undefined;
  };
  return (
    <section class={`card ${styles.stack}`}>
      <Progress
        label={t("runningLabel")}
        done={props.of.credited.rows + props.of.failed.rows}
        total={props.of.ready.rows}
      />
      <Sums of={props.of} />
      <p class="quiet">{t(props.of.state === "stopping" ? "stoppingNote" : "runningNote")}</p>
      <Show when={props.of.state === "running" && may("fund.manage")}>
        <div class="press">
          <Button tone="danger" icon="close" onPress={() => setAsked(true)}>
            {t("stop")}
          </Button>
        </div>
      </Show>
      <Show when={asked()}>
        <ReasonDialog
          danger
          words={{
            title: t("stopTitle"),
            text: t("stopText"),
            confirm: t("stop"),
            busy: t("stopping"),
            keep: t("keep"),
            reason: { label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") },
          }}
          act={stop}
          onClose={() => setAsked(false)}
        />
      </Show>
    </section>
  );
}

function Sums(props: { of: GrantBody; ended?: boolean }) {
  const { pay } = useFundRoom();
  const back = () => props.of.failed.yen + props.of.unsent.yen;
  return (
    <Figures
      of={[
        ["credited", props.of.credited.rows, "people"],
        ["creditedYen", moneyText(props.of.credited.yen, pay().unitWord, locale())],
        ["failed", props.of.failed.rows, "people"],
        ...(props.ended
          ? ([
              ["unsent", props.of.unsent.rows, "people"],
              ["returned", moneyText(back(), pay().unitWord, locale())],
            ] as const)
          : []),
      ]}
      bad={["failed"]}
    />
  );
}

/** What came of it. */
function Result(props: { of: GrantBody }) {
  const { pay } = useFundRoom();
  const done = () =>
    t("doneNote", {
      people: t("people", { count: formatNumber(props.of.credited.rows) }),
      money: moneyText(props.of.credited.yen, pay().unitWord, locale()),
    });
  return (
    <>
      <Note tone={props.of.state === "done" ? "ok" : "warn"} announce="polite">
        {props.of.state === "done" ? done() : t("stoppedNote")}
      </Note>
      <section class={`card ${styles.stack}`}>
        <h2 class="card__title">{t("resultTitle")}</h2>
        <Sums of={props.of} ended />
      </section>
    </>
  );
}
