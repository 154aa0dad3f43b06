import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { ShareTable } from "../charts/share-table.tsx";
import { t } from "./words.ts";

/** How payments were made: paper and app, and their sum. */
export function WaysCard(props: { pay: PayFace; figures: Figures }) {
  return (
    <section class="card card--tight">
      <div class="row row--apart">
        <h2 class="card__title">{t("usedByWay")}</h2>
        <span class="quiet">
          {t("payments")} {t("paymentsOf", { count: formatNumber(props.figures.payments) })} · {t("reversed")}{" "}
          <Yen amount={props.figures.reversedYen} unit={props.pay.unitWord} size="text" />
        </span>
      </div>
      <ShareTable
        caption={t("usedByWay")}
        over={t("wayCol")}
        rows={[
          { name: t("paper"), amountYen: props.figures.paidPaperYen },
          { name: t("app"), amountYen: props.figures.paidAppYen },
        ]}
        wholeYen={props.figures.paidYen}
        unit={props.pay.unitWord}
      />
      <p class="small quiet">
        {t("usedIdentity", {
          paper: formatNumber(props.figures.paidPaperYen),
          app: formatNumber(props.figures.paidAppYen),
          used: formatNumber(props.figures.paidYen),
        })}
      </p>
    </section>
  );
}
