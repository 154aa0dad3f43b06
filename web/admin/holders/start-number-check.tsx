import { createSignal, Show } from "solid-js";
import { NUMBER_CHECKS, type NumberChecked } from "../../../schema/api/number-checks.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { say } from "../../shared/components/toast.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { t } from "./words.ts";

const FIRST = NUMBER_CHECKS[0];

/** Takes down who somebody was shown to be and their new number (RES-12). */
export function StartNumberCheck(props: { residentId: string; onDone: () => void }) {
  const [open, setOpen] = createSignal(false);
  const [phone, setPhone] = createSignal("");
  const [checked, setChecked] = createSignal<NumberChecked>(FIRST);
  const start = () => {
    setPhone("");
    setChecked(FIRST);
    setOpen(true);
  };
  const act = async (reason: string) => {
    const answer = await api("POST holders/residents/:id/number-check", {
      path: { id: props.residentId },
      body: { phone: phone(), checked: checked(), reason },
    });
    if (!answer.ok) return answer.error;
    say(t("numberStarted"));
    props.onDone();
  };
  return (
    <>
      <Button icon="phone" onPress={start}>
        {t("numberStart")}
      </Button>
      <Show when={open()}>
        <ReasonDialog
          words={{
            title: t("numberStartTitle"),
            text: t("numberStartText"),
            confirm: t("numberStartConfirm"),
            busy: t("working"),
            keep: t("keep"),
            reason: { label: t("numberStartReason"), missing: t("reasonMissing") },
          }}
          act={act}
          onClose={() => setOpen(false)}
        >
          <TextField
            label={t("numberNew")}
            type="tel"
            inputmode="tel"
            autocomplete="off"
            value={phone()}
            onInput={setPhone}
            maxlength={30}
            required
          />
          <SelectField
            label={t("numberChecked")}
            value={checked()}
            options={NUMBER_CHECKS.map((value) => ({ value, label: t(`doc_${value}`) }))}
            onChange={setChecked}
          />
        </ReasonDialog>
      </Show>
    </>
  );
}
