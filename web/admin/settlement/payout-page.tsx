import { A, useParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { PayoutBody, PayoutItemBody } from "../../../schema/api/payouts.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, unitWord } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { may } from "../session/membership.ts";
import { FileCard } from "./file-card.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import styles from "./settlement.module.css";
import { ItemState, PayoutState } from "./states.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** One bank file: getting it, saying that it was sent, and what the bank sent back. */
export default function PayoutPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET payouts/:id", { path: { id } }),
  );
  const pay = () =>
    staffSession.me()?.programmes.find((one) => one.programmeId === load.value()?.programmeId);
  wearFace(() => pay()?.face);
  const unit = () => pay()?.unitWord ?? "";
  return (
    <Loaded load={load} value={load.value()} title={t("transfersTitle")}>
      {(payout) => (
        <>
          <header class="head">
            <div>
              <h1>{t("payoutTitle", { number: String(payout().number) })}</h1>
              <p class="quiet">
                {t("nextPayOn", { date: dayText(payout().payOn, locale()) })}{" "}
                <PayoutState state={payout().state} />
              </p>
            </div>
            <div class="head__end">
              <A class="btn btn--plain" href={`/closings/${payout().programmeId}`}>
                <Icon name="back" />
                {t("toClosings")}
              </A>
            </div>
          </header>
          <div class={styles.cols}>
            <Items payout={payout()} unit={unit()} payName={pay()?.payName ?? ""} onMoved={load.take} />
            <FileCard payout={payout()} unit={unit()} payName={pay()?.payName ?? ""} onMoved={load.take} />
          </div>
        </>
      )}
    </Loaded>
  );
}

function Items(props: {
  payout: PayoutBody;
  unit: string;
  payName: string;
  onMoved: (payout: PayoutBody) => void;
}) {
  const [chosen, setChosen] = createSignal<PayoutItemBody>();
  const list = createPageTurner(
    // What became of the transfers changes with the file's own state.
    () => JSON.stringify([props.payout.payoutId, props.payout.state, props.payout.returned.count]),
    (key, after) =>
      api("GET payouts/:id/items", {
        path: { id: (JSON.parse(key) as [string])[0] },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const canReturn = () =>
    may("closing.manage") && (props.payout.state === "sent" || props.payout.state === "settled");
  const columns = createMemo<readonly Column<PayoutItemBody>[]>(() => [
    { title: t("colLine"), num: true, cell: (item) => String(item.line ?? "") },
    {
      title: t("colPayee"),
      head: true,
      cell: (item) => (
        <>
          {item.payeeName}
          <br />
          <span class="small quiet">
            {t("period", { from: dayText(item.from, locale()), to: dayText(item.to, locale()) })}
            <Show when={item.attempt > 1}> · {t("attempt", { attempt: String(item.attempt) })}</Show>
          </span>
        </>
      ),
    },
    { title: t("colAmount"), num: true, cell: (item) => <b>{formatNumber(item.amountYen)}</b> },
    {
      title: t("colState"),
      cell: (item) => (
        <Show when={item.state === "sent" && canReturn()} fallback={<ItemState state={item.state} />}>
          <Button icon="undo" onPress={() => setChosen(item)}>
            {t("markReturned")}
          </Button>
        </Show>
      ),
    },
  ]);
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("itemsTitle")}</h2>
      <PagedTable
        list={list}
        caption={t("itemsTitle")}
        columns={columns()}
        empty={{ text: t("discardedNote"), icon: "doc" }}
        class={styles.table}
      />
      <p class="small quiet">{t("unitNote", { unit: unitWord(props.unit, locale()) })}</p>
      <Show when={chosen()}>
        {(item) => (
          <ReturnDialog
            item={item()}
            payout={props.payout}
            unit={props.unit}
            payName={props.payName}
            onMoved={(payout) => {
              setChosen(undefined);
              props.onMoved(payout);
            }}
            onClose={() => setChosen(undefined)}
          />
        )}
      </Show>
    </section>
  );
}
