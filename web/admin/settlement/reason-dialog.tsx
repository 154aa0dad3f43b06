import { createSignal } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

/** Asks before something is taken back, and for the reason, which the log keeps (AUD-4). */
export function ReasonDialog(props: {
  title: string;
  text: string;
  press: string;
  busyLabel: string;
  busy: boolean;
  onDo: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = () => reason().trim() === "";
  const press = () => {
    setTried(true);
    if (!missing()) props.onDo(reason().trim());
  };
  return (
    <Dialog
      open
      title={props.title}
      held={props.busy}
      onClose={props.onClose}
      foot={
        <>
          <Button onPress={() => !props.busy && props.onClose()}>{t("keep")}</Button>
          <Button tone="danger" busy={props.busy} busyLabel={props.busyLabel} onPress={press}>
            {props.press}
          </Button>
        </>
      }
    >
      <p>{props.text}</p>
      <TextField
        label={t("reason")}
        value={reason()}
        required
        maxlength={500}
        onInput={setReason}
        error={tried() && missing() ? t("reasonMissing") : undefined}
      />
    </Dialog>
  );
}
