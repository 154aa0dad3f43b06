import { A } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import type { OrganisationFees } from "../../../schema/api/organisation-fees.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { createLoad } from "../client/load.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { createTypedText } from "../client/typed-text.ts";
import { wearFace } from "../frame/worn-face.ts";
import { chosenProgramme, ProgrammeChoice } from "../secretariat/programme-choice.tsx";
import { may } from "../session/membership.ts";
import { feeText } from "./fee-text.ts";
import styles from "./fees.module.css";
import { t } from "./words.ts";

const ROWS = 20;
/** Organisations found; whoever wants another types on. */
const FOUND = 8;

/** What single organisations are charged in one programme, and the way to give another one a fee of its own (STL-12). */
export default function FeesPage() {
  const pay = chosenProgramme();
  const id = () => pay()?.programmeId;
  wearFace(() => pay()?.face);
  return (
    <Show when={id()} fallback={<Nothing icon="coin" text={t("noProgramme")} />} keyed>
      {(programmeId) => (
        <>
          <header class="head">
            <h1>{t("title")}</h1>
            <span class="quiet">{pay()?.programmeName}</span>
            <div class="head__end">
              <ProgrammeChoice place="closings/fees" value={programmeId} />
            </div>
          </header>
          <div class={styles.cols}>
            <Fees programmeId={programmeId} />
            <div class={styles.stack}>
              <Standard programmeId={programmeId} />
              <Show when={may("closing.manage")}>
                <Find programmeId={programmeId} />
              </Show>
            </div>
          </div>
        </>
      )}
    </Show>
  );
}

function Fees(props: { programmeId: string }) {
  const list = createPageTurner(
    () => props.programmeId,
    (id, after) =>
      api("GET programmes/:id/fees", {
        path: { id },
        query: { limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<OrganisationFees["rows"][number]>[]>(() => [
    {
      title: t("colName"),
      head: true,
      cell: (one) => (
        <>
          <A href={`/closings/fees/${props.programmeId}/${one.organisationId}`}>{one.name}</A>
          <Show when={one.parentName}>
            {(name) => <span class="small quiet">{t("branchOf", { name: name() })}</span>}
          </Show>
        </>
      ),
    },
    { title: t("colNow"), cell: (one) => feeText(one.now) },
    {
      title: t("colComing"),
      cell: (one) => (
        <Show when={one.coming} fallback="–">
          {(coming) =>
            t("from", { date: dayText(coming().effectiveFrom, locale()), rate: feeText(coming().rate) })
          }
        </Show>
      ),
    },
  ]);
  return (
    <section class={`card ${styles.stack}`}>
      <div>
        <h2 class="card__title">{t("listTitle")}</h2>
        <p class="quiet">{t("lead")}</p>
      </div>
      <PagedTable
        list={list}
        caption={t("listTitle")}
        columns={columns()}
        empty={{ text: t("listEmpty"), icon: "coin" }}
        class={styles.table}
      />
    </section>
  );
}

function Standard(props: { programmeId: string }) {
  const load = createLoad(
    () => props.programmeId,
    (id) => api("GET programmes/:id/payout-rule", { path: { id } }),
  );
  return (
    <section class={`card ${styles.stack}`}>
      <Show when={load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={load.value()}>
        {(value) => {
          const standard = () => value().rule?.fees.standard;
          return (
            <Lines
              lines={[
                { label: t("standard"), value: standard() ? feeText(standard() ?? null) : t("standardNone") },
              ]}
            />
          );
        }}
      </Show>
      <Show when={may("closing.manage")}>
        <A class={buttonClass({})} href={`/closings/rule/${props.programmeId}`}>
          {t("toRule")}
        </A>
      </Show>
    </section>
  );
}

/** Finds a shop's organisation by name; its name leads to its fee. */
function Find(props: { programmeId: string }) {
  const search = createTypedText();
  const load = createLoad(
    () => search.asked() || undefined,
    (text) => api("GET organisations", { query: { kind: "merchant", text, limit: FOUND } }),
  );
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t("findTitle")}</h2>
      <TextField
        label={t("find")}
        hint={t("findHint")}
        type="search"
        icon="search"
        maxlength={60}
        value={search.text()}
        onInput={search.type}
      />
      <Show when={load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show when={load.value()}>
        {(found) => (
          <>
            <ul class="list">
              <For each={found().rows} fallback={<li class="quiet">{t("findNone")}</li>}>
                {(one) => (
                  <li>
                    <A class="list__row" href={`/closings/fees/${props.programmeId}/${one.organisationId}`}>
                      <span class="list__main">{one.name}</span>
                    </A>
                  </li>
                )}
              </For>
            </ul>
            <Show when={found().next}>
              <p class="small quiet">{t("more")}</p>
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}
