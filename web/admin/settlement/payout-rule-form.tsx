import { createSignal, Show } from "solid-js";
import type { PayoutRuleBody } from "../../../schema/api/payout-rules.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createAction } from "./action.ts";
import { FileOptionsFields } from "./file-options-fields.tsx";
import { kanaError } from "./kana-field.tsx";
import { PayerFields } from "./payer-fields.tsx";
import { type DraftField, draftOf, type RuleDraft, requestOf, wrongFields } from "./rule-draft.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** Writes another version of how a programme closes and pays. */
export function PayoutRuleForm(props: {
  rule: PayoutRuleBody | null;
  programmeId: string;
  onSaved: (saved: { readonly rule: PayoutRuleBody | null }) => void;
}) {
  const action = createAction();
  const [draft, setDraft] = createSignal<RuleDraft>(draftOf(props.rule, businessDate(serverNow())));
  const [tried, setTried] = createSignal(false);
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const wrong = (field: DraftField) => tried() && wrongFields(draft()).includes(field);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!online() || wrongFields(draft()).length > 0 || kanaError(draft().payerName, true)) return;
    const saved = await action.run(() =>
      api("POST programmes/:id/payout-rule", {
        path: { id: props.programmeId },
        body: requestOf(draft(), props.rule),
      }),
    );
    if (!saved) return;
    setTried(false);
    change({ number: "" });
    props.onSaved(saved);
  };
  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <section class={`card ${styles.part}`}>
        <div class={styles.fields}>
          <TextField
            label={t("effectiveFrom")}
            type="date"
            value={draft().effectiveFrom}
            onInput={(effectiveFrom) => change({ effectiveFrom })}
            error={wrong("effectiveFrom") ? t("dayMissing") : undefined}
          />
          <SelectField<RuleDraft["rhythm"]>
            label={t("rhythm")}
            value={draft().rhythm}
            options={[
              { value: "twice-monthly", label: t("rhythmTwice") },
              { value: "monthly", label: t("rhythmMonthly") },
            ]}
            onChange={(rhythm) => change({ rhythm })}
          />
          <AmountField
            field="payAfter"
            label={t("payAfter")}
            draft={draft()}
            wrong={wrong}
            onChange={change}
          />
          <AmountField
            field="percent"
            label={t("feeRate")}
            hint={t("feeRateHint")}
            draft={draft()}
            wrong={wrong}
            onChange={change}
          />
          <AmountField field="fixed" label={t("feeFixed")} draft={draft()} wrong={wrong} onChange={change} />
          <AmountField
            field="minimum"
            label={t("minimum")}
            hint={t("minimumHint")}
            draft={draft()}
            wrong={wrong}
            onChange={change}
          />
          <TextField
            label={t("registration")}
            hint={t("registrationHint")}
            maxlength={14}
            value={draft().registration}
            onInput={(registration) => change({ registration })}
            error={wrong("registration") ? t("registrationWrong") : undefined}
          />
        </div>
      </section>
      <PayerFields draft={draft()} tried={tried()} wrong={wrong} onChange={change} />
      <FileOptionsFields options={draft().fileOptions} onChange={(fileOptions) => change({ fileOptions })} />
      <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
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

function AmountField(props: {
  field: "payAfter" | "percent" | "fixed" | "minimum";
  label: string;
  hint?: string;
  draft: RuleDraft;
  wrong: (field: DraftField) => boolean;
  onChange: (part: Partial<RuleDraft>) => void;
}) {
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      inputmode="numeric"
      maxlength={12}
      value={props.draft[props.field]}
      onInput={(value) => props.onChange({ [props.field]: value })}
      error={props.wrong(props.field) ? t("numberWrong") : undefined}
    />
  );
}
