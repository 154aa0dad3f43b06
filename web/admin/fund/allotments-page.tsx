import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { IssuerShare } from "../../../schema/api/fund.ts";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import { allIssuers } from "./all-issuers.ts";
import { AllotDialog } from "./allot-dialog.tsx";
import styles from "./fund.module.css";
import { useFundRoom } from "./fund-room.ts";
import { t } from "./words.ts";

/** Every issuer's share: given, issued, left, and the way to change it. */
export default function AllotmentsPage() {
  const { pay, fund } = useFundRoom();
  const unit = () => pay().unitWord;
  const load = createLoad(() => pay().programmeId, allIssuers);
  const [changing, setChanging] = createSignal<IssuerShare>();
  const yen = (amount: number) => <Yen amount={amount} unit={unit()} size="text" />;
  const columns = createMemo<readonly Column<IssuerShare>[]>(() => [
    {
      title: t("issuerCol"),
      head: true,
      cell: (one) => (
        <A
          href={`/fund/${pay().programmeId}/statement?account=allotted:${one.issuerId}`}
          aria-label={t("seeStatement", { issuer: one.name })}
        >
          {one.name}
        </A>
      ),
    },
    { title: t("givenCol"), num: true, cell: (one) => yen(one.givenYen) },
    { title: t("issuedCol"), num: true, cell: (one) => yen(one.issuedYen) },
    { title: t("leftCol"), num: true, cell: (one) => yen(one.leftYen) },
    { title: t("barCol"), cell: (one) => <ShareBar share={one} unit={unit()} /> },
    ...(may("fund.manage") && fund.value()
      ? [
          {
            title: t("changeCol"),
            cell: (one: IssuerShare) => (
              <Button onPress={() => setChanging(one)}>
                <span aria-hidden="true">{t("change")}</span>
                <span class="hidden-text">{t("changeOf", { issuer: one.name })}</span>
              </Button>
            ),
          },
        ]
      : []),
  ]);
  return (
    <section class={`card ${styles.list}`}>
      <h2 class="card__title">{t("allotments")}</h2>
      <p class="quiet">{t("allotmentsLead")}</p>
      <Listing
        rows={load.value()}
        problem={load.trouble()?.code}
        onRetry={() => void load.reload()}
        empty={{ text: t("allotmentsEmpty"), icon: "bed" }}
      >
        {(rows) => (
          <DataTable caption={t("allotments")} columns={columns()} rows={rows} class={styles.shares} />
        )}
      </Listing>
      <Show when={changing()}>
        {(issuer) => (
          <Show when={fund.value()}>
            {(now) => (
              <AllotDialog
                fund={now()}
                pay={pay()}
                issuer={issuer()}
                issuers={load.value() ?? []}
                onDone={() => {
                  void fund.reload();
                  void load.reload();
                }}
                onClose={() => setChanging(undefined)}
              />
            )}
          </Show>
        )}
      </Show>
    </section>
  );
}

/** How much of a share is issued: the full part is issued, the hatched one is left. */
function ShareBar(props: { share: IssuerShare; unit: string }) {
  const text = (yen: number) => moneyText(yen, props.unit, locale());
  return (
    <div
      class={styles.share}
      role="img"
      aria-label={t("barLabel", { issued: text(props.share.issuedYen), given: text(props.share.givenYen) })}
    >
      <Show when={props.share.issuedYen > 0}>
        <span class={styles.shareIssued} style={{ "flex-grow": props.share.issuedYen }} />
      </Show>
      <Show when={props.share.leftYen > 0}>
        <span class={styles.shareLeft} style={{ "flex-grow": props.share.leftYen }} />
      </Show>
    </div>
  );
}
