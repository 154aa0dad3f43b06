import { A } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import type { ClosingBody, ClosingLineBody } from "../../../schema/api/closings.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, unitWord } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import styles from "./settlement.module.css";
import { LineState } from "./states.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** What was neither payment nor fee: reversals, and what was carried in and out. */
export function adjusted(line: ClosingLineBody): number {
  return line.carriedInYen - line.carriedOutYen - line.reversedYen;
}

/** The stores of a closing, those that took most first; found by name or number. */
export function LinesTable(props: { closing: ClosingBody; unit: string }) {
  const [text, setText] = createSignal("");
  const list = createPageTurner(
    // The state is part of the key: what became of the lines changes with it.
    () => JSON.stringify([props.closing.closingId, text().trim(), props.closing.state]),
    (key, after) => {
      const [id, wanted] = JSON.parse(key) as [string, string];
      return api("GET closings/:id/lines", {
        path: { id },
        query: {
          limit: ROWS,
          ...(wanted === "" ? {} : { text: wanted }),
          ...(after === undefined ? {} : { after }),
        },
      });
    },
  );
  const columns = createMemo<readonly Column<ClosingLineBody>[]>(() => [
    { title: t("colStore"), head: true, cell: (line) => <Store line={line} /> },
    { title: t("colPaid"), num: true, cell: (line) => formatNumber(line.paidYen) },
    { title: t("colFee"), num: true, cell: (line) => formatNumber(0 - line.feeYen - line.taxYen) },
    { title: t("colAdjust"), num: true, cell: (line) => formatNumber(adjusted(line)) },
    { title: t("colPayable"), num: true, cell: (line) => <b>{formatNumber(line.payableYen)}</b> },
    { title: t("colState"), cell: (line) => <LineState state={line.state} /> },
  ]);
  const closing = () => props.closing;
  return (
    <section class={`card ${styles.part}`}>
      <div class="row row--apart">
        <h2 class="card__title">{t("linesTitle")}</h2>
        <TextField
          class={styles.search}
          label={t("search")}
          type="search"
          icon="search"
          value={text()}
          onInput={setText}
        />
      </div>
      <PagedTable
        list={list}
        caption={t("linesTitle")}
        columns={columns()}
        empty={{ text: text().trim() === "" ? t("linesEmpty") : t("linesNone"), icon: "shop" }}
        class={styles.table}
        foot={
          <tr>
            <th scope="row">{t("colSum")}</th>
            <td class="num">{formatNumber(closing().paidYen)}</td>
            <td class="num">{formatNumber(0 - closing().feeYen - closing().taxYen)}</td>
            <td class="num">
              {formatNumber(closing().carriedInYen - closing().carriedOutYen - closing().reversedYen)}
            </td>
            <td class="num">{formatNumber(closing().payableYen)}</td>
            <td />
          </tr>
        }
      />
      <p class="small quiet">{t("unitNote", { unit: unitWord(props.unit, locale()) })}</p>
    </section>
  );
}

/** The store, and the way to the account it is paid into. */
function Store(props: { line: ClosingLineBody }) {
  return (
    <Show when={may("account.manage")} fallback={props.line.storeName}>
      <A href={`/account/${props.line.payeeKind}/${props.line.payeeId}`}>{props.line.storeName}</A>
    </Show>
  );
}
