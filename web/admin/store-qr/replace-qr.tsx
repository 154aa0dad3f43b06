import { createSignal, For } from "solid-js";
import type { BackOfficeStore, TillBody } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { say } from "../../shared/components/toast.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import styles from "./store-qr.module.css";
import { t } from "./words.ts";

/** Hours for which the QR that is being replaced may stay good. */
const GRACES = [0, 24, 72, 168] as const;

/** Asks when the present QR ends and why, and gives the till another. */
export function ReplaceQr(props: {
  store: BackOfficeStore;
  till: TillBody;
  onClose: () => void;
  onReplaced: () => Promise<void>;
}) {
  const [hours, setHours] = createSignal<(typeof GRACES)[number]>(24);
  const named = () => ({
    store: props.store.name,
    till: t("tillNo", { number: String(props.till.number) }),
  });
  const replace = async (reason: string) => {
    const { storeId } = props.store;
    const { tillId, rotation } = props.till;
    const answer = await api("POST stores/:id/tills/:tillId/rotation", {
      path: { id: storeId, tillId },
      body: { rotation, graceHours: hours(), reason },
    });
    if (!answer.ok) return answer.error;
    say(t("replaced", named()));
    await props.onReplaced();
  };
  return (
    <ReasonDialog
      words={{
        title: t("replaceTitle", named()),
        text: t("replaceLead"),
        confirm: t("replaceDo"),
        busy: t("replacing"),
        keep: t("keep"),
        reason: { label: t("reason"), hint: t("reasonHint"), missing: t("reasonMissing") },
      }}
      act={replace}
      onClose={props.onClose}
    >
      <fieldset class={styles.graces}>
        <legend class="field__label">{t("grace")}</legend>
        <For each={GRACES}>
          {(one) => (
            <label class="tick">
              <input type="radio" name="grace" checked={hours() === one} onChange={() => setHours(one)} />
              <span>{t(`grace_${one}`)}</span>
            </label>
          )}
        </For>
      </fieldset>
    </ReasonDialog>
  );
}
