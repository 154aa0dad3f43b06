import { Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Dashboard } from "../../../schema/api/dashboard.ts";
import type { Figures, FundBody } from "../../../schema/api/programmes.ts";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { Load } from "../client/load.ts";
import type { Period } from "./asked-period.ts";
import { CasesCard } from "./cases-card.tsx";
import { DaysCard } from "./days-card.tsx";
import styles from "./figures.module.css";
import { FundCard } from "./fund-card.tsx";
import { HoursCard } from "./hours-card.tsx";
import { LatestCard } from "./latest-card.tsx";
import { PeriodBar } from "./period-bar.tsx";
import { IndustriesCard, TownsCard, WaysCard } from "./places-cards.tsx";
import { IssuersCard, StoresCard } from "./takers-cards.tsx";
import { VerifiedCard } from "./verified-card.tsx";
import { t } from "./words.ts";

/** A record that took longer than this to arrive is worth a warning (PUB-4). */
const SLOW_MS = 60_000;

/**
 * All figures of a programme: the money and its hours as they are now, then the chosen period by day, place, industry, issuer
 * and store; beside them what just happened, and whether the books hold.
 */
export function FiguresBoard(props: {
  pay: PayFace;
  figures: Figures;
  fund: FundBody | undefined;
  board: Load<Dashboard>;
  period: Period;
  live: boolean;
}) {
  const unit = () => props.pay.unitWord;
  return (
    <>
      <FundCard pay={props.pay} figures={props.figures} fund={props.fund} />
      <div class={styles.cols}>
        <div class={styles.wide}>
          <HoursCard pay={props.pay} figures={props.figures} />
          <PeriodBar of={props.period} told={props.board.value()} />
          <Show when={props.board.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void props.board.reload()} />}
          </Show>
          <Show
            when={props.board.value()}
            fallback={
              <Show when={!props.board.trouble()}>
                <section class="card">
                  <GreyRows />
                </section>
              </Show>
            }
          >
            {(board) => (
              <>
                <DaysCard pay={props.pay} board={board()} />
                <WaysCard pay={props.pay} board={board()} />
                <TownsCard pay={props.pay} board={board()} />
                <IndustriesCard pay={props.pay} board={board()} />
                <IssuersCard pay={props.pay} board={board()} />
                <StoresCard pay={props.pay} board={board()} />
              </>
            )}
          </Show>
        </div>
        <div class={styles.side}>
          <LatestCard pay={props.pay} figures={props.figures} live={props.live} />
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
          <CasesCard figures={props.figures} />
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
