import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import { STOP_KINDS, type Stop, type StopKind } from "../../../schema/api/stops.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { createTypedText } from "../client/typed-text.ts";
import styles from "./stops.module.css";
import { subjectPage } from "./subject-page.ts";
import { t } from "./words.ts";

const ROWS = 50;

/** Everything that is stopped in the region now, in one place (FRZ-2). */
export default function StopsPage() {
  const search = createTypedText();
  const [kind, setKind] = createSignal<StopKind | "">("");
  const question = createMemo(
    () => ({
      ...(search.asked() ? { text: search.asked() } : {}),
      ...(kind() ? { kind: kind() as StopKind } : {}),
    }),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const list = createPageTurner(question, (asked, after) =>
    api("GET stops", { query: { limit: ROWS, ...asked, ...(after === undefined ? {} : { after }) } }),
  );
  const isFiltered = () => Boolean(search.asked() || kind());
  const columns = createMemo<readonly Column<Stop>[]>(() => [
    { title: t("kind"), cell: (one) => t(one.kind) },
    { title: t("what"), head: true, cell: (one) => <What one={one} /> },
    { title: t("since"), cell: (one) => <DateTime atMs={one.sinceMs} /> },
    { title: t("by"), cell: byText },
    { title: t("reason"), cell: (one) => one.reason ?? t("noReason") },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("stops")}</h1>
      </header>
      <section class="card stack">
        <p>{t("lead")}</p>
        <div class="filters">
          <TextField
            label={t("search")}
            hint={t("searchHint")}
            type="search"
            icon="search"
            value={search.text()}
            onInput={search.type}
            maxlength={100}
          />
          <SelectField<StopKind | "">
            label={t("kind")}
            value={kind()}
            options={[
              { value: "", label: t("all") },
              ...STOP_KINDS.map((value) => ({ value, label: t(value) })),
            ]}
            onChange={setKind}
          />
        </div>
        <PagedTable
          list={list}
          caption={t("stops")}
          columns={columns()}
          empty={{ text: isFiltered() ? t("emptyFiltered") : t("empty"), icon: "verified" }}
          class={styles.rows}
        />
      </section>
    </>
  );
}

function byText(one: Stop): string {
  return one.byName ?? (one.kind === "person" ? t("operator") : t("unknown"));
}

function nameText(one: Stop): string {
  switch (one.kind) {
    case "person":
    case "resident":
      return one.name ? t("personName", { end: one.name }) : t("personNameless");
    case "coupon":
      return t("couponName", { serial: one.id.slice(one.id.indexOf("-") + 1) });
    default:
      return one.name || one.id;
  }
}

/** What it is called, the way to where it is let go, and whose it is. */
function What(props: { one: Stop }) {
  return (
    <>
      <Show when={subjectPage(props.one.kind, props.one.id)} fallback={nameText(props.one)}>
        {(href) => <A href={href()}>{nameText(props.one)}</A>}
      </Show>
      <Show when={props.one.of}>{(name) => <div class="quiet">{t("of", { name: name() })}</div>}</Show>
      <Show when={props.one.coupons}>
        {(count) => <div class="quiet">{t("coupons", { count: formatNumber(count()) })}</div>}
      </Show>
      <Show when={!props.one.complete}>
        <div class="quiet">{t("underWay")}</div>
      </Show>
    </>
  );
}
