import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import { FRAUD_RULES, type FraudCase, type FraudRule } from "../../../schema/api/cases.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { CaseState, LevelBadge, SubjectLink } from "./case-badges.tsx";
import { RecipientsCard } from "./recipients-card.tsx";
import { RefusalsCard } from "./refusals-card.tsx";
import { t } from "./words.ts";

const ROWS = 20;

interface Filters {
  readonly state: FraudCase["state"] | "";
  readonly rule: FraudRule | "";
  readonly level: FraudCase["level"] | "";
  readonly programmeId: string;
}

/** The queue of what looks like fraud; what came last is read first. */
export default function CasesPage() {
  const [filters, setFilters] = createSignal<Filters>({
    state: "open",
    rule: "",
    level: "",
    programmeId: "",
  });
  const put = (part: Partial<Filters>) => setFilters({ ...filters(), ...part });
  const list = createPageTurner(filters, ({ state, rule, level, programmeId }, after) =>
    api("GET cases", {
      query: {
        limit: ROWS,
        ...(state ? { state } : {}),
        ...(rule ? { rule } : {}),
        ...(level ? { level } : {}),
        ...(programmeId ? { programmeId } : {}),
        ...(after === undefined ? {} : { after }),
      },
    }),
  );
  const isFiltered = () =>
    filters().state !== "open" || Boolean(filters().rule || filters().level || filters().programmeId);
  const columns = createMemo<readonly Column<FraudCase>[]>(() => [
    {
      title: t("rule"),
      head: true,
      cell: (one) => (
        <>
          <A href={`/cases/${one.caseId}`}>{t(one.rule)}</A>
          <div class="quiet">{one.programmeName ?? t("wholeRegion")}</div>
        </>
      ),
    },
    {
      title: t("about"),
      cell: (one) => (
        <>
          <SubjectLink subject={one.subject} />
          <Show when={one.other}>
            {(other) => (
              <>
                <br />
                <SubjectLink subject={other()} />
              </>
            )}
          </Show>
        </>
      ),
    },
    { title: t("date"), cell: (one) => <Day date={one.date} /> },
    { title: t("level"), cell: (one) => <LevelBadge level={one.level} /> },
    { title: t("state"), cell: (one) => <CaseState one={one} /> },
    { title: t("openedAt"), cell: (one) => <DateTime atMs={one.openedAtMs} /> },
  ]);
  const programmes = () => staffSession.me()?.programmes ?? [];
  return (
    <>
      <header class="head">
        <h1>{t("cases")}</h1>
      </header>
      <section class="card stack">
        <p>{t("lead")}</p>
        <div class="filters">
          <SelectField<Filters["state"]>
            label={t("state")}
            value={filters().state}
            options={[
              { value: "open", label: t("stateOpen") },
              { value: "decided", label: t("stateDecided") },
              { value: "", label: t("all") },
            ]}
            onChange={(state) => put({ state })}
          />
          <SelectField<Filters["rule"]>
            label={t("rule")}
            value={filters().rule}
            options={[
              { value: "", label: t("all") },
              ...FRAUD_RULES.map((value) => ({ value, label: t(value) })),
            ]}
            onChange={(rule) => put({ rule })}
          />
          <SelectField<Filters["level"]>
            label={t("level")}
            value={filters().level}
            options={[
              { value: "", label: t("all") },
              { value: "serious", label: t("levelSerious") },
              { value: "notice", label: t("levelNotice") },
            ]}
            onChange={(level) => put({ level })}
          />
          <Show when={programmes().length > 1}>
            <SelectField
              label={t("programme")}
              value={filters().programmeId}
              options={[
                { value: "", label: t("all") },
                ...programmes().map((one) => ({
                  value: one.programmeId as string,
                  label: one.programmeName,
                })),
              ]}
              onChange={(programmeId) => put({ programmeId })}
            />
          </Show>
        </div>
        <PagedTable
          list={list}
          caption={t("cases")}
          columns={columns()}
          empty={{ text: isFiltered() ? t("emptyFiltered") : t("empty"), icon: "verified" }}
        />
      </section>
      <Show when={may("trace.read")}>
        <RefusalsCard />
      </Show>
      <Show when={may("case.decide")}>
        <RecipientsCard />
      </Show>
    </>
  );
}
