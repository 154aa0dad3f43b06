import { For } from "solid-js";
import type { LotBody } from "../../schema/api/common.ts";
import { Expiry } from "../../web/shared/components/date-time.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { t } from "../i18n/words.ts";
import { TimeLeft } from "./time-left-badge.tsx";
import styles from "./wallets.module.css";

/** The parts of a balance that can still be used. Pure. */
export function liveLots(lots: readonly LotBody[] | undefined): readonly LotBody[] {
  return lots?.filter((lot) => !lot.expired && lot.remainingYen > 0) ?? [];
}

/** A balance by expiry: how much is good until when. */
export function Lots(props: { lots: readonly LotBody[]; unit: string }) {
  return (
    <ul class={`card list ${styles.others}`}>
      <For each={props.lots}>
        {(lot) => (
          <li class="list__row">
            <span class="list__main">
              <span class="row row--apart">
                <Yen amount={lot.remainingYen} unit={props.unit} />
                <TimeLeft expiresOn={lot.expiresOn} />
              </span>
              <span class="quiet small">
                {t("expiryIs")} <Expiry expiresOn={lot.expiresOn} />
              </span>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}
