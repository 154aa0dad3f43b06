import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { say } from "../../shared/components/toast.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { NoProgramme } from "../secretariat/no-programme.tsx";
import { chosenProgramme, ProgrammeChoice } from "../secretariat/programme-choice.tsx";
import { PayoutRuleForm } from "./payout-rule-form.tsx";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** How a programme closes and pays. */
export default function PayoutRulePage() {
  const pay = chosenProgramme();
  const id = () => pay()?.programmeId;
  wearFace(() => pay()?.face);
  const load = createLoad(id, (programme) =>
    api("GET programmes/:id/payout-rule", { path: { id: programme } }),
  );
  return (
    <Show when={pay()} fallback={<NoProgramme title={t("ruleTitle")} icon="calendar" />}>
      <header class="head">
        <h1>{t("ruleTitle")}</h1>
        <span class="quiet">{pay()?.programmeName}</span>
        <div class="head__end">
          <ProgrammeChoice place="closings/rule" value={id()} />
        </div>
      </header>
      <Loaded load={load} value={load.value()}>
        {(value) => (
          <div class={styles.form}>
            <p class="quiet">
              {value().rule ? t("ruleSaved", { version: String(value().rule?.version) }) : t("ruleNone")}{" "}
              {t("ruleLead")}
            </p>
            <p>
              <A class={buttonClass({})} href={`/closings/fees/${id()}`}>
                {t("toFees")}
              </A>
            </p>
            <PayoutRuleForm
              rule={value().rule}
              programmeId={id() ?? ""}
              onSaved={(saved) => {
                load.take(saved);
                say(t("saved"));
              }}
            />
          </div>
        )}
      </Loaded>
    </Show>
  );
}
