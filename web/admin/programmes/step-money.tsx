import { Show } from "solid-js";
import type { Consideration, Design } from "../../../schema/api/programme-design.ts";
import { yen } from "../../../schema/money.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { faultText, ListField, NumberField } from "./typed-fields.tsx";
import { readNumber } from "./typed-text.ts";
import { t } from "./words.ts";

/** Unit, faces, caps per payment and person, and whether coupons are given or sold. */
export function StepMoney(props: { form: DesignForm }) {
  const rule = () => props.form.design.rule;
  return (
    <>
      <div class={styles.fields}>
        <ListField
          form={props.form}
          path="facesYen"
          label={t("facesYen")}
          hint={t("facesHint")}
          required
          value={props.form.design.facesYen}
          read={(item) => {
            const value = readNumber(item);
            return value ? yen(value) : undefined;
          }}
          show={formatNumber}
          wrong={t("facesWrong")}
          onValue={(faces) => props.form.set("facesYen", [...faces])}
        />
        <SelectField<Design["facePer"]>
          label={t("facePer")}
          value={props.form.design.facePer}
          options={[
            { value: "coupon", label: t("perCoupon") },
            { value: "night", label: t("perNight") },
          ]}
          error={faultText(props.form, "facePer", t("faultFixed"))}
          onChange={(per) => props.form.set("facePer", per)}
        />
        <NumberField
          form={props.form}
          path="rule.unitYen"
          label={t("unitYen")}
          hint={t("unitYenHint")}
          required
          value={rule().unitYen}
          onValue={(value) => props.form.set("rule", "unitYen", yen(value ?? 1))}
        />
        <NumberField
          form={props.form}
          path="rule.payLimitYen"
          label={t("payLimit")}
          required
          value={rule().payLimitYen}
          onValue={(value) => props.form.set("rule", "payLimitYen", yen(value ?? 1))}
        />
        <NumberField
          form={props.form}
          path="rule.personCapYen"
          label={t("personCap")}
          hint={t("noCap")}
          value={rule().personCapYen}
          onValue={(value) => props.form.set("rule", "personCapYen", value === null ? null : yen(value))}
        />
      </div>
      <ConsiderationFields form={props.form} value={props.form.design.consideration} />
    </>
  );
}

/** Given or sold, with what the law makes of it in words beside the choice (PRG-5). */
function ConsiderationFields(props: { form: DesignForm; value: Consideration }) {
  const paid = () => (props.value.kind === "paid" ? props.value : undefined);
  const take = (value: Consideration) => props.form.replace("consideration", value);
  return (
    <>
      <div class={styles.fields}>
        <SelectField<Consideration["kind"]>
          label={t("consideration")}
          value={props.value.kind}
          options={[
            { value: "free", label: t("free") },
            { value: "paid", label: t("paid") },
          ]}
          error={faultText(props.form, "consideration", t("faultFixed"))}
          onChange={(kind) =>
            take(kind === "free" ? { kind } : { kind, issuedBy: "other", registration: null })
          }
        />
        <Show when={paid()}>
          {(sold) => (
            <>
              <SelectField<"other" | "local-government">
                label={t("issuedBy")}
                value={sold().issuedBy}
                options={[
                  { value: "other", label: t("byOther") },
                  { value: "local-government", label: t("byLocal") },
                ]}
                onChange={(issuedBy) => take({ ...sold(), issuedBy })}
              />
              <TextField
                label={t("registration")}
                maxlength={60}
                value={sold().registration ?? ""}
                onInput={(text) => take({ ...sold(), registration: text.trim() === "" ? null : text })}
              />
            </>
          )}
        </Show>
      </div>
      <Note tone={paid() ? "warn" : "neutral"}>
        <p>{t(!paid() ? "freeLaw" : paid()?.issuedBy === "other" ? "paidLaw" : "paidPublicLaw")}</p>
        <Show when={paid()}>
          <p>{t("paidShows")}</p>
        </Show>
      </Note>
    </>
  );
}
