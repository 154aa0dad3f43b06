import { Show } from "solid-js";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { CASH_UNIT } from "../take/cash-unit.ts";
import { t } from "../words/words.ts";
import { useShop } from "./shop.tsx";

/** Today's sales, by app and by paper; from an earlier reading where the last one failed. */
export function Totals() {
  const shop = useShop();
  const unit = () => shop.onlyPay()?.unitWord ?? CASH_UNIT;
  const stale = () => {
    const summary = shop.summary();
    return summary && shop.summaryTrouble() ? momentText(summary.serverNowMs, locale()).time : undefined;
  };
  const amount = (yen: number | undefined) => <Yen amount={yen} unit={unit()} size="text" />;
  const count = (of: number | undefined) => (of === undefined ? "–" : formatNumber(of));
  return (
    <section class="card card--tight stack" style={{ gap: "var(--s3)" }}>
      <div class="row row--apart">
        <h2 class="card__title">{t("today")}</h2>
        <Show when={shop.summary()}>
          {(summary) => <span class="quiet">{t("count", { count: formatNumber(summary().count) })}</span>}
        </Show>
      </div>
      <Show
        when={shop.summary() || !shop.summaryTrouble()}
        fallback={<ProblemNote code={shop.summaryTrouble()?.code ?? "internal"} onRetry={shop.reload} />}
      >
        <p>
          <Yen amount={shop.summary()?.totalYen} unit={unit()} size="m" staleAt={stale()} />
        </p>
        <Lines
          lines={[
            {
              label: t("byApp", { count: count(shop.summary()?.app.count) }),
              value: amount(shop.summary()?.app.totalYen),
            },
            {
              label: t("byPaper", { count: count(shop.summary()?.paper.count) }),
              value: amount(shop.summary()?.paper.totalYen),
            },
          ]}
        />
      </Show>
    </section>
  );
}
