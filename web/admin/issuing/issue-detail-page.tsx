import { A, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, onCleanup, Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { createNow } from "../../shared/components/countdown.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { PrintingHouse } from "../printing-house/printing-house.tsx";
import { may } from "../session/membership.ts";
import { CouponList } from "./coupon-list.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { HandOver } from "./hand-over.tsx";
import styles from "./issue-detail.module.css";
import { IssueFacts } from "./issue-facts.tsx";
import { IssueState, issueStateText } from "./issue-state.tsx";
import { Withdraw } from "./withdraw.tsx";
import { t } from "./words.ts";

/** While an issue is being written its progress is asked for this often. */
const PROGRESS_EVERY_MS = 1_500;
/** How often it is looked at whether the time for printing again is over. */
const WINDOW_EVERY_MS = 30_000;

/** One issue: its facts, its progress, printing, hand-over, and mending single coupons. */
export default function IssueDetailPage() {
  const params = useParams<{ id: string }>();
  const [search] = useSearchParams<{ serial?: string }>();
  const serial = () => (/^\d{1,9}$/.test(search.serial ?? "") ? Number(search.serial) : undefined);
  const load = createLoad(
    () => params.id,
    (id) => api("GET issues/:id", { path: { id } }),
  );
  createEffect(() => {
    if (load.value()?.state !== "writing") return;
    const timer = setTimeout(() => void load.reload(), PROGRESS_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  wearFace(() => load.value()?.pay.face);
  const hasCoupons = () => {
    const state = load.value()?.state;
    return state === "ready" || state === "active" || state === "stopped";
  };
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/issues" aria-label={t("listHeading")}>
          <Icon name="back" />
        </A>
        <h1>{t("detailHeading", { id: params.id })}</h1>
        <Show when={load.value()}>{(issue) => <IssueState state={issue().state} />}</Show>
      </header>
      <Loaded load={load} value={load.value()}>
        {(issue) => (
          <>
            <section class={`card ${styles.top}`}>
              <About issue={issue()} />
              <Show when={issue().state === "writing"}>
                <Progress label={t("writingProgress")} done={issue().written} total={issue().count} />
              </Show>
              <IssueFacts issue={issue()} />
              <Show when={may("issue.create")}>
                <Printing issue={issue()} onDone={load.take} />
              </Show>
              <Show when={issue().state === "ready"}>
                <div class={styles.actions}>
                  <Withdraw issue={issue()} onDone={load.take} />
                </div>
              </Show>
            </section>
            <Show when={issue().state === "ready" && may("issue.create")}>
              <PrintingHouse issue={issue()} />
            </Show>
            <EvidenceCard
              issue={issue()}
              onCounted={(files) =>
                load.take({ ...issue(), evidence: { asked: issue().evidence.asked, files } })
              }
            />
            <Show when={hasCoupons()}>
              <CouponList issue={issue()} serial={serial()} />
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function About(props: { issue: IssueBody }) {
  const tone = () => {
    switch (props.issue.state) {
      case "active":
        return "ok";
      case "stopped":
      case "failed":
        return "danger";
      default:
        return "neutral";
    }
  };
  return (
    <Note tone={tone()} announce="polite">
      {issueStateText(props.issue)}
    </Note>
  );
}

/** Print, print again while the window is open, hand over. */
function Printing(props: { issue: IssueBody; onDone: (issue: IssueBody) => void }) {
  const now = createNow(WINDOW_EVERY_MS);
  const printable = () =>
    (props.issue.state === "ready" || props.issue.state === "active") && now() < props.issue.reprintUntilMs;
  const over = () =>
    (props.issue.state === "ready" || props.issue.state === "active") && now() >= props.issue.reprintUntilMs;
  const sheets = () => `/issues/${props.issue.issueId}/sheets`;
  return (
    <div class={styles.actions}>
      <Show when={printable()}>
        <A
          class={buttonClass({ tone: props.issue.state === "ready" ? "primary" : "neutral" })}
          href={sheets()}
        >
          <Icon name="print" />
          {props.issue.state === "ready" ? t("print") : t("printAgain")}
        </A>
      </Show>
      <HandOver issue={props.issue} onDone={props.onDone} />
      <Show when={props.issue.state === "ready"}>
        <A class={buttonClass({})} href="/hand-over">
          <Icon name="scan" />
          {t("handOverByScan")}
        </A>
      </Show>
      <Show when={printable()}>
        <p class="quiet small">
          <Show when={props.issue.state === "active"}>{t("printAgainHint")} </Show>
          {t("printUntil")} <DateTime atMs={props.issue.reprintUntilMs} />
        </p>
      </Show>
      <Show when={over()}>
        <p class="quiet small">{t("printOver")}</p>
      </Show>
    </div>
  );
}
