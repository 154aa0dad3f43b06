import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures, FundBody } from "../../../schema/api/programmes.ts";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./figures.module.css";
import { FundCard } from "./fund-card.tsx";
import { StoresCard } from "./stores-card.tsx";
import { VerifiedCard } from "./verified-card.tsx";
import { WaysCard } from "./ways-card.tsx";
import { t } from "./words.ts";

/** A record that took longer than this to arrive is worth a warning (PUB-4). */
const SLOW_MS = 60_000;

/** All figures of a programme: the money first, then ways and stores, today beside them. */
export function FiguresBoard(props: { pay: PayFace; figures: Figures; fund: FundBody | undefined }) {
  const unit = () => props.pay.unitWord;
  return (
    <>
      <FundCard pay={props.pay} figures={props.figures} fund={props.fund} />
      <div class={styles.cols}>
        <div class={styles.wide}>
          <WaysCard pay={props.pay} figures={props.figures} />
          <StoresCard pay={props.pay} figures={props.figures} />
        </div>
        <div class={styles.side}>
          <section class="card card--tight">
            <h2 class="card__title">{t("today")}</h2>
            <dl class="lines">
              <div>
                <dt>{t("todayIssued")}</dt>
                <dd>
                  <Yen amount={props.figures.today.issuedYen} unit={unit()} />
                </dd>
              </div>
              <div>
                <dt>{t("todayUsed")}</dt>
                <dd>
                  <Yen amount={props.figures.today.paidYen} unit={unit()} />
                </dd>
              </div>
              <div>
                <dt>{t("todayPayments")}</dt>
                <dd>{t("paymentsOf", { count: formatNumber(props.figures.today.payments) })}</dd>
              </div>
            </dl>
          </section>
          <VerifiedCard />
          <section class="card card--tight">
            <h2 class="card__title">{t("charged")}</h2>
            <p>
              <Yen amount={props.figures.chargedYen} unit={unit()} />
            </p>
            <p class="small quiet">{t("chargedHint")}</p>
          </section>
          <Lag lagMs={props.figures.lagMs} />
        </div>
      </div>
    </>
  );
}

/** How late records arrive, in words (PUB-4). */
function Lag(props: { lagMs: number | null }) {
  const slow = () => (props.lagMs ?? 0) > SLOW_MS;
  const text = () => {
    if (props.lagMs === null) return t("lagNone");
    if (slow()) return t("lagSlow", { minutes: formatNumber(Math.ceil(props.lagMs / 60_000)) });
    return t("lagFresh", { seconds: formatNumber(Math.max(1, Math.ceil(props.lagMs / 1_000))) });
  };
  return <Note tone={slow() ? "warn" : "neutral"}>{text()}</Note>;
}
