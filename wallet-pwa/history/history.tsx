import { A, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, onMount, Show } from "solid-js";
import type { HistoryRow } from "../../schema/api/history.ts";
import { online } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Day, Expiry } from "../../web/shared/components/date-time.tsx";
import { SelectField } from "../../web/shared/components/field.tsx";
import { Listing, Nothing } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as easyWords } from "../easy/words.ts";
import { easy } from "../frame/appearance.ts";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { PayCard } from "../wallets/pay-card.tsx";
import { staleTime } from "../wallets/stale-time.ts";
import { balanceFrom, loadWallets, walletOf, wallets } from "../wallets/wallets-store.ts";
import { FilterChips } from "./filter-chips.tsx";
import styles from "./history.module.css";
import { type Filter, historyDays } from "./history-lines.ts";
import { HistoryRowLine } from "./history-row.tsx";
import { createHistory } from "./history-store.ts";
import { RowDetails } from "./row-details.tsx";

/** What moved in one Pay. Plain on purpose: it proves nothing at a till. */
export default function History() {
  const [query, setQuery] = useSearchParams<{ pay?: string }>();
  const history = createHistory();
  const [filter, setFilter] = createSignal<Filter>("all");
  const [open, setOpen] = createSignal<HistoryRow>();
  onMount(() => void loadWallets());
  const chosen = createMemo(() => query.pay ?? wallets()?.[0]?.pay.programmeId);
  const unit = () => walletOf(chosen() ?? "")?.pay.unitWord ?? "";
  createEffect(() => {
    const programmeId = chosen();
    if (programmeId) void history.load(programmeId);
  });
  const days = createMemo(() => {
    const rows = history.rows();
    if (!rows) return undefined;
    return historyDays(rows, walletOf(chosen() ?? "")?.lots ?? [], !history.more(), filter());
  });
  const again = () => void (chosen() ? history.load(chosen() ?? "") : loadWallets());
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
            onChange={(pay) => setQuery({ pay }, { replace: true })}
          />
        </Show>
        <Show when={easy()} fallback={<FilterChips value={filter()} onChange={setFilter} />}>
          <Show when={walletOf(chosen() ?? "")}>
            {(wallet) => <PayCard wallet={wallet()} staleAt={balanceFrom()} />}
          </Show>
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
            text: filter() === "all" ? t("historyEmpty") : t("historyFilterEmpty"),
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
                          {line.kind === "row" ? (
                            <HistoryRowLine row={line.row} unit={unit()} onOpen={() => setOpen(line.row)} />
                          ) : (
                            <div class="list__row">
                              <Icon name="clock" />
                              <span class="list__main">
                                <span class="row row--apart">
                                  <span class="strong">{t("kindExpired")}</span>
                                  <Yen amount={-line.amountYen} unit={unit()} />
                                </span>
                                <Expiry class="quiet small" expiresOn={line.expiresOn} />
                              </span>
                            </div>
                          )}
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
      </Show>
      <RowDetails row={open()} unit={unit()} onClose={() => setOpen(undefined)} />
    </Screen>
  );
}
