import { createMemo, createResource, createSignal, Match, Show, Switch } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { GreyRows, Nothing } from "../../shared/components/list-states.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Frame } from "../frame/frame.tsx";
import { useShop } from "../home/shop.tsx";
import { t } from "../words/words.ts";
import { Poster } from "./poster.tsx";
import styles from "./poster-page.module.css";
import { PosterScale } from "./poster-scale.tsx";

/** The store QR sheet of each till: preview and print, one A4 page (S16). */
export function PosterPage() {
  const shop = useShop();
  const [answer, { refetch }] = createResource(() =>
    api("GET counter/qr", { query: { storeId: shop.till().store.storeId } }),
  );
  const sheet = () => {
    const got = answer.latest;
    return got?.ok ? got.value : undefined;
  };
  const trouble = () => {
    const got = answer.latest;
    return got && !got.ok ? got.error : undefined;
  };
  const [tillId, setTillId] = createSignal<string>(shop.till().till.tillId);
  const [payId, setPayId] = createSignal("");
  const till = createMemo(() => sheet()?.tills.find((one) => one.tillId === tillId()) ?? sheet()?.tills[0]);
  const pay = createMemo(() => sheet()?.pays.find((one) => one.programmeId === payId()) ?? sheet()?.pays[0]);
  return (
    <Frame title={t("storeQrTitle")} class={styles.page}>
      <div class={`${styles.offline} no-print`}>
        <OfflineNote />
      </div>
      <Switch fallback={<GreyRows />}>
        <Match when={trouble()}>
          {(one) => <ProblemNote code={one().code} onRetry={() => void refetch()} />}
        </Match>
        <Match when={sheet() && sheet()?.pays.length === 0}>
          <Nothing icon="qr" text={t("noPays")} />
        </Match>
        <Match when={sheet() && sheet()?.tills.length === 0}>
          <Nothing icon="qr" text={t("noTills")} />
        </Match>
        <Match when={sheet()}>
          {(data) => (
            <div class={styles.cols}>
              <section class={`${styles.choose} no-print`}>
                <p>{t("storeQrText")}</p>
                <Show when={data().tills.length > 1}>
                  <SelectField
                    label={t("chooseTillQr")}
                    value={till()?.tillId ?? ""}
                    options={data().tills.map((one) => ({
                      value: one.tillId as string,
                      label: t("till", { number: String(one.number) }),
                    }))}
                    onChange={setTillId}
                  />
                </Show>
                <Show when={data().pays.length > 1}>
                  <SelectField
                    label={t("choosePay")}
                    value={pay()?.programmeId ?? ""}
                    options={data().pays.map((one) => ({
                      value: one.programmeId as string,
                      label: one.payName,
                    }))}
                    onChange={setPayId}
                  />
                </Show>
                <Button tone="primary" size="l" wide icon="print" onPress={() => window.print()}>
                  {t("printPoster")}
                </Button>
              </section>
              <Show when={till()}>
                {(one) => (
                  <Show when={pay()}>
                    {(face) => (
                      <PosterScale label={t("posterPreview")}>
                        <Poster store={data().store} till={one()} pay={face()} />
                      </PosterScale>
                    )}
                  </Show>
                )}
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </Frame>
  );
}
