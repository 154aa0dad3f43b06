import { A, useParams } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { ArchiveDayDetail } from "../../../schema/api/archive.ts";
import { api } from "../../shared/client/api.ts";
import { handOver } from "../../shared/client/hand-over.ts";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import styles from "./archive.module.css";
import { t } from "./words.ts";

type Sum = ArchiveDayDetail["sums"][number];

/** One archived date: its root and signature, and what its manifest says of the region, read from the archive itself. */
export default function ArchiveDayPage() {
  const params = useParams<{ date: string }>();
  const day = createLoad(
    () => params.date,
    (date) => api("GET archive/days/:date", { path: { date } }),
  );
  return (
    <>
      <header class="head">
        <p>
          <A href="/archive">{t("back")}</A>
        </p>
        <h1>{t("dayTitle", { date: dayText(params.date, locale()) })}</h1>
      </header>
      <Loaded load={day} value={day.value()}>
        {(now) => (
          <>
            <Root day={now()} />
            <Sums day={now()} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Root(props: { day: ArchiveDayDetail }) {
  const save = (signedRoot: string) =>
    handOver(`${props.day.date}-root.jws`, new Blob([signedRoot], { type: "application/jose" }));
  return (
    <Show when={props.day.archived}>
      {(archived) => (
        <section class={`card ${styles.how}`}>
          <Note tone={props.day.intact ? "ok" : "danger"}>
            {props.day.intact ? t("intact") : t("notIntact")}
          </Note>
          <dl class="lines">
            <Line label={t("madeAt")}>
              <DateTime atMs={archived().madeAtMs} />
            </Line>
            <Line label={t("sentAt")}>
              <Show when={archived().sentAtMs} fallback={t("notSent")}>
                {(at) => <DateTime atMs={at()} />}
              </Show>
            </Line>
            <Line label={t("rootHash")}>
              <code class={styles.hash}>{archived().rootHash}</code>
            </Line>
            <Show when={props.day.intact}>
              <Line label={t("previousRoot")}>
                <code class={styles.hash}>{props.day.previousRootHash ?? t("firstDay")}</code>
              </Line>
            </Show>
          </dl>
          <div class={styles.actions}>
            <Button icon="download" onPress={() => save(archived().signedRoot)}>
              {t("saveRoot")}
            </Button>
          </div>
        </section>
      )}
    </Show>
  );
}

function Line(props: { label: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

const BOOKS = { coupon: "bookCoupon", wallet: "bookWallet", fund: "bookFund" } as const;

function Sums(props: { day: ArchiveDayDetail }) {
  const columns: readonly Column<Sum>[] = [
    { title: t("programmeCol"), head: true, cell: (sum) => sum.programmeName },
    { title: t("bookCol"), cell: (sum) => t(BOOKS[sum.actorClass]) },
    { title: t("kindCol"), cell: (sum) => <code>{sum.kind}</code> },
    { title: t("rowsCol"), num: true, cell: (sum) => formatNumber(sum.rows) },
    { title: t("plusCol"), num: true, cell: (sum) => formatNumber(sum.plusYen) },
    { title: t("minusCol"), num: true, cell: (sum) => formatNumber(sum.minusYen) },
  ];
  return (
    <Show when={props.day.intact}>
      <section class="card">
        <h2 class="card__title">{t("sumsTitle")}</h2>
        <p class="quiet">{t("sumsLead")}</p>
        <Show when={props.day.sums.length > 0} fallback={<p>{t("noSums")}</p>}>
          <DataTable caption={t("sumsTitle")} columns={columns} rows={props.day.sums} />
        </Show>
      </section>
    </Show>
  );
}
