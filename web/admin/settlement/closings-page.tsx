import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { ClosingBody } from "../../../schema/api/closings.ts";
import type { PayoutBody } from "../../../schema/api/payouts.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, unitWord } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { NoProgramme } from "../secretariat/no-programme.tsx";
import { chosenProgramme, ProgrammeChoice } from "../secretariat/programme-choice.tsx";
import { ExpiredCard } from "./expired-card.tsx";
import { HeldList } from "./held-list.tsx";
import { MakeFileCard } from "./make-file-card.tsx";
import { NextCard } from "./next-card.tsx";
import styles from "./settlement.module.css";
import { ClosingState, PayoutState } from "./states.tsx";
import { t } from "./words.ts";

const ROWS = 12;
const day = (date: string) => dayText(date, locale());

/** A programme's closings and bank files, what closes next, and what waits for a file. */
export default function ClosingsPage() {
  const pay = chosenProgramme();
  const id = () => pay()?.programmeId;
  wearFace(() => pay()?.face);
  const unit = () => pay()?.unitWord ?? "";
  const next = createLoad(id, (programme) =>
    api("GET programmes/:id/next-closing", { path: { id: programme } }),
  );
  const waiting = createLoad(id, (programme) =>
    api("GET programmes/:id/waiting-transfers", { path: { id: programme } }),
  );
  const expired = createLoad(id, (programme) =>
    api("GET programmes/:id/expired-money", { path: { id: programme } }),
  );
  return (
    <Show when={pay()} fallback={<NoProgramme title={t("closings")} icon="calendar" />}>
      <header class="head">
        <h1>{t("closings")}</h1>
        <span class="quiet">{pay()?.programmeName}</span>
        <div class="head__end">
          <ProgrammeChoice place="closings" value={id()} />
        </div>
      </header>
      <div class={styles.cols}>
        <div class={styles.side}>
          <Closings programmeId={id()} unit={unit()} />
          <Payouts programmeId={id()} unit={unit()} />
        </div>
        <div class={styles.side}>
          <Show when={next.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void next.reload()} />}
          </Show>
          <Show when={next.value()} fallback={<Waiting broken={Boolean(next.trouble())} />}>
            {(value) => <NextCard next={value()} programmeId={id() ?? ""} />}
          </Show>
          <Show when={waiting.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void waiting.reload()} />}
          </Show>
          <Show when={waiting.value()}>
            {(value) => (
              <>
                <MakeFileCard waiting={value()} programmeId={id() ?? ""} unit={unit()} />
                <HeldList waiting={value()} unit={unit()} />
              </>
            )}
          </Show>
          <Show when={expired.trouble()}>
            {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void expired.reload()} />}
          </Show>
          <Show when={expired.value()}>
            {(value) => <ExpiredCard expired={value()} programmeId={id() ?? ""} unit={unit()} />}
          </Show>
        </div>
      </div>
    </Show>
  );
}

function Waiting(props: { broken: boolean }) {
  return (
    <Show when={!props.broken}>
      <section class="card">
        <GreyRows />
      </section>
    </Show>
  );
}

function Closings(props: { programmeId: string | undefined; unit: string }) {
  const list = createPageTurner(
    () => props.programmeId,
    (programmeId, after) =>
      api("GET closings", {
        query: { programmeId, limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<ClosingBody>[]>(() => [
    {
      title: t("colPeriod"),
      head: true,
      cell: (one) => (
        <A href={`/closings/closing/${one.closingId}`}>
          {t("period", { from: day(one.from), to: day(one.to) })}
        </A>
      ),
    },
    { title: t("colStores"), num: true, cell: (one) => formatNumber(one.stores) },
    { title: t("colPaid"), num: true, cell: (one) => formatNumber(one.paidYen) },
    { title: t("colPayable"), num: true, cell: (one) => <b>{formatNumber(one.payableYen)}</b> },
    { title: t("colState"), cell: (one) => <ClosingState state={one.state} /> },
  ]);
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("listTitle")}</h2>
      <PagedTable
        list={list}
        caption={t("listTitle")}
        columns={columns()}
        empty={{ text: t("listEmpty"), icon: "calendar" }}
        class={styles.table}
      />
      <p class="small quiet">{t("unitNote", { unit: unitWord(props.unit, locale()) })}</p>
    </section>
  );
}

function Payouts(props: { programmeId: string | undefined; unit: string }) {
  const list = createPageTurner(
    () => props.programmeId,
    (programmeId, after) =>
      api("GET payouts", {
        query: { programmeId, limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<PayoutBody>[]>(() => [
    {
      title: t("colNumber"),
      head: true,
      cell: (one) => (
        <A href={`/closings/payout/${one.payoutId}`}>{t("payoutNumber", { number: String(one.number) })}</A>
      ),
    },
    { title: t("colPayOn"), cell: (one) => day(one.payOn) },
    { title: t("colItems"), num: true, cell: (one) => formatNumber(one.items) },
    { title: t("colSum"), num: true, cell: (one) => <b>{formatNumber(one.sumYen)}</b> },
    { title: t("colState"), cell: (one) => <PayoutState state={one.state} /> },
  ]);
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("payoutsTitle")}</h2>
      <PagedTable
        list={list}
        caption={t("payoutsTitle")}
        columns={columns()}
        empty={{ text: t("payoutsEmpty"), icon: "doc" }}
        class={styles.table}
      />
    </section>
  );
}
