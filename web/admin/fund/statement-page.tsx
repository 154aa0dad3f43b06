import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { FUND_ACCOUNTS, isFundAccount } from "../../../schema/fund-account.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { may } from "../session/membership.ts";
import { accountNow } from "./account-now.ts";
import { accountWord } from "./account-words.ts";
import styles from "./fund.module.css";
import { useFundRoom } from "./fund-room.ts";
import { StatementFile } from "./statement-file.tsx";
import { StatementSums } from "./statement-sums.tsx";
import { StatementTable } from "./statement-table.tsx";
import { t } from "./words.ts";

const ROWS = 50;
/** A statement that is behind its book is read again so often, after so long, before somebody has to ask. */
const READINGS_BEHIND = 5;
const READ_AGAIN_MS = 1_500;

/** One account of the fund, entry by entry, as a bank would print it (FND-8). */
export default function StatementPage() {
  const { pay, fund } = useFundRoom();
  const [search, setSearch] = useSearchParams<{ account?: string; from?: string; to?: string }>();
  const today = businessDate(serverNow());
  const account = () => (search.account && isFundAccount(search.account) ? search.account : "available");
  const from = () => search.from ?? `${today.slice(0, 8)}01`;
  const to = () => search.to ?? today;
  const backwards = () => isBusinessDate(from()) && isBusinessDate(to()) && to() < from();
  const [filing, setFiling] = createSignal(false);
  /** What is asked for, as text: the same question is the same key. Nothing while the days make no sense. */
  const wanted = createMemo(() =>
    isBusinessDate(from()) && isBusinessDate(to()) && !backwards()
      ? JSON.stringify({ id: pay().programmeId, account: account(), from: from(), to: to() })
      : undefined,
  );
  const list = createPageTurner(wanted, (key, after) => {
    const { id, ...query } = JSON.parse(key) as { id: string; account: string; from: string; to: string };
    return api("GET programmes/:id/statement", {
      path: { id },
      query: { ...query, limit: ROWS, ...(after === undefined ? {} : { after }) },
    });
  });
  /** Every account there is, and the one that is looked at, whatever the book says of it. */
  const accounts = createMemo(() => {
    const shares = (fund.value()?.allotted ?? []).map((one) => ({
      value: `allotted:${one.issuerId}`,
      label: accountWord(`allotted:${one.issuerId}`, one.issuerName),
    }));
    const own = FUND_ACCOUNTS.map((one) => ({ value: one as string, label: accountWord(one, null) }));
    const all = [...own, ...shares];
    const now = account();
    return all.some((one) => one.value === now)
      ? all
      : [...all, { value: now as string, label: accountWord(now, list.load.value()?.accountName ?? null) }];
  });
  // The book is asked again with each statement that reaches until today: only then can the two be compared.
  createEffect(
    on(list.load.value, (now) => {
      if (now && now.to >= today) void fund.reload();
    }),
  );
  const bookYen = () => {
    const [now, book] = [list.load.value(), fund.value()];
    if (!now || !book || now.to < today || fund.busy() || fund.trouble()) return undefined;
    return accountNow(book, account());
  };
  // What the book has and the statement doesn't is on its way, usually for a second: it is read again a few times by itself.
  let triesLeft = READINGS_BEHIND;
  createEffect(
    on(wanted, () => {
      triesLeft = READINGS_BEHIND;
    }),
  );
  createEffect(() => {
    const [now, book] = [list.load.value(), bookYen()];
    if (!now || book === undefined) return;
    if (book === now.closingYen || triesLeft === 0) return;
    const timer = setTimeout(() => {
      triesLeft -= 1;
      void list.load.reload();
    }, READ_AGAIN_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const isFirst = () => list.onPrevious() === undefined;
  return (
    <section class={`card ${styles.statement}`}>
      <div class="row row--apart">
        <h2 class="card__title">{t("statement")}</h2>
        <Show when={may("report.create") && wanted()}>
          <Button icon="download" onPress={() => setFiling(true)}>
            {t("file")}
          </Button>
        </Show>
      </div>
      <div class={styles.fields}>
        <SelectField
          label={t("account")}
          value={account()}
          options={accounts()}
          onChange={(next) => setSearch({ account: next })}
        />
        <TextField
          label={t("from")}
          type="date"
          value={from()}
          max={to()}
          onInput={(next) => setSearch({ from: next })}
          error={isBusinessDate(from()) ? undefined : t("dayMissing")}
        />
        <TextField
          label={t("to")}
          type="date"
          value={to()}
          min={from()}
          onInput={(next) => setSearch({ to: next })}
          error={isBusinessDate(to()) ? (backwards() ? t("fromAfterTo") : undefined) : t("dayMissing")}
        />
      </div>
      <Show when={wanted()}>
        <Show when={list.load.value()}>
          {(now) => (
            <StatementSums
              statement={now()}
              unit={pay().unitWord}
              bookYen={bookYen()}
              onRetry={() => void list.load.reload()}
            />
          )}
        </Show>
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t("statementEmpty"), icon: "list" }}
        >
          {(rows) => (
            <StatementTable
              rows={rows}
              account={account()}
              unit={pay().unitWord}
              openingYen={isFirst() ? (list.load.value()?.openingYen ?? null) : null}
              busy={list.load.busy()}
              onNext={list.onNext()}
              onPrevious={list.onPrevious()}
            />
          )}
        </Listing>
      </Show>
      <Show when={filing()}>
        <StatementFile
          programmeId={pay().programmeId}
          account={account()}
          accountName={accounts().find((one) => one.value === account())?.label ?? ""}
          from={from()}
          to={to()}
          onClose={() => setFiling(false)}
        />
      </Show>
    </section>
  );
}
