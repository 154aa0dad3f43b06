import { useNavigate } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import type { OpenPays } from "../../schema/api/wallets.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Day } from "../../web/shared/components/date-time.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import styles from "./wallets.module.css";
import { chosenPays, loadWallets, walletOf } from "./wallets-store.ts";

type OpenPay = OpenPays["pays"][number];

/** The open Pays of all regions, to put on the home screen (S11, S23). */
export default function ChoosePay() {
  const navigate = useNavigate();
  const [pays, setPays] = createSignal<readonly OpenPay[]>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET programmes/open");
    if (answer.ok) setPays(answer.value.pays);
    else setTrouble(answer.error);
  };
  onMount(() => {
    void load();
    void loadWallets();
  });
  const have = (pay: OpenPay) =>
    Boolean(walletOf(pay.programmeId)) || chosenPays().some((one) => one.programmeId === pay.programmeId);
  const choose = (pay: OpenPay) => navigate(have(pay) ? "/wallet/" : `/wallet/add/${pay.programmeId}`);
  return (
    <Screen title={t("choosePay")} backTo="/wallet/">
      <p>{t("choosePayText")}</p>
      <Listing
        rows={pays()}
        problem={trouble()?.code}
        onRetry={() => void load()}
        empty={{ text: t("choosePayEmpty"), icon: "coin" }}
      >
        {(rows) => (
          <ul class={`card list ${styles.others}`}>
            <For each={rows}>
              {(pay) => (
                <li data-face={dress(pay.face)}>
                  <button type="button" class="list__row" onClick={() => choose(pay)}>
                    <Emblem face={pay.face} />
                    <span class="list__main">
                      <span class="row row--apart">
                        <span class="strong">{pay.payName}</span>
                        <Show when={have(pay)}>
                          <Badge tone="ok" icon="check">
                            {t("chosenAlready")}
                          </Badge>
                        </Show>
                      </span>
                      <span class={`quiet small ${styles.choice}`}>
                        <span>
                          {pay.regionName}・{pay.programmeName}
                        </span>
                        <span>
                          {t("payEnds")} <Day date={pay.endsOn} />
                        </span>
                      </span>
                    </span>
                    <Icon name="next" />
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </Listing>
    </Screen>
  );
}
