import { Match, onCleanup, Switch } from "solid-js";
import type { NotBefore, Validity } from "../../../schema/api/programme-design.ts";
import { type BusinessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { faultText, NumberField } from "./typed-fields.tsx";
import { t } from "./words.ts";

/** Period, expiry, first day, and how long sheets can be printed again. */
export function StepDates(props: { form: DesignForm }) {
  const design = () => props.form.design;
  return (
    <div class={styles.fields}>
      <DateField
        form={props.form}
        path="startsOn"
        label={t("startsOn")}
        value={design().startsOn}
        onValue={(day) => props.form.set("startsOn", day)}
      />
      <DateField
        form={props.form}
        path="endsOn"
        label={t("endsOn")}
        value={design().endsOn}
        wrong={t("endBeforeStart")}
        onValue={(day) => props.form.set("endsOn", day)}
      />
      <ValidityFields form={props.form} value={design().validity} />
      <NotBeforeFields form={props.form} value={design().notBefore} />
      <NumberField
        form={props.form}
        path="reprintHours"
        label={`${t("reprint")}（${t("hours")}）`}
        required
        least={0}
        value={design().reprintHours}
        onValue={(hours) => props.form.set("reprintHours", hours ?? 0)}
      />
    </div>
  );
}

function ValidityFields(props: { form: DesignForm; value: Validity }) {
  const take = (value: Validity) => props.form.replace("validity", value);
  const choose = (kind: Validity["kind"]) => {
    props.form.type("validity.days", undefined);
    props.form.unreadable("validity.days", false);
    if (kind === "days") take({ kind, days: 30 });
    else if (kind === "check-out") take({ kind, daysAfter: 0 });
    else take({ kind, expiresOn: props.form.value().endsOn });
  };
  const days = () => {
    if (props.value.kind === "days") return props.value.days;
    return props.value.kind === "check-out" ? props.value.daysAfter : null;
  };
  return (
    <>
      <SelectField<Validity["kind"]>
        label={t("validity")}
        value={props.value.kind}
        options={[
          { value: "days", label: t("validDays") },
          { value: "check-out", label: t("validCheckOut") },
          { value: "fixed", label: t("validFixed") },
        ]}
        error={faultText(props.form, "validity.kind", t("faultNotAsked"))}
        onChange={choose}
      />
      <Switch>
        <Match when={props.value.kind === "fixed" && props.value}>
          {(fixed) => (
            <DateField
              form={props.form}
              path="validity.expiresOn"
              label={t("lastDay")}
              value={fixed().expiresOn}
              onValue={(expiresOn) => take({ kind: "fixed", expiresOn })}
            />
          )}
        </Match>
        <Match when={props.value.kind !== "fixed"}>
          <NumberField
            form={props.form}
            path="validity.days"
            label={t("days")}
            hint={t("daysHint")}
            required
            least={0}
            value={days()}
            onValue={(count) =>
              take(
                props.value.kind === "days"
                  ? { kind: "days", days: count ?? 0 }
                  : { kind: "check-out", daysAfter: count ?? 0 },
              )
            }
          />
        </Match>
      </Switch>
    </>
  );
}

function NotBeforeFields(props: { form: DesignForm; value: NotBefore }) {
  const take = (value: NotBefore) => props.form.replace("notBefore", value);
  return (
    <>
      <SelectField<NotBefore["kind"]>
        label={t("notBefore")}
        value={props.value.kind}
        options={[
          { value: "issue", label: t("fromIssue") },
          { value: "check-in", label: t("fromCheckIn") },
          { value: "fixed", label: t("fromFixed") },
        ]}
        error={faultText(props.form, "notBefore.kind", t("faultNotAsked"))}
        onChange={(kind) => take(kind === "fixed" ? { kind, date: props.form.value().startsOn } : { kind })}
      />
      <Switch>
        <Match when={props.value.kind === "fixed" && props.value}>
          {(fixed) => (
            <DateField
              form={props.form}
              path="notBefore.date"
              label={t("firstDay")}
              value={fixed().date}
              onValue={(date) => take({ kind: "fixed", date })}
            />
          )}
        </Match>
      </Switch>
    </>
  );
}

/** A day; while it is incomplete the design keeps the one it had, and says that a date is missing. */
function DateField(props: {
  form: DesignForm;
  path: string;
  label: string;
  value: BusinessDate;
  wrong?: string | undefined;
  onValue: (day: BusinessDate) => void;
}) {
  // An incomplete date is the browser's to keep; with its field it is gone.
  onCleanup(() => props.form.unreadable(props.path, false));
  const take = (text: string) => {
    const day = isBusinessDate(text) ? text : undefined;
    props.form.unreadable(props.path, day === undefined);
    if (day) props.onValue(day);
  };
  return (
    <TextField
      label={props.label}
      type="date"
      required
      value={props.value}
      onInput={take}
      error={faultText(props.form, props.path, props.wrong ?? t("dayMissing"))}
    />
  );
}
