import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { Programme } from "../../../schema/api/programmes.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Emblem } from "../../shared/icons/emblem.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { NameDialog } from "./name-dialog.tsx";
import styles from "./programmes.module.css";
import { startingDesign } from "./starting-design.ts";
import { StateBadge } from "./state-badge.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** Every programme of the region, newest first, and making another one. */
export default function ProgrammesPage() {
  const navigate = useNavigate();
  const [naming, setNaming] = createSignal(false);
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) =>
      api("GET programmes", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<Programme>[]>(() => [
    {
      title: t("nameCol"),
      head: true,
      cell: (one) => (
        <A href={`/programmes/${one.programmeId}`} class={`row ${styles.name}`} data-face={dress(one.face)}>
          <Emblem face={one.face} />
          {one.name}
        </A>
      ),
    },
    { title: t("payCol"), cell: (one) => one.payName },
    { title: t("stateCol"), cell: (one) => <StateBadge state={one.state} /> },
    {
      title: t("periodCol"),
      cell: (one) =>
        t("period", { from: dayText(one.startsOn, locale()), to: dayText(one.endsOn, locale()) }),
    },
  ]);
  const make = async (names: { name: string; payName: string }) => {
    const answer = await api("POST programmes", { body: startingDesign(names, businessDate(serverNow())) });
    if (answer.ok) navigate(`/programmes/${answer.value.programmeId}/design`);
    return answer;
  };
  return (
    <>
      <header class="head">
        <h1>{t("programmes")}</h1>
        <div class={`head__end ${styles.actions}`}>
          <A class={buttonClass({})} href="/programmes/help">
            <Icon name="help" />
            {t("help")}
          </A>
          <Show when={may("programme.manage")}>
            <Button tone="primary" icon="plus" onPress={() => setNaming(true)}>
              {t("make")}
            </Button>
          </Show>
        </div>
      </header>
      <p class="quiet">{t("programmesLead")}</p>
      <section class="card">
        <PagedTable
          list={list}
          caption={t("programmes")}
          columns={columns()}
          empty={{ text: t("programmesEmpty"), icon: "ticket" }}
        />
      </section>
      <Show when={naming()}>
        <NameDialog
          open
          title={t("makeTitle")}
          lead={t("makeLead")}
          asksPayName
          make={make}
          onClose={() => setNaming(false)}
        />
      </Show>
    </>
  );
}
