import { A } from "@solidjs/router";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { Share } from "../charts/share-table.tsx";
import type { Told } from "./places-cards.tsx";
import { SharesCard } from "./shares-card.tsx";
import { t } from "./words.ts";

/** Which issuers took most out of their allotments, less what came back. */
export function IssuersCard(props: Told) {
  const whole = () =>
    props.board.issuers.reduce((all, { netYen }) => all + netYen, props.board.otherIssuers.netYen);
  return (
    <SharesCard
      title={t("issuers")}
      over={t("issuerCol")}
      icon="bed"
      rows={[
        ...props.board.issuers.map(({ issuerId, name, netYen }) => ({
          name: <A href={`/organisations/${issuerId}`}>{name}</A>,
          amountYen: netYen,
        })),
        ...othersOf(props.board.otherIssuers, (count) => t("otherIssuers", { count })),
      ]}
      wholeYen={whole()}
      unit={props.pay.unitWord}
      board={props.board}
      report="issuers"
    />
  );
}

/** The stores that took most. */
export function StoresCard(props: Told) {
  return (
    <SharesCard
      title={t("stores")}
      over={t("storeCol")}
      icon="shop"
      rows={[
        ...props.board.stores.map(({ storeId, name, town, netYen, payments }) => ({
          name: <A href={`/stores/${storeId}`}>{t("storeInTown", { store: name, town })}</A>,
          amountYen: netYen,
          payments,
        })),
        ...othersOf(props.board.otherStores, (count) => t("otherStores", { count })),
      ]}
      wholeYen={props.board.total.netYen}
      unit={props.pay.unitWord}
      board={props.board}
      report="stores"
    />
  );
}

function othersOf(
  others: { readonly count: number; readonly netYen: number },
  word: (count: string) => string,
): readonly Share[] {
  return others.count > 0 ? [{ name: word(formatNumber(others.count)), amountYen: others.netYen }] : [];
}
