import { SelectField, TextField } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

const REASONS = [
  "reasonLost",
  "reasonDamaged",
  "reasonWrongAmount",
  "reasonStayCancelled",
  "reasonOther",
] as const;
/** Why a coupon is mended; the word is a key of the dictionary. */
export type Reason = (typeof REASONS)[number];

/** The reason a cancel or replace is logged with (AUD-4): a word, and more where a word is not enough. */
export function MendingReason(props: {
  reason: Reason;
  detail: string;
  missing: boolean;
  onReason: (reason: Reason) => void;
  onDetail: (detail: string) => void;
}) {
  return (
    <>
      <SelectField
        label={t("reason")}
        value={props.reason}
        options={REASONS.map((value) => ({ value, label: t(value) }))}
        onChange={props.onReason}
      />
      <TextField
        label={t("reasonDetail")}
        value={props.detail}
        onInput={props.onDetail}
        maxlength={400}
        required={props.reason === "reasonOther"}
        error={props.missing ? t("reasonMissing") : undefined}
      />
    </>
  );
}
