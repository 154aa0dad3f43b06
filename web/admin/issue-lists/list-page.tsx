import { A, useParams } from "@solidjs/router";
import { createEffect, Match, onCleanup, Show, Switch } from "solid-js";
import type { Mapping } from "../../../schema/api/imports.ts";
import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { api } from "../../shared/client/api.ts";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Progress } from "../../shared/components/progress.tsx";
import { Steps } from "../../shared/components/steps.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { CheckedView } from "../imports/checked-view.tsx";
import styles from "../imports/imports.module.css";
import { MappingForm } from "../imports/mapping-form.tsx";
import { HandOutPanel } from "./hand-out-panel.tsx";
import { IssuePanel } from "./issue-panel.tsx";
import { ListRows } from "./list-rows.tsx";
import { ListState } from "./list-state.tsx";
import { ListTotals } from "./list-totals.tsx";
import { t } from "./words.ts";

/** While a list is issued its progress is asked for this often. */
const PROGRESS_EVERY_MS = 1_000;

const AT_STEP: { readonly [S in IssueListBody["state"]]: number } = {
  mapping: 0,
  ready: 1,
  issuing: 2,
  done: 3,
};

/** One list of stays: columns, check, issuing, and the way to the printer. */
export default function ListPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET issue-lists/:id", { path: { id } }),
  );
  createEffect(() => {
    // Read again also after a reading that failed: then only the trouble is new.
    load.trouble();
    if (load.value()?.state !== "issuing") return;
    const timer = setTimeout(() => void load.reload(), PROGRESS_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  wearFace(() => load.value()?.pay.face);
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/issue-lists" aria-label={t("history")}>
          <Icon name="back" />
        </A>
        <h1>{t("heading")}</h1>
        <Show when={load.value()}>{(one) => <ListState state={one().state} />}</Show>
      </header>
      <Loaded load={load} value={load.value()}>
        {(one) => (
          <>
            <About of={one()} />
            <Stage of={one()} onMoved={load.take} onChanged={() => void load.reload()} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Which file it is, and where in the procedure. */
function About(props: { of: IssueListBody }) {
  return (
    <>
      <section class={`card card--tight ${styles.about}`}>
        <Steps
          steps={[t("stepColumns"), t("stepCheck"), t("stepIssue"), t("stepPrint")]}
          current={AT_STEP[props.of.state]}
        />
        <p>
          <span class="strong">{props.of.fileName}</span>{" "}
          <span class="small quiet">
            {props.of.branchName}　{props.of.pay.programmeName}
          </span>
        </p>
      </section>
      <Show when={props.of.sameFileAtMs}>
        {(atMs) => (
          <Note tone="warn" announce="polite">
            {t("sameFile")} <DateTime atMs={atMs()} />
          </Note>
        )}
      </Show>
      <Show when={props.of.erased}>
        <Note icon="clock">{t("erased")}</Note>
      </Show>
    </>
  );
}

/** What there is to see and to do at the stage it is at. */
function Stage(props: { of: IssueListBody; onMoved: (list: IssueListBody) => void; onChanged: () => void }) {
  return (
    <Switch fallback={<Done of={props.of} onMoved={props.onMoved} onChanged={props.onChanged} />}>
      <Match when={props.of.erased && props.of.state !== "done"}>{null}</Match>
      <Match when={props.of.state === "mapping"}>
        <Columns of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "ready"}>
        <Checked of={props.of} onMoved={props.onMoved} />
      </Match>
      <Match when={props.of.state === "issuing"}>
        <section class={`card ${styles.stack}`}>
          <Progress
            label={t("issuing")}
            done={props.of.tally.issued.rows + props.of.tally.refused.rows}
            total={props.of.tally.issued.rows + props.of.tally.refused.rows + props.of.tally.good.rows}
          />
          <p class="quiet">{t("issuingNote")}</p>
        </section>
      </Match>
    </Switch>
  );
}

/** Choosing the columns, and checking with them. */
function Columns(props: { of: IssueListBody; onMoved: (list: IssueListBody) => void }) {
  const send = async (mapping: Mapping) => {
    const answer = await api("POST issue-lists/:id/mapping", {
      path: { id: props.of.listId },
      body: { mapping },
    });
    if (!answer.ok) return answer.error;
    props.onMoved(answer.value);
  };
  return <MappingForm of={{ ...props.of, kind: "stays" }} onChosen={send} />;
}

/** What was found, and going on with it. */
function Checked(props: { of: IssueListBody; onMoved: (list: IssueListBody) => void }) {
  return (
    <CheckedView
      totals={<ListTotals of={props.of} />}
      rows={<ListRows of={props.of} />}
      panel={<IssuePanel of={props.of} onIssuing={props.onMoved} />}
      columns={<Columns of={props.of} onMoved={props.onMoved} />}
      chooseAgain={t("chooseColumns")}
    />
  );
}

/** What was issued, the way to the printer and to the guests, and what was not issued and why. */
function Done(props: { of: IssueListBody; onMoved: (list: IssueListBody) => void; onChanged: () => void }) {
  const issued = () => props.of.tally.issued;
  const open = () => props.of.tally.refused.rows + props.of.tally.again.rows + props.of.tally.good.rows;
  return (
    <>
      <Note tone="ok" announce="polite">
        {t("doneNote", {
          rows: formatNumber(issued().rows),
          coupons: formatNumber(issued().coupons),
          amount: moneyText(issued().sumYen, props.of.pay.unitWord, locale()),
        })}
      </Note>
      <Show when={props.of.tally.refused.rows > 0}>
        <Note tone="danger" announce="polite">
          {t("refusedNote", { rows: formatNumber(props.of.tally.refused.rows) })}
        </Note>
      </Show>
      <Show when={issued().rows > 0}>
        <HandOutPanel of={props.of} onHandedOver={props.onChanged} />
      </Show>
      <ListTotals of={props.of} />
      <div class={styles.cols}>
        <ListRows of={props.of} />
        <Show when={open() > 0 && !props.of.erased}>
          <Retry of={props.of} onMoved={props.onMoved} />
        </Show>
      </div>
    </>
  );
}

/** Once more for what was refused or left out, as it stands now. */
function Retry(props: { of: IssueListBody; onMoved: (list: IssueListBody) => void }) {
  // A refused row counts as good again once it is tried again.
  const asReady = (): IssueListBody => {
    const { good, refused } = props.of.tally;
    return {
      ...props.of,
      tally: {
        ...props.of.tally,
        good: {
          rows: good.rows + refused.rows,
          coupons: good.coupons + refused.coupons,
          sumYen: (good.sumYen + refused.sumYen) as typeof good.sumYen,
        },
      },
    };
  };
  return <IssuePanel of={asReady()} onIssuing={props.onMoved} />;
}
