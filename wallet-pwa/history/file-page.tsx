import { useSearchParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import { businessDate } from "../../schema/calendar.ts";
import { fetchFile } from "../../web/shared/client/files.ts";
import { handOver } from "../../web/shared/client/hand-over.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { SelectField } from "../../web/shared/components/field.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { Screen } from "../frame/screen.tsx";
import { t as wallet } from "../i18n/words.ts";
import { loadWallets, wallets } from "../wallets/wallets-store.ts";
import { ALL_TIME, type ChosenPeriod, datesOf, isBackwards } from "./history-filter.ts";
import { PeriodField } from "./period-field.tsx";
import { t } from "./words.ts";

/** A Pay's history as a file, of a period or of all time (HIS-3, HIS-4). */
export default function FilePage() {
  const [query, setQuery] = useSearchParams<{ pay?: string }>();
  const [period, setPeriod] = createSignal<ChosenPeriod>(ALL_TIME);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  onMount(() => void loadWallets());
  const pays = () => wallets()?.map((one) => one.pay) ?? [];
  const pay = () => pays().find((one) => one.programmeId === query.pay) ?? pays()[0];
  const today = () => businessDate(serverNow());
  const dates = () => datesOf(period(), today());
  const take = async () => {
    const one = pay();
    if (!one || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const path = { programmeId: one.programmeId };
    const query = { ...dates(), language: locale() };
    const file = await fetchFile("wallets/:programmeId/history.csv", path, query);
    setBusy(false);
    if (!file.ok) return void setTrouble(file.error);
    const { from, to = today() } = dates();
    const name = from
      ? t("fileName", { pay: one.payName, from, to })
      : t("fileNameAll", { pay: one.payName, to });
    handOver(name, file.value);
    say(t("fileTaken"));
  };
  return (
    <Screen title={t("file")} backTo={`/wallet/history${query.pay ? `?pay=${query.pay}` : ""}`}>
      <OfflineNote />
      <p>{t("fileLead")}</p>
      <Show when={pays().length > 1}>
        <SelectField
          label={t("fileOf")}
          value={pay()?.programmeId ?? ""}
          options={pays().map((one) => ({ value: one.programmeId as string, label: one.payName }))}
          onChange={(programmeId) => setQuery({ pay: programmeId }, { replace: true })}
        />
      </Show>
      <PeriodField value={period()} onChange={setPeriod} />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void take()} />}</Show>
      <Show when={wallets()?.length === 0}>
        <p>{wallet("noHistoryPay")}</p>
      </Show>
      <Button
        tone="primary"
        size="l"
        wide
        icon="download"
        busy={busy()}
        busyLabel={t("fileTaking")}
        blockedBecause={isBackwards(dates()) ? t("backwards") : undefined}
        quietReason
        onPress={() => void take()}
      >
        {t("fileTake")}
      </Button>
      <p class="quiet small">{t("fileSum")}</p>
    </Screen>
  );
}
