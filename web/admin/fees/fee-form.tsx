import { createSignal, Show } from "solid-js";
import type { OrganisationFee } from "../../../schema/api/organisation-fees.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createAction } from "../settlement/action.ts";
import { draftOf, type FeeDraft, faultsOf, requestOf } from "./fee-draft.ts";
import styles from "./fees.module.css";
import { t } from "./words.ts";

/** The next version of an organisation's fee. */
export function FeeForm(props: {
  fee: OrganisationFee;
  programmeId: string;
  /** The first date of the next closing: the earliest that a version is of use from. */
  nextFrom: string;
  onSaved: (fee: OrganisationFee) => void;
  /** Somebody else wrote one meanwhile. */
  onOvertaken: () => void;
}) {
  const action = createAction();
  const [draft, setDraft] = createSignal<FeeDraft>(draftOf(props.fee, props.nextFrom));
  const [tried, setTried] = createSignal(false);
  const change = (part: Partial<FeeDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = () => (tried() ? faultsOf(draft(), props.fee) : {});
  const last = () => props.fee.rows[0]?.effectiveFrom;
  const dayError = () => {
    const fault = faults().effectiveFrom;
    if (!fault) return undefined;
    return fault === "before" ? t("dayBefore", { date: dayText(last() ?? "", locale()) }) : t("dayMissing");
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!online() || Object.keys(faultsOf(draft(), props.fee)).length > 0) return;
    const saved = await action.run(() =>
      api("POST programmes/:id/fees/:organisationId", {
        path: { id: props.programmeId, organisationId: props.fee.organisation.organisationId },
        body: requestOf(draft(), props.fee),
      }),
    );
    if (!saved) return;
    setTried(false);
    change({ reason: "" });
    props.onSaved(saved);
  };
  /** What was typed stays: it goes out over the version that is shown then. */
  const lookAgain = () => {
    action.clear();
    props.onOvertaken();
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <h2 class="card__title">{t("formTitle")}</h2>
      <SwitchView<FeeDraft["kind"]>
        label={t("kind")}
        value={draft().kind}
        options={[
          { value: "own", label: t("own") },
          { value: "everybody", label: t("everybody") },
        ]}
        onChange={(kind) => change({ kind })}
      />
      <div class={styles.fields}>
        <Show when={draft().kind === "own"} fallback={<p class={styles.whole}>{t("everybodyText")}</p>}>
          <TextField
            label={t("percent")}
            hint={t("percentHint")}
            inputmode="decimal"
            maxlength={6}
            required
            value={draft().percent}
            onInput={(percent) => change({ percent })}
            error={faults().percent && t("numberWrong")}
          />
          <TextField
            label={t("fixed")}
            inputmode="numeric"
            maxlength={12}
            required
            value={draft().fixed}
            onInput={(fixed) => change({ fixed })}
            error={faults().fixed && t("numberWrong")}
          />
        </Show>
        <TextField
          label={t("effectiveFrom")}
          hint={`${t("effectiveHint")}${t("effectiveNext", { date: dayText(props.nextFrom, locale()) })}`}
          type="date"
          required
          value={draft().effectiveFrom}
          onInput={(effectiveFrom) => change({ effectiveFrom })}
          error={dayError()}
        />
        <TextField
          class={styles.whole}
          label={t("reason")}
          hint={t("reasonHint")}
          maxlength={500}
          required
          value={draft().reason}
          onInput={(reason) => change({ reason })}
          error={faults().reason && t("reasonMissing")}
        />
      </div>
      <Show when={action.trouble()}>
        {(trouble) => (
          <ProblemNote
            code={trouble().code}
            onRetry={trouble().code === "conflict" ? lookAgain : undefined}
          />
        )}
      </Show>
      <div>
        <Button
          type="submit"
          tone="primary"
          busy={action.busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
