import { createMemo, Show } from "solid-js";
import type { ReturnReason } from "../../../schema/api/payouts.ts";
import type { TransferResultRow } from "../../../schema/api/transfer-results.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { returnReasons } from "../settlement/return-reasons.ts";
import type { Returning, Returns } from "./mark-returns.ts";
import styles from "./transfer-results.module.css";
import { t } from "./words.ts";

const TONES = {
  returns: "warn",
  "already-returned": "off",
  unreadable: "danger",
  "not-found": "danger",
  ambiguous: "danger",
  "amount-differs": "danger",
  "account-differs": "danger",
  "not-sent": "danger",
  twice: "off",
} as const satisfies { readonly [V in TransferResultRow["verdict"]]: "warn" | "off" | "danger" };

/** Every row of the bank's file: which transfer it means, whether it comes back and why, or why it is left out. */
export function ResultsTable(props: { rows: readonly TransferResultRow[]; returns: Returns }) {
  const columns = createMemo<readonly Column<TransferResultRow>[]>(() => [
    { title: t("colAt"), num: true, cell: (row) => formatNumber(row.at) },
    { title: t("colTransfer"), cell: (row) => <span class="nb">{transferText(row)}</span> },
    { title: t("colPayee"), head: true, cell: (row) => row.transfer?.payeeName ?? "–" },
    {
      title: t("colAmount"),
      num: true,
      cell: (row) => amountText(row),
    },
    {
      title: t("colReason"),
      cell: (row) => (
        <Show when={row.verdict === "returns" && row.transfer} fallback={row.reasonText ?? "–"}>
          <Reason row={row as Returning} returns={props.returns} />
        </Show>
      ),
    },
    {
      title: t("colState"),
      cell: (row) => (
        <Show
          when={props.returns.isMarked(row)}
          fallback={<Badge tone={TONES[row.verdict]}>{t(`is.${row.verdict}`)}</Badge>}
        >
          <Badge tone="ok" icon="check">
            {t("marked")}
          </Badge>
        </Show>
      ),
    },
  ]);
  return <DataTable caption={t("rowsTitle")} columns={columns()} rows={props.rows} class={styles.rows} />;
}

/** Our own number of the transfer where one is known, else what the file says of it. */
function transferText({ transfer, payoutNumber, line, numberEnd }: TransferResultRow): string {
  const number = transfer?.payoutNumber ?? payoutNumber;
  const at = transfer?.line ?? line;
  if (number !== null && at !== null) return t("transferName", { number: String(number), line: String(at) });
  return numberEnd === null ? t("saysNothing") : t("saysAccount", { end: numberEnd });
}

/** What was sent; where the bank says another amount, both. */
function amountText({ transfer, amountYen }: TransferResultRow): string {
  if (!transfer) return amountYen === null ? "–" : formatNumber(amountYen);
  const sent = formatNumber(transfer.amountYen);
  return amountYen === null || amountYen === transfer.amountYen
    ? sent
    : `${formatNumber(amountYen)} ≠ ${sent}`;
}

function Reason(props: { row: Returning; returns: Returns }) {
  const chosen = () => props.returns.reason(props.row);
  return (
    <Show
      when={!props.returns.isMarked(props.row) && !props.returns.running()}
      fallback={returnReasons().find((one) => one.value === chosen())?.label}
    >
      <span class="field__box" classList={{ "field__box--bad": chosen() === undefined }}>
        <select
          aria-label={t("reasonFor", { name: props.row.transfer.payeeName })}
          aria-invalid={chosen() === undefined ? "true" : undefined}
          onChange={(event) => props.returns.setReason(props.row, event.currentTarget.value as ReturnReason)}
        >
          <Show when={chosen() === undefined}>
            <option value="" selected disabled>
              {t("reasonMissing")}
            </option>
          </Show>
          {returnReasons().map((one) => (
            <option value={one.value} selected={one.value === chosen()}>
              {one.label}
            </option>
          ))}
        </select>
      </span>
      <Show when={props.row.reasonText}>
        {(text) => <p class="small quiet">{t("reasonBank", { text: text() })}</p>}
      </Show>
    </Show>
  );
}
