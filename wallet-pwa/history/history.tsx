import { A, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, For, on, onMount, Show } from "solid-js";
import { businessDate } from "../../schema/calendar.ts";
import type { StoreId } from "../../schema/ids.ts";
import { online, whenBack } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Day } from "../../web/shared/components/date-time.tsx";
import { SelectField } from "../../web/shared/components/field.tsx";
import { Listing, Nothing } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as easyWords } from "../easy/words.ts";
import { easy } from "../frame/appearance.ts";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { Lots, liveLots } from "../wallets/lots.tsx";
import { PayCard } from "../wallets/pay-card.tsx";
import { staleTime } from "../wallets/stale-time.ts";
import { balanceFrom, loadWallets, walletOf, wallets } from "../wallets/wallets-store.ts";
import { FilterChips } from "./filter-chips.tsx";
import styles from "./history.module.css";
import { type ChosenPeriod, datesOf, FILTERS, isWhole, PERIODS } from "./history-filter.ts";
import { historyDays } from "./history-lines.ts";
import { HistoryLineRow } from "./history-row.tsx";
import { createHistory, type HistoryQuestion } from "./history-store.ts";
import { PeriodField } from "./period-field.tsx";
import { t as words } from "./words.ts";

/** What moved in one Pay. Plain on purpose: it proves nothing at a till. */
export default function History() {
  // All of it in the address: the way back from an entry leads to the same list.
  const [query, setQuery] = useSearchParams<{
    pay?: string;
    kind?: string;
    period?: string;
    from?: string;
    to?: string;
    store?: string;
  }>();
  const history = createHistory();
  onMount(() => void loadWallets());
  const chosen = () => query.pay ?? wallets()?.[0]?.pay.programmeId;
  const wallet = () => walletOf(chosen() ?? "");
  const unit = () => wallet()?.pay.unitWord ?? "";
  const kind = () => FILTERS.find((one) => one === query.kind) ?? "all";
  const period = (): ChosenPeriod => ({
    period: PERIODS.find((one) => one === query.period) ?? "all",
    from: query.from ?? "",
    to: query.to ?? "",
  });
  const question = createMemo(
    (): HistoryQuestion => ({
      programmeId: chosen() ?? "",
      kind: kind(),
      dates: datesOf(period(), businessDate(serverNow())),
      storeId: query.store as StoreId | undefined,
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const narrow = (change: Partial<Record<keyof typeof query, string | undefined>>) =>
    setQuery(change, { replace: true });
  createEffect(
    on(question, (asked) => {
      if (asked.programmeId) void history.load(asked);
    }),
  );
  const days = createMemo(() => {
    const rows = history.rows();
    return rows && historyDays(rows, wallet()?.lots ?? [], !history.more(), question());
  });
  const store = () => history.rows()?.find((row) => row.store?.storeId === query.store)?.store?.name;
  const again = () => (chosen() ? history.again() : void loadWallets());
  whenBack(again);
  return (
    <Screen title={easy() ? easyWords("money") : t("history")} tabs tight>
      <Show
        when={chosen() || !wallets()}
        fallback={
          <Nothing
            icon="history"
            text={t("noHistoryPay")}
            action={
              <A class={buttonClass({})} href="/wallet/choose">
                {t("choosePay")}
              </A>
            }
          />
        }
      >
        <Show when={(wallets()?.length ?? 0) > 1}>
          <SelectField
            class={styles.chooser}
            label={t("chooseHistoryPay")}
            value={chosen() ?? ""}
            options={
              wallets()?.map((one) => ({
                value: one.pay.programmeId as string,
                label: one.pay.payName,
              })) ?? []
            }
            onChange={(pay) => narrow({ pay, store: undefined })}
          />
        </Show>
        <Show
          when={easy()}
          fallback={
            <>
              <FilterChips
                value={kind()}
                onChange={(next) => narrow({ kind: next === "all" ? undefined : next })}
              />
              <PeriodField
                value={period()}
                onChange={(next) =>
                  narrow({
                    period: next.period === "all" ? undefined : next.period,
                    from: next.from || undefined,
                    to: next.to || undefined,
                  })
                }
              />
              <Show when={query.store}>
                <button
                  type="button"
                  class={`chip ${styles.store}`}
                  aria-pressed="true"
                  aria-label={`${only(store())}。${words("allStores")}`}
                  onClick={() => narrow({ store: undefined })}
                >
                  {only(store())}
                  <Icon name="close" />
                </button>
              </Show>
              <Show when={wallet()}>
                {(one) => (
                  <details class={styles.lots}>
                    <summary>{words("lots")}</summary>
                    <Show
                      when={liveLots(one().lots).length > 0}
                      fallback={<p class="quiet">{words("noLots")}</p>}
                    >
                      <Lots lots={liveLots(one().lots)} unit={unit()} />
                    </Show>
                  </details>
                )}
              </Show>
            </>
          }
        >
          <Show when={wallet()}>{(one) => <PayCard wallet={one()} staleAt={balanceFrom()} />}</Show>
        </Show>
        <Show when={!online() && history.keptAtMs()}>
          {(atMs) => (
            <Note icon="offline" tone="warn" announce="polite">
              {t("fromCache", { time: staleTime(atMs(), serverNow()) })}
            </Note>
          )}
        </Show>
        <Note>{t("provesNothing")}</Note>
        <Listing
          rows={days()}
          problem={history.trouble()?.code}
          onRetry={again}
          empty={{
            text: isWhole(question()) ? t("historyEmpty") : words("emptyFiltered"),
            icon: "history",
          }}
        >
          {(list) => (
            <For each={list}>
              {(day) => (
                <section>
                  <h2 class={styles.day}>
                    <Day date={day.date} />
                  </h2>
                  <ul class={`list card card--tight ${styles.entry}`}>
                    <For each={day.lines}>
                      {(line) => (
                        <li>
                          <HistoryLineRow line={line} programmeId={chosen() ?? ""} unit={unit()} />
                        </li>
                      )}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          )}
        </Listing>
        <Show when={history.more()}>
          <Button wide busy={history.busy()} onPress={() => void history.loadMore()}>
            {t("more")}
          </Button>
        </Show>
        <Show when={wallet() && !easy()}>
          <A class={buttonClass({ wide: true })} href={`/wallet/history/file?pay=${chosen() ?? ""}`}>
            <Icon name="download" />
            {words("file")}
          </A>
        </Show>
      </Show>
    </Screen>
  );
}

/** What is said of a list of one store, whose name comes with its rows. */
function only(store: string | undefined): string {
  return store === undefined ? words("onlyThisStore") : words("onlyStore", { store });
}
