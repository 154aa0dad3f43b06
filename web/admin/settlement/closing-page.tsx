import { A, useNavigate, useParams } from "@solidjs/router";
import { createEffect, onCleanup, Show } from "solid-js";
import type { ClosingBody } from "../../../schema/api/closings.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Steps } from "../../shared/components/steps.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { ApprovalCard } from "./approval-card.tsx";
import { HeldList } from "./held-list.tsx";
import { LinesTable } from "./lines-table.tsx";
import { MakeFileCard } from "./make-file-card.tsx";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** While a closing is being added up it is looked at this often. */
const LOOK_EVERY_MS = 1_000;

const STEP = { calculating: 0, review: 1, confirmed: 2, approved: 3 } as const;

/** One closing: its totals, its stores, and what is to be done with it next. */
export default function ClosingPage() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const load = createLoad(
    () => params.id,
    (id) => api("GET closings/:id", { path: { id } }),
  );
  const closing = () => load.value();
  const pay = () => staffSession.me()?.programmes.find((one) => one.programmeId === closing()?.programmeId);
  wearFace(() => pay()?.face);
  const unit = () => pay()?.unitWord ?? "";
  const waiting = createLoad(
    () => (closing()?.state === "approved" ? closing()?.programmeId : undefined),
    (id) => api("GET programmes/:id/waiting-transfers", { path: { id } }),
  );
  createEffect(() => {
    if (closing()?.state !== "calculating") return;
    const timer = setTimeout(() => void load.reload(), LOOK_EVERY_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return (
    <Loaded load={load} value={closing()} title={t("closings")}>
      {(one) => (
        <>
          <Head closing={one()} />
          <Show
            when={one().state !== "calculating"}
            fallback={
              <Note icon="clock" announce="polite">
                {t("calculating", { count: formatNumber(one().stores) })}
              </Note>
            }
          >
            <Sums closing={one()} unit={unit()} />
            <div class={styles.cols}>
              <LinesTable closing={one()} unit={unit()} />
              <div class={styles.side}>
                <ApprovalCard
                  closing={one()}
                  onMoved={load.take}
                  onDiscarded={() => navigate(`/closings/${one().programmeId}`)}
                />
                <Show when={waiting.trouble()}>
                  {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void waiting.reload()} />}
                </Show>
                <Show when={waiting.value()}>
                  {(value) => (
                    <>
                      <MakeFileCard waiting={value()} programmeId={one().programmeId} unit={unit()} />
                      <HeldList waiting={value()} unit={unit()} />
                    </>
                  )}
                </Show>
              </div>
            </div>
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Head(props: { closing: ClosingBody }) {
  const day = (date: string) => dayText(date, locale());
  return (
    <header class="head">
      <div>
        <h1>{t("closingTitle", { number: String(props.closing.number) })}</h1>
        <p class="quiet">{t("period", { from: day(props.closing.from), to: day(props.closing.to) })}</p>
      </div>
      <div class="head__end">
        <Steps
          steps={[t("stepCount"), t("stepCheck"), t("stepApprove"), t("stepFile")]}
          current={STEP[props.closing.state]}
        />
        <A class="btn btn--plain" href={`/closings/${props.closing.programmeId}`}>
          <Icon name="back" />
          {t("toClosings")}
        </A>
      </div>
    </header>
  );
}

function Sums(props: { closing: ClosingBody; unit: string }) {
  return (
    <dl class={`card ${styles.sums}`}>
      <div class="stat">
        <dt class="stat__label">{t("sumPayments")}</dt>
        <dd class="yen">
          {formatNumber(props.closing.payments)}
          <span class="yen__unit">{t("countUnit")}</span>
        </dd>
      </div>
      <Stat label={t("sumPaid")} amount={props.closing.paidYen} unit={props.unit} />
      <Stat label={t("sumFee")} amount={0 - props.closing.feeYen - props.closing.taxYen} unit={props.unit} />
      <Stat
        label={t("sumAdjusted")}
        amount={props.closing.carriedInYen - props.closing.carriedOutYen - props.closing.reversedYen}
        unit={props.unit}
      />
      <div class={`stat ${styles.total}`}>
        <dt class="stat__label">{t("sumPayable")}</dt>
        <dd>
          <Yen amount={props.closing.payableYen} unit={props.unit} size="m" />
        </dd>
      </div>
    </dl>
  );
}

function Stat(props: { label: string; amount: number; unit: string }) {
  return (
    <div class="stat">
      <dt class="stat__label">{props.label}</dt>
      <dd>
        <Yen amount={props.amount} unit={props.unit} />
      </dd>
    </div>
  );
}
