import { A, useParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { OrganisationFee } from "../../../schema/api/organisation-fees.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { wearFace } from "../frame/worn-face.ts";
import { chosenProgramme } from "../secretariat/programme-choice.tsx";
import { may } from "../session/membership.ts";
import { FeeForm } from "./fee-form.tsx";
import { feeText } from "./fee-text.ts";
import styles from "./fees.module.css";
import { t } from "./words.ts";

const ROWS = 10;

/** One organisation's fee in one programme: what it is now, the next version of it, and all there were (STL-12). */
export default function FeePage() {
  const params = useParams<{ programmeId: string; organisationId: string }>();
  const pay = chosenProgramme();
  wearFace(() => pay()?.face);
  const path = () => ({ id: params.programmeId, organisationId: params.organisationId });
  const load = createLoad(
    () => JSON.stringify(path()),
    () => api("GET programmes/:id/fees/:organisationId", { path: path(), query: { limit: 1 } }),
  );
  const next = createLoad(
    () => (may("closing.manage") ? params.programmeId : undefined),
    (id) => api("GET programmes/:id/next-closing", { path: { id } }),
  );
  const nextFrom = () => next.value()?.period?.from ?? businessDate(serverNow());
  return (
    <>
      <header class="head">
        <h1>{load.value()?.organisation.name ?? t("title")}</h1>
        <Show when={load.value()?.organisation.parentName}>
          {(name) => <span class="quiet">{t("branchOf", { name: name() })}</span>}
        </Show>
        <div class="head__end">
          <A class="btn btn--plain" href={`/closings/fees/${params.programmeId}`}>
            <Icon name="back" />
            {t("toList")}
          </A>
        </div>
      </header>
      <Loaded load={load} value={load.value()}>
        {(fee) => (
          <div class={styles.stack}>
            <Now fee={fee()} />
            <Show when={may("closing.manage") && fee().charged && (next.value() || next.trouble())}>
              <FeeForm
                fee={fee()}
                programmeId={params.programmeId}
                nextFrom={nextFrom()}
                onSaved={(saved) => {
                  load.take(saved);
                  say(t("saved"));
                }}
                onOvertaken={() => void load.reload()}
              />
            </Show>
            <Versions fee={fee()} programmeId={params.programmeId} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Now(props: { fee: OrganisationFee }) {
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("nowTitle")}</h2>
      <Show when={props.fee.charged} fallback={<Note tone="warn">{t("nowNone")}</Note>}>
        {(charged) => (
          <p>
            <b class={styles.now}>{feeText(charged().rate)}</b>{" "}
            <span class="quiet">{t(`by.${charged().by}`)}</span>
          </p>
        )}
      </Show>
    </section>
  );
}

function Versions(props: { fee: OrganisationFee; programmeId: string }) {
  const list = createPageTurner(
    () => JSON.stringify([props.programmeId, props.fee.organisation.organisationId, props.fee.lastVersion]),
    (_, after) =>
      api("GET programmes/:id/fees/:organisationId", {
        path: { id: props.programmeId, organisationId: props.fee.organisation.organisationId },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<OrganisationFee["rows"][number]>[]>(() => [
    { title: t("colFrom"), head: true, cell: (one) => dayText(one.effectiveFrom, locale()) },
    { title: t("colRate"), cell: (one) => feeText(one.rate) },
    { title: t("colReason"), cell: (one) => one.reason },
    {
      title: t("colMade"),
      cell: (one) => (
        <>
          {one.madeByName}
          <br />
          <DateTime atMs={one.madeAtMs} class="small quiet" />
        </>
      ),
    },
  ]);
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("versions")}</h2>
      <PagedTable
        list={list}
        caption={t("versions")}
        columns={columns()}
        empty={{ text: t("versionsEmpty"), icon: "history" }}
        class={styles.table}
      />
    </section>
  );
}
