import { createSignal, Show } from "solid-js";
import type { HolderHits } from "../../../schema/api/holders.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** Stores offered for what was typed of a name. */
const STORES = 20;

/** What a caller without a number of their own can say: where, when, and the four digits of the receipt (PAY-4). */
export function ReceiptSearch(props: { onHits: (hits: HolderHits) => void }) {
  const [name, setName] = createSignal("");
  const [chosen, setChosen] = createSignal<string>();
  const [date, setDate] = createSignal<string>(businessDate(serverNow()));
  const [digits, setDigits] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const stores = createLoad(
    () => name().trim() || undefined,
    (text) => api("GET stores/managed", { query: { text, limit: STORES } }),
  );
  const rows = () => stores.value()?.rows ?? [];
  const storeId = () => rows().find((row) => row.storeId === chosen())?.storeId ?? rows()[0]?.storeId;
  const number = () => digits().normalize("NFKC").trim();
  const wrong = () => !/^\d{4}$/.test(number());
  const storeError = () => {
    if (stores.value() && rows().length === 0) return t("receiptStoreNone");
    return tried() && !storeId() ? t("storeMissing") : undefined;
  };
  const look = async () => {
    setTried(true);
    const store = storeId();
    if (!store || wrong() || !date()) return;
    setTrouble(undefined);
    setBusy(true);
    const hits = await api("POST holders/search", {
      body: { by: "receipt", storeId: store, date: date(), receiptNumber: number() },
    });
    setBusy(false);
    if (hits.ok) props.onHits(hits.value);
    else setTrouble(hits.error);
  };
  return (
    <section class={`card ${styles.ask}`}>
      <h2 class="card__title">{t("byReceipt")}</h2>
      <p class="quiet">{t("byReceiptHint")}</p>
      <form
        class={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy()) void look();
        }}
      >
        <TextField
          label={t("receiptStore")}
          hint={t("receiptStoreHint")}
          value={name()}
          onInput={setName}
          maxlength={60}
          error={storeError()}
        />
        <Show when={rows().length > 0}>
          <SelectField
            label={t("receiptStoreChoose")}
            value={storeId() ?? ""}
            options={rows().map((row) => ({
              value: row.storeId as string,
              label: `${row.name}（${row.town}）`,
            }))}
            onChange={setChosen}
          />
        </Show>
        <TextField
          label={t("receiptDate")}
          type="date"
          value={date()}
          onInput={setDate}
          error={tried() && !date() ? t("dateMissing") : undefined}
        />
        <TextField
          label={t("receiptNumber")}
          inputmode="numeric"
          value={digits()}
          onInput={setDigits}
          maxlength={8}
          error={tried() && wrong() ? t("receiptMissing") : undefined}
        />
        <div class={styles.go}>
          <Button type="submit" icon="search" busy={busy()} busyLabel={t("searching")}>
            {t("searchDo")}
          </Button>
        </div>
      </form>
      <Show when={stores.trouble() ?? trouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void look()} />}
      </Show>
    </section>
  );
}
