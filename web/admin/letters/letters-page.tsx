import { A, useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import { LETTER_STATES, type LetterBody, type LetterState as State } from "../../../schema/api/letters.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may, membership, membershipKey } from "../session/membership.ts";
import { countText } from "./count-text.ts";
import { LetterState } from "./letter-state.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** Letters to followers: an office's own, or what a secretariat is asked to let go out (NWS-6). */
export default function LettersPage() {
  const navigate = useNavigate();
  const writes = () => may("letter.write");
  const [chosen, setChosen] = createSignal<State | "all">();
  /** A secretariat sees first what waits for it. */
  const state = () => chosen() ?? (writes() ? "all" : "waiting");
  const list = createPageTurner(
    () => {
      const now = membership();
      return now && `${membershipKey(now)} ${state()}`;
    },
    (_, after) => {
      const only = state();
      return api("GET letters", {
        query: {
          limit: ROWS,
          ...(only === "all" ? {} : { state: only }),
          ...(after === undefined ? {} : { after }),
        },
      });
    },
  );
  const columns = createMemo<readonly Column<LetterBody>[]>(() => [
    { title: t("title"), head: true, cell: (one) => <A href={`/letters/${one.letterId}`}>{one.title}</A> },
    { title: t("store"), cell: (one) => one.storeName },
    ...(writes() ? [] : [{ title: t("office"), cell: (one: LetterBody) => one.organisationName }]),
    { title: t("state"), cell: (one) => <LetterState state={one.state} /> },
    {
      title: t("at"),
      cell: (one) => <DateTime atMs={one.sentAtMs ?? one.proposedAtMs ?? one.createdAtMs} />,
    },
    { title: t("delivered"), num: true, cell: (one) => (one.counts ? countText(one.counts.delivered) : "") },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
        <Show when={writes()}>
          <div class="head__end">
            <Button tone="primary" icon="plus" onPress={() => navigate("/letters/new")}>
              {t("write")}
            </Button>
          </div>
        </Show>
      </header>
      <section class="card stack">
        <p>{t(writes() ? "lead" : "secretariatLead")}</p>
        <div class="filters">
          <SelectField<State | "all">
            label={t("state")}
            value={state()}
            options={[
              { value: "all", label: t("all") },
              ...LETTER_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
            ]}
            onChange={setChosen}
          />
        </div>
        <PagedTable
          list={list}
          caption={t("heading")}
          columns={columns()}
          empty={{ text: t(writes() ? "empty" : "secretariatEmpty"), icon: "mail" }}
        />
      </section>
    </>
  );
}
