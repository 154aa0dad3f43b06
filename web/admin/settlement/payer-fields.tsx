import { SelectField, TextField } from "../../shared/components/field.tsx";
import { BankChoice } from "./bank-choice.tsx";
import { KanaField } from "./kana-field.tsx";
import { kindWord } from "./kinds.ts";
import type { DraftField, RuleDraft } from "./rule-draft.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

const KINDS = ["ordinary", "current", "other"] as const;

/** The account that the programme pays from, and who the bank knows it by. */
export function PayerFields(props: {
  draft: RuleDraft;
  tried: boolean;
  wrong: (field: DraftField) => boolean;
  onChange: (part: Partial<RuleDraft>) => void;
}) {
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("payerTitle")}</h2>
      <BankChoice
        bank={props.draft.bank}
        branch={props.draft.branch}
        tried={props.tried}
        onBank={(bank) => props.onChange({ bank })}
        onBranch={(branch) => props.onChange({ branch })}
      />
      <div class={styles.fields}>
        <SelectField<RuleDraft["kind"]>
          label={t("kind")}
          value={props.draft.kind}
          options={KINDS.map((one) => ({ value: one, label: kindWord(one) }))}
          onChange={(kind) => props.onChange({ kind })}
        />
        <TextField
          label={t("number")}
          hint={t("numberHint")}
          inputmode="numeric"
          required
          maxlength={20}
          value={props.draft.number}
          onInput={(number) => props.onChange({ number })}
          error={props.wrong("number") ? t("numberBad") : undefined}
        />
        <TextField
          label={t("consignor")}
          inputmode="numeric"
          required
          maxlength={10}
          value={props.draft.consignor}
          onInput={(consignor) => props.onChange({ consignor })}
          error={props.wrong("consignor") ? t("consignorWrong") : undefined}
        />
      </div>
      <KanaField
        label={t("payerName")}
        value={props.draft.payerName}
        tried={props.tried}
        onInput={(payerName) => props.onChange({ payerName })}
      />
    </section>
  );
}
