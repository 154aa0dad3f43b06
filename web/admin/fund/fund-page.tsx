import { createSignal, Show } from "solid-js";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import { BookCard } from "./book-card.tsx";
import { DepositDialog } from "./deposit-dialog.tsx";
import { FeesCard } from "./fees-card.tsx";
import { ForecastCard } from "./forecast-card.tsx";
import styles from "./fund.module.css";
import { useFundRoom } from "./fund-room.ts";
import { t } from "./words.ts";

/** The fund, once a closing has kept a fee: before that there is nothing to say of them. */
const feesOf = (fund: FundBody | undefined) =>
  fund && (fund.feesYen !== 0 || fund.feesHeldYen !== 0) ? fund : undefined;

/** Where the deposited money is, and when what can be issued of it runs out. */
export default function FundPage() {
  const { pay, fund } = useFundRoom();
  const forecast = createLoad(
    () => pay().programmeId,
    (id) => api("GET programmes/:id/forecast", { path: { id } }),
  );
  const [depositing, setDepositing] = createSignal(false);
  return (
    <>
      <Show when={fund.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void fund.reload()} />}
      </Show>
      <div class={styles.cols}>
        <section class={`card ${styles.book}`}>
          <div class="row row--apart">
            <h2 class="card__title">{t("book")}</h2>
            <Show when={may("fund.manage") && fund.value()}>
              <Button icon="plus" onPress={() => setDepositing(true)}>
                {t("deposit")}
              </Button>
            </Show>
          </div>
          <Show
            when={fund.value()}
            fallback={
              <Show when={!fund.trouble()}>
                <GreyRows />
              </Show>
            }
          >
            {(now) => <BookCard fund={now()} unit={pay().unitWord} />}
          </Show>
        </section>
        <div class={styles.side}>
          <ForecastCard load={forecast} unit={pay().unitWord} />
          <Show when={feesOf(fund.value())}>
            {(now) => <FeesCard fund={now()} pay={pay()} onDone={() => void fund.reload()} />}
          </Show>
        </div>
      </div>
      <Show when={depositing() && fund.value()}>
        {(now) => (
          <DepositDialog
            fund={now()}
            pay={pay()}
            onDone={() => {
              void fund.reload();
              void forecast.reload();
            }}
            onClose={() => setDepositing(false)}
          />
        )}
      </Show>
    </>
  );
}
