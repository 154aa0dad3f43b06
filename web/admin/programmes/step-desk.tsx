import { For, Show } from "solid-js";
import type { Asks, Attribute, Design } from "../../../schema/api/programme-design.ts";
import { AWAY_DAYS } from "../../../schema/limits.ts";
import { yen } from "../../../schema/money.ts";
import { SelectField, TextField, Tick } from "../../shared/components/field.tsx";
import { ATTRIBUTE_WORDS } from "./change-words.ts";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { faultText, NumberField } from "./typed-fields.tsx";
import { t } from "./words.ts";

const ASKS = [
  ["stayReference", "askReference"],
  ["guestName", "askGuest"],
  ["checkIn", "askCheckIn"],
  ["evidence", "askEvidence"],
  ["receipt", "askReceipt"],
] as const;
const CAPS = [
  ["perIssuerDayYen", "capIssuerDay"],
  ["perBranchDayYen", "capBranchDay"],
  ["perStayYen", "capStay"],
  ["perBranchYen", "capBranch"],
  ["totalYen", "capTotal"],
] as const satisfies readonly (readonly [keyof Design["caps"], string])[];

/** What the issuing desk asks for (S10), what residents may be asked (RES-6), and how much may be issued (S3). */
export function StepDesk(props: { form: DesignForm }) {
  const asked = () => props.form.design.residentAsks.attributes;
  const ask = (attribute: Attribute, on: boolean) =>
    props.form.replace("residentAsks", {
      ...props.form.value().residentAsks,
      attributes: on ? [...asked(), attribute] : asked().filter((one) => one !== attribute),
    });
  return (
    <>
      <h3>{t("asks")}</h3>
      <div class={styles.fields}>
        <For each={ASKS}>
          {([ask, word]) => (
            <SelectField<Asks[typeof ask]>
              label={t(word)}
              value={props.form.design.asks[ask]}
              options={[
                { value: "required", label: t("askRequired") },
                { value: "optional", label: t("askOptional") },
                { value: "no", label: t("askNo") },
              ]}
              onChange={(value) => props.form.set("asks", ask, value)}
            />
          )}
        </For>
      </div>
      <h3>{t("residentAsks")}</h3>
      <p class="quiet">{t("residentAsksHint")}</p>
      <div class={styles.fields}>
        <For each={Object.keys(ATTRIBUTE_WORDS) as Attribute[]}>
          {(attribute) => (
            <Tick
              label={t(ATTRIBUTE_WORDS[attribute])}
              checked={asked().includes(attribute)}
              onChange={(on) => ask(attribute, on)}
            />
          )}
        </For>
      </div>
      <Show when={asked().length > 0}>
        <TextField
          label={t("residentWhy")}
          hint={t("residentWhyHint")}
          required
          maxlength={200}
          value={props.form.design.residentAsks.why}
          onInput={(why) => props.form.set("residentAsks", "why", why)}
          error={faultText(props.form, "residentAsks.why", t("faultWhy"))}
        />
      </Show>
      <div class={styles.fields}>
        <NumberField
          form={props.form}
          path="codeAfterDays"
          label={t("codeAfterDays")}
          hint={t("codeAfterDaysHint")}
          least={AWAY_DAYS.least}
          most={AWAY_DAYS.most}
          value={props.form.design.codeAfterDays ?? null}
          onValue={(days) => props.form.set("codeAfterDays", days)}
        />
      </div>
      <h3>{t("caps")}</h3>
      <p class="quiet">{t("noCap")}</p>
      <div class={styles.fields}>
        <For each={CAPS}>
          {([cap, word]) => (
            <NumberField
              form={props.form}
              path={`caps.${cap}`}
              label={t(word)}
              value={props.form.design.caps[cap]}
              onValue={(value) => props.form.set("caps", cap, value === null ? null : yen(value))}
            />
          )}
        </For>
      </div>
    </>
  );
}
