import { createMemo, createResource, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Dashboard } from "../../../schema/api/dashboard.ts";
import { staffSession } from "../../shared/client/session.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { areasOf } from "../../shared/map/areas.ts";
import { RegionMap } from "../charts/region-map.tsx";
import type { Share } from "../charts/share-table.tsx";
import { divisionWord } from "./industry-words.ts";
import { SharesCard } from "./shares-card.tsx";
import { t } from "./words.ts";

/** What such a card is made of. */
export interface Told {
  readonly pay: PayFace;
  readonly board: Dashboard;
}

/** Where it was used: a map of the region where somebody drew it, and the table that says the same. */
export function TownsCard(props: Told) {
  const [areas] = createResource(
    () => staffSession.me()?.region.regionId,
    (region) => areasOf(region),
  );
  const amounts = createMemo(
    () => new Map(props.board.towns.map(({ code, netYen }) => [code as string, netYen])),
  );
  const rows = () =>
    props.board.towns.map(({ name, netYen, payments }): Share => ({ name, amountYen: netYen, payments }));
  return (
    <SharesCard
      title={t("towns")}
      over={t("townCol")}
      icon="map"
      rows={rows()}
      wholeYen={props.board.total.netYen}
      unit={props.pay.unitWord}
      board={props.board}
      report="municipalities"
    >
      <Show when={(areas()?.length ?? 0) > 0 && areas()}>
        {(drawn) => <RegionMap areas={drawn()} amounts={amounts()} label={t("townsLabel")} />}
      </Show>
    </SharesCard>
  );
}

/** On paper and by app, and how many payments and how much taken back is in it. */
export function WaysCard(props: Told) {
  return (
    <SharesCard
      title={t("usedByWay")}
      over={t("usedByWay")}
      icon="coin"
      rows={[
        { name: t("paper"), amountYen: props.board.total.paperNetYen },
        { name: t("app"), amountYen: props.board.total.appNetYen },
      ]}
      wholeYen={props.board.total.netYen}
      unit={props.pay.unitWord}
      board={props.board}
      report="media"
    >
      <p class="quiet">
        {t("paidOf", { count: formatNumber(props.board.total.payments) })} ·{" "}
        {t("reversed", { amount: moneyText(props.board.total.reversedYen, props.pay.unitWord, locale()) })}
      </p>
      <p class="small quiet">
        {t("usedIdentity", {
          paper: formatNumber(props.board.total.paperNetYen),
          app: formatNumber(props.board.total.appNetYen),
          used: formatNumber(props.board.total.netYen),
        })}
      </p>
    </SharesCard>
  );
}

/** In which divisions of the industry classification it was used. */
export function IndustriesCard(props: Told) {
  return (
    <SharesCard
      title={t("industries")}
      over={t("industryCol")}
      icon="list"
      rows={props.board.industries.map(({ division, netYen, payments }) => ({
        name: divisionWord(division),
        amountYen: netYen,
        payments,
      }))}
      wholeYen={props.board.total.netYen}
      unit={props.pay.unitWord}
      board={props.board}
      report="industries"
    />
  );
}
