import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { ApplicationListed, ApplicationState } from "../../../schema/api/applications.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { ApplicationBadge, applicationStateText } from "./badges.tsx";
import styles from "./organisations.module.css";
import { OrganisationTabs } from "./tabs.tsx";
import { t } from "./words.ts";

const ROWS = 20;
const STATES = ["waiting", "returned", "approved", "refused"] as const;

/** Shops that ask to take part; who waits longest is read first. */
export default function ApplicationsPage() {
  const [state, setState] = createSignal<ApplicationState>("waiting");
  const list = createPageTurner(state, (which, after) =>
    api("GET applications", {
      query: { limit: ROWS, state: which, ...(after === undefined ? {} : { after }) },
    }),
  );
  const columns = createMemo<readonly Column<ApplicationListed>[]>(() => [
    {
      title: t("storeName"),
      head: true,
      cell: (one) => <A href={`/applications/${one.applicationId}`}>{one.storeName}</A>,
    },
    { title: t("organisations"), cell: (one) => one.organisationName },
    { title: t("receipt"), cell: (one) => <span class="nb">{one.receiptNumber}</span> },
    { title: t("sentAt"), cell: (one) => <DateTime atMs={one.sentAtMs} /> },
    { title: t("state"), cell: (one) => <ApplicationBadge state={one.state} /> },
  ]);
  const joinAddress = () => `${location.origin}/join/${staffSession.me()?.region.regionId ?? ""}`;
  return (
    <>
      <header class="head">
        <h1>{t("applications")}</h1>
      </header>
      <OrganisationTabs />
      <section class="card stack">
        <p>{t("applicationsLead")}</p>
        <Show when={staffSession.me()}>
          <p class={styles.address}>
            {t("joinLink")}
            <br />
            <a href={joinAddress()} target="_blank" rel="noreferrer">
              {joinAddress()}
            </a>
          </p>
        </Show>
        <div class="filters">
          <SelectField<ApplicationState>
            label={t("state")}
            value={state()}
            options={STATES.map((value) => ({ value, label: applicationStateText(value) }))}
            onChange={setState}
          />
        </div>
        <PagedTable
          list={list}
          caption={t("applications")}
          columns={columns()}
          empty={{ text: t("applicationsEmpty"), icon: "mail" }}
        />
      </section>
    </>
  );
}
