import { For } from "solid-js";
import type { Asks, Design } from "../../../schema/api/programme-design.ts";
import { yen } from "../../../schema/money.ts";
import { SelectField } from "../../shared/components/field.tsx";
import type { DesignForm } from "./design-form.ts";
import styles from "./programmes.module.css";
import { NumberField } from "./typed-fields.tsx";
import { t } from "./words.ts";

const ASKS = [
  ["stayReference", "askReference"],
  ["guestName", "askGuest"],
  ["checkIn", "askCheckIn"],
] as const;
const CAPS = [
  ["perIssuerDayYen", "capIssuerDay"],
  ["perBranchDayYen", "capBranchDay"],
  ["perStayYen", "capStay"],
  ["perBranchYen", "capBranch"],
  ["totalYen", "capTotal"],
] as const satisfies readonly (readonly [keyof Design["caps"], string])[];

/** What the issuing desk asks for (S10), and how much may be issued (S3). */
export function StepDesk(props: { form: DesignForm }) {
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
