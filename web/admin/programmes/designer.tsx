import { useBeforeLeave } from "@solidjs/router";
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { ProgrammeState, ProgrammeVersion } from "../../../schema/api/programmes.ts";
import { businessDate } from "../../../schema/calendar.ts";
import type { DesignChange } from "../../../schema/design-changes.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { STEPS, type Step, stepOf } from "./change-words.ts";
import { createDesignForm } from "./design-form.ts";
import { Preview } from "./preview.tsx";
import styles from "./programmes.module.css";
import { effectiveFrom, StepCheck, type Timing } from "./step-check.tsx";
import { StepDates } from "./step-dates.tsx";
import { StepDesk } from "./step-desk.tsx";
import { StepMoney } from "./step-money.tsx";
import { StepName } from "./step-name.tsx";
import { StepScope } from "./step-scope.tsx";
import { StepSignals } from "./step-signals.tsx";
import { t } from "./words.ts";

/** The designer: seven steps that may be taken in any order, and the Pay as it will look, while it is being changed. */
export function Designer(props: {
  programmeId: string;
  state: ProgrammeState;
  newest: ProgrammeVersion;
  /** Changes made to the version before, which somebody else has followed meanwhile. */
  begun: readonly DesignChange[];
  /** Reads the newest version; what was changed here goes along. */
  onReload: (changes: readonly DesignChange[]) => void;
  onSaved: () => void;
}) {
  const form = createDesignForm(props.newest.design, props.begun);
  const [step, setStep] = createSignal<Step>(props.begun.length > 0 ? "stepCheck" : "stepName");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [timing, setTiming] = createSignal<Timing>({
    reason: "",
    kind: "soon",
    day: businessDate(serverNow()),
    time: "00:00",
  });
  let saved = false;
  wearFace(() => form.design.face);
  useBeforeLeave((leaving) => {
    if (saved || form.changes().length === 0 || leaving.defaultPrevented) return;
    leaving.preventDefault();
    if (confirm(t("leaveUnsaved"))) leaving.retry(true);
  });
  const index = createMemo(() => STEPS.indexOf(step()));
  const isBad = (one: Step) => form.faults().some((fault) => stepOf(fault.path) === one);
  const isDraft = () => props.state === "draft";
  const refusedTime = () => trouble()?.fields.some((each) => each.path === "effectiveFromMs") ?? false;

  const save = async () => {
    setTried(true);
    setTrouble(undefined);
    const from = effectiveFrom(timing());
    const reason = timing().reason.trim();
    if (busy() || form.faults().length > 0 || form.changes().length === 0) return;
    if (!isDraft() && (from === null || reason === "")) return;
    setBusy(true);
    const answer = await api("POST programmes/:id/versions", {
      path: { id: props.programmeId },
      body: {
        basedOn: props.newest.version,
        design: form.value(),
        ...(isDraft() ? {} : { reason, ...(from == null ? {} : { effectiveFromMs: from }) }),
      },
    });
    setBusy(false);
    if (answer.ok) {
      saved = true;
      say(t("saved"));
      return props.onSaved();
    }
    setTrouble(answer.error);
    form.refused(
      answer.error.fields
        .map(({ path, message }) => ({ path: path.replace(/^design\./, ""), message }))
        .filter(({ path }) => stepOf(path) !== undefined),
    );
  };
  return (
    <>
      <nav class={styles.steps} aria-label={t("designer")}>
        <For each={STEPS}>
          {(one, i) => (
            <button
              type="button"
              class="chip"
              aria-current={one === step() ? "step" : undefined}
              aria-pressed={one === step()}
              onClick={() => setStep(one)}
            >
              {i() + 1}. {t(one)}
              <Show when={isBad(one)}>
                {" "}
                <Icon name="warn" />
                <span class="hidden-text">{t("faults")}</span>
              </Show>
            </button>
          )}
        </For>
      </nav>
      <div class={styles.work}>
        <section class={`card ${styles.stack}`}>
          <h2 class="card__title">{t(step())}</h2>
          <Switch>
            <Match when={step() === "stepName"}>
              <StepName form={form} />
            </Match>
            <Match when={step() === "stepMoney"}>
              <StepMoney form={form} />
            </Match>
            <Match when={step() === "stepDates"}>
              <StepDates form={form} />
            </Match>
            <Match when={step() === "stepDesk"}>
              <StepDesk form={form} />
            </Match>
            <Match when={step() === "stepScope"}>
              <StepScope form={form} />
            </Match>
            <Match when={step() === "stepSignals"}>
              <StepSignals form={form} />
            </Match>
            <Match when={step() === "stepCheck"}>
              <StepCheck
                form={form}
                state={props.state}
                timing={timing()}
                onTiming={setTiming}
                tried={tried()}
                refusedTime={refusedTime()}
              />
            </Match>
          </Switch>
          <Refusal trouble={trouble()} onReload={() => props.onReload(form.changes())} />
          <div class={styles.turn}>
            <Show when={index() > 0} fallback={<span />}>
              <Button icon="back" onPress={() => setStep(STEPS[index() - 1] ?? "stepName")}>
                {t("back")}
              </Button>
            </Show>
            <Show
              when={step() === "stepCheck"}
              fallback={
                <Button tone="primary" onPress={() => setStep(STEPS[index() + 1] ?? "stepCheck")}>
                  {t("forth")}
                </Button>
              }
            >
              <Button
                tone="primary"
                busy={busy()}
                busyLabel={t("saving")}
                blockedBecause={
                  !online()
                    ? problemText("offline")
                    : form.changes().length === 0
                      ? t("nothingChanged")
                      : undefined
                }
                onPress={() => void save()}
              >
                {t("save")}
              </Button>
            </Show>
          </div>
        </section>
        <div class={styles.beside}>
          <Preview design={form.design} />
        </div>
      </div>
    </>
  );
}

/** Why saving failed; where somebody else was first, the way to their version. */
function Refusal(props: { trouble: Trouble | undefined; onReload: () => void }) {
  return (
    <Switch>
      <Match when={props.trouble?.code === "conflict"}>
        <Note tone="danger" announce="alert">
          <p>{t("conflict")}</p>
          <Button icon="refresh" onPress={() => props.onReload()}>
            {t("reload")}
          </Button>
        </Note>
      </Match>
      <Match when={props.trouble}>{(why) => <ProblemNote code={why().code} />}</Match>
    </Switch>
  );
}
