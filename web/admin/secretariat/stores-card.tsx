import { createMemo, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

type Store = Figures["stores"][number];

/** Where the money was spent. */
export function StoresCard(props: { pay: PayFace; figures: Figures }) {
  const columns = createMemo<readonly Column<Store>[]>(() => [
    { title: t("storeCol"), head: true, cell: (one) => one.name },
    { title: t("townCol"), cell: (one) => one.town },
    { title: t("paymentsCol"), num: true, cell: (one) => formatNumber(one.payments) },
    {
      title: t("amountCol"),
      num: true,
      cell: (one) => <Yen amount={one.paidYen} unit={props.pay.unitWord} size="text" />,
    },
  ]);
  return (
    <section class="card card--tight">
      <h2 class="card__title">{t("stores")}</h2>
      <Show when={props.figures.stores.length > 0} fallback={<Nothing icon="shop" text={t("storesEmpty")} />}>
        <DataTable caption={t("stores")} columns={columns()} rows={props.figures.stores} />
      </Show>
    </section>
  );
}
