import { createSignal, Match, Switch } from "solid-js";
import {
  type CaseDetail,
  type CaseOutcome,
  type FraudCase,
  OUTCOMES_OF_CASE,
} from "../../../schema/api/cases.ts";
import { MAX_REASON } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField, SelectField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { t } from "./words.ts";

/** What becomes of a case, and why; on the version that was read (FRD-8). */
export function Decision(props: {
  one: FraudCase;
  onDecided: (detail: CaseDetail) => void;
  onReload: () => void;
}) {
  const [outcome, setOutcome] = createSignal<CaseOutcome | "">("");
  const [reason, setReason] = createSignal("");
  const [done, setDone] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const reasonMissing = () => reason().trim() === "";
  const doneMissing = () => outcome() === "acted" && done().trim() === "";
  const save = async () => {
    setTried(true);
    const chosen = outcome();
    if (busy() || chosen === "" || reasonMissing() || doneMissing()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST cases/:id/decision", {
      path: { id: props.one.caseId },
      body: { version: props.one.version, outcome: chosen, reason: reason().trim(), done: done().trim() },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    say(t("saved"));
    props.onDecided(answer.value);
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("decide")}</h2>
      <p class="quiet">{t("decideLead")}</p>
      <SelectField<CaseOutcome | "">
        label={t("outcome")}
        value={outcome()}
        options={[
          { value: "", label: t("choose") },
          ...OUTCOMES_OF_CASE.map((value) => ({ value, label: t(value) })),
        ]}
        error={tried() && outcome() === "" ? t("outcomeMissing") : undefined}
        onChange={setOutcome}
      />
      <AreaField
        label={t("reason")}
        hint={t("reasonHint")}
        required
        rows={3}
        maxlength={MAX_REASON}
        value={reason()}
        onInput={setReason}
        error={tried() && reasonMissing() ? t("reasonMissing") : undefined}
      />
      <AreaField
        label={t("done")}
        hint={t("doneHint")}
        required={outcome() === "acted"}
        rows={2}
        maxlength={MAX_REASON}
        value={done()}
        onInput={setDone}
        error={tried() && doneMissing() ? t("doneMissing") : undefined}
      />
      <Switch>
        <Match when={trouble()?.code === "conflict"}>
          <Note tone="danger" announce="alert">
            <p>{t("conflict")}</p>
            <Button icon="refresh" onPress={() => props.onReload()}>
              {t("reload")}
            </Button>
          </Note>
        </Match>
        <Match when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Match>
      </Switch>
      <div>
        <Button
          tone="primary"
          busy={busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
          onPress={() => void save()}
        >
          {t("save")}
        </Button>
      </div>
    </section>
  );
}
