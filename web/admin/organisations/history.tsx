import { createMemo, Show } from "solid-js";
import type { HistoryEntry } from "../../../schema/api/organisations.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import type { ja } from "./ja.ts";
import { PinChange } from "./pin-change.tsx";
import { t } from "./words.ts";

const ROWS = 10;

/** The log's names of actions in words; one that is newer than this screen stands as it is. */
const ACTIONS: Readonly<Record<string, Exclude<keyof typeof ja & `act_${string}`, "act_other">>> = {
  "organisation.create": "act_organisation_create",
  "organisation.stop": "act_organisation_stop",
  "organisation.start": "act_organisation_start",
  "organisation.capacity": "act_organisation_capacity",
  "store.create": "act_store_create",
  "store.edit": "act_store_edit",
  "store.suspend": "act_store_suspend",
  "store.reopen": "act_store_reopen",
  "store.picture": "act_store_picture",
  "store.ask": "act_store_ask",
  "store.approve": "act_store_approve",
  "store.refuse": "act_store_refuse",
  "store.withdraw": "act_store_withdraw",
  "application.read": "act_application_read",
  "application.approved": "act_application_approved",
  "application.returned": "act_application_returned",
  "application.refused": "act_application_refused",
  "terms.accept": "act_terms_accept",
  "fee.change": "act_fee_change",
};

function actionText(action: string): string {
  const key = ACTIONS[action];
  return key ? t(key) : t("act_other", { action });
}

/** What staff did to an organisation and its stores, newest first (AUD-4). */
export function History(props: { organisationId: string }) {
  const list = createPageTurner(
    () => props.organisationId,
    (id, after) =>
      api("GET organisations/:id/history", {
        path: { id },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<HistoryEntry>[]>(() => [
    { title: t("when"), head: true, cell: (one) => <DateTime atMs={one.atMs} /> },
    {
      title: t("what"),
      cell: (one) => (
        <>
          {actionText(one.action)}
          <Show when={one.pin}>{(pin) => <PinChange name={one.subjectName ?? ""} pin={pin()} />}</Show>
        </>
      ),
    },
    { title: t("subject"), cell: (one) => one.subjectName ?? "" },
    { title: t("who"), cell: (one) => one.actorName ?? t("operatorName") },
    { title: t("why"), cell: (one) => one.reason ?? "" },
  ]);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("history")}</h2>
      <PagedTable
        list={list}
        caption={t("history")}
        columns={columns()}
        empty={{ text: t("historyEmpty"), icon: "history" }}
      />
    </section>
  );
}
