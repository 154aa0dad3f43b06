import { A } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import type { HolderHit, HolderHits } from "../../../schema/api/holders.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { may } from "../session/membership.ts";
import { ErasuresCard } from "./erasures-card.tsx";
import { takeHits } from "./found.ts";
import styles from "./holders.module.css";
import { NumberChecksCard } from "./number-checks-card.tsx";
import { ReceiptSearch } from "./receipt-search.tsx";
import { SearchBar } from "./search-bar.tsx";
import { t } from "./words.ts";

/** Where the call centre begins: one field, and the way by receipt number. */
export default function HoldersPage() {
  const [hits, setHits] = createSignal<HolderHits | undefined>(takeHits());
  return (
    <>
      <SearchBar onHits={setHits} />
      <p class="quiet">{t("searchHint")}</p>
      <ReceiptSearch onHits={setHits} />
      <Show when={hits()}>{(found) => <Hits found={found()} />}</Show>
      <Show when={may("holder.personal")}>
        <NumberChecksCard />
        <ErasuresCard />
      </Show>
    </>
  );
}

const addressOf = (holder: HolderHit["holder"]) =>
  holder.kind === "coupon"
    ? `/holders/coupons/${holder.couponId}`
    : `/holders/residents/${holder.residentId}`;
const serialOf = (couponId: string) => couponId.split("-")[1] ?? couponId;

/** Payments that carry the same four digits: amount and time tell them apart. */
function Hits(props: { found: HolderHits }) {
  const columns = createMemo<readonly Column<HolderHit>[]>(() => [
    { title: t("hitTime"), head: true, cell: (one) => <DateTime atMs={one.atMs} seconds /> },
    { title: t("hitStore"), cell: (one) => one.store?.name ?? "" },
    {
      title: t("hitHolder"),
      cell: (one) =>
        one.holder.kind === "coupon" ? t("hitCoupon", { id: serialOf(one.holder.couponId) }) : t("hitWallet"),
    },
    {
      title: t("hitAmount"),
      num: true,
      cell: (one) => <Yen amount={one.amountYen} unit={one.pay.unitWord} size="text" />,
    },
    {
      title: t("hitOpen"),
      num: true,
      cell: (one) => (
        <A class={buttonClass({})} href={addressOf(one.holder)}>
          {t("hitOpen")}
        </A>
      ),
    },
  ]);
  return (
    <section class={`card ${styles.ask}`} aria-live="polite">
      <h2 class="card__title">{t("hits")}</h2>
      <Switch>
        <Match when={props.found.rows.length === 0}>
          <Note>{t("hitsNone")}</Note>
        </Match>
        <Match when={true}>
          <p>{t("hitsLead")}</p>
          <DataTable caption={t("hits")} columns={columns()} rows={props.found.rows} />
          <Show when={props.found.more}>
            <Note tone="warn">{t("hitsMore")}</Note>
          </Show>
        </Match>
      </Switch>
    </section>
  );
}
