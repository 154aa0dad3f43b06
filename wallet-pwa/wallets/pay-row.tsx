import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { PayFace } from "../../schema/api/common.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { Expiry } from "../../web/shared/components/date-time.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";

/** A further Pay of the home screen, as one row; without a wallet it was only chosen so far. */
export function PayRow(props: { pay: PayFace; wallet?: WalletBody | undefined }) {
  return (
    <li data-face={dress(props.pay.face)}>
      <A class="list__row" href={`/wallet/pays/${props.pay.programmeId}`}>
        <Emblem face={props.pay.face} />
        <span class="list__main">
          <span class="row row--apart">
            <span class="strong">{props.pay.payName}</span>
            <Yen amount={props.wallet?.spendableYen ?? 0} unit={props.pay.unitWord} />
          </span>
          <span class="quiet small">
            <Show
              when={!props.wallet?.frozen}
              fallback={
                <span class="row">
                  <Icon name="lock" />
                  {common("frozen")}
                </span>
              }
            >
              <Show when={props.wallet?.earliest} fallback={t("noBalance")}>
                {(earliest) => <Expiry expiresOn={earliest().expiresOn} />}
              </Show>
            </Show>
          </span>
        </span>
      </A>
    </li>
  );
}
