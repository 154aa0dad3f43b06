import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { InspectPaymentReply } from "../../schema/api/payments.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { problemWords } from "../../web/shared/i18n/problem-words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { StoreHead } from "./store-head.tsx";

/** None of one's Pays can be used at this store: each with its reason. */
export function PayNowhere(props: { found: InspectPaymentReply }) {
  return (
    <Screen
      title={t("payTitle")}
      backTo="/wallet/"
      foot={
        <A class={buttonClass({ wide: true, size: "l" })} href="/wallet/scan">
          {t("scanAgain")}
        </A>
      }
    >
      <StoreHead found={props.found} />
      <Note tone="danger" announce="alert">
        <p class="strong">{t("noPayHere")}</p>
        <Show when={props.found.pays.length === 0}>
          <p>{t("noPayHereNext")}</p>
        </Show>
      </Note>
      <For each={props.found.pays}>
        {(one) => (
          <Show when={!one.verdict.ok && one.verdict.code}>
            {(code) => (
              <section class="card card--tight stack">
                <div>
                  <h2>{one.pay.payName}</h2>
                  <p>{problemWords(code()).what}</p>
                  <p class="quiet">{problemWords(code()).next}</p>
                </div>
                <Show when={code() === "outside-scope"}>
                  <A class={buttonClass({ wide: true })} href={`/wallet/stores?pay=${one.pay.programmeId}`}>
                    <Icon name="shop" />
                    {t("seeStores")}
                  </A>
                </Show>
              </section>
            )}
          </Show>
        )}
      </For>
    </Screen>
  );
}
