import { createSignal, For, Show } from "solid-js";
import { Button } from "../../web/shared/components/button.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { t } from "../i18n/words.ts";
import styles from "./pay.module.css";
import type { Payment } from "./payment.ts";

/** Changing the Pay one pays with, where the store takes several of one's own. */
export function PayChooser(props: { payment: Payment }) {
  const [open, setOpen] = createSignal(false);
  return (
    <Show when={props.payment.choices().length > 1}>
      <Button onPress={() => setOpen(true)}>{t("changePay")}</Button>
      <Dialog
        open={open()}
        title={t("payWith")}
        onClose={() => setOpen(false)}
        foot={<Button onPress={() => setOpen(false)}>{common("close")}</Button>}
      >
        <div class={styles.picks}>
          <For each={props.payment.choices()}>
            {(one) => (
              <button
                type="button"
                class={styles.pick}
                data-face={dress(one.pay.face)}
                aria-pressed={props.payment.choice() === one}
                onClick={() => {
                  props.payment.choose(one.pay.programmeId);
                  setOpen(false);
                }}
              >
                <Emblem face={one.pay.face} />
                <span class="list__main strong">{one.pay.payName}</span>
                <Yen amount={one.spendableYen} unit={one.pay.unitWord} />
              </button>
            )}
          </For>
        </div>
      </Dialog>
    </Show>
  );
}
