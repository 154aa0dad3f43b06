import { A, useParams } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import type { StoreDetail } from "../../schema/api/stores.ts";
import { parseScan } from "../../schema/qr.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { payPlace } from "../scan/scan-answer.ts";
import { PublicScreen } from "./public-screen.tsx";

/** What any phone's camera opens from a store's QR: which store it is, and the way into the payment. */
export default function StoreQrPage() {
  const params = useParams<{ storeId: string; till: string }>();
  const path = `/s/${params.storeId}/${params.till}`;
  const good = parseScan(path).kind === "store";
  const [store, setStore] = createSignal<StoreDetail>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    if (!good) return;
    setTrouble(undefined);
    const answer = await api("GET stores/:id", { path: { id: params.storeId } });
    if (answer.ok) setStore(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  return (
    <PublicScreen
      title={t("storePageTitle")}
      foot={
        <Show when={store()}>
          <A class={buttonClass({ tone: "primary", size: "l", wide: true })} href={payPlace(path)}>
            {t("payInApp")}
          </A>
        </Show>
      }
    >
      <OfflineNote />
      <Show when={!good}>
        <ProblemNote code="signature-invalid" />
      </Show>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={good && !trouble() && !store()}>
        <Waiting text={t("checkingStore")} />
      </Show>
      <Show when={store()}>
        {(one) => (
          <>
            <section class="card" aria-label={t("payTo")}>
              <h2 class="card__title">{one().name}</h2>
              <p class="quiet row">
                <Icon name="pin" />
                {one().town}
              </p>
            </section>
            <p>{t("storePageText")}</p>
            <Show when={one().pays.some((each) => each.app)}>
              <section class="stack">
                <h2>{t("storeTakes")}</h2>
                <ul class="list card card--tight">
                  <For each={one().pays.filter((each) => each.app)}>
                    {(each) => (
                      <li class="list__row" data-face={dress(each.pay.face)}>
                        <Emblem face={each.pay.face} />
                        <span class="list__main strong">{each.pay.payName}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </Show>
          </>
        )}
      </Show>
    </PublicScreen>
  );
}
