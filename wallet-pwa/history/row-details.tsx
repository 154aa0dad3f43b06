import { Show } from "solid-js";
import type { HistoryRow } from "../../schema/api/history.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime, Expiry } from "../../web/shared/components/date-time.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { Digits } from "../../web/shared/components/digits.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { t } from "../i18n/words.ts";
import { partyOf } from "./history-row.tsx";
import { ROW_WORDS } from "./line-words.ts";

/** Everything about one row, as plain lines: a receipt to read, not to show at a till. */
export function RowDetails(props: { row: HistoryRow | undefined; unit: string; onClose: () => void }) {
  const lines = (row: HistoryRow) => [
    { label: t("kind"), value: t(ROW_WORDS[row.kind].word) },
    { label: t("when"), value: <DateTime atMs={row.atMs} seconds /> },
    ...(row.store
      ? [
          { label: t("store"), value: row.store.name },
          { label: t("town"), value: row.store.town },
        ]
      : []),
    ...(row.amountYen !== 0
      ? [{ label: t("amount"), value: <Yen amount={row.amountYen} unit={props.unit} size="text" signed /> }]
      : []),
    ...(row.reversedYen > 0
      ? [{ label: t("returned"), value: <Yen amount={row.reversedYen} unit={props.unit} size="text" /> }]
      : []),
    ...(row.expiresOn ? [{ label: t("expiryIs"), value: <Expiry expiresOn={row.expiresOn} /> }] : []),
    ...(row.receiptNumber
      ? [{ label: t("receiptNumber"), value: <Digits value={row.receiptNumber} /> }]
      : []),
    { label: t("operationNumber"), value: <span class="small">{row.operationId}</span> },
  ];
  return (
    <Dialog
      open={props.row !== undefined}
      title={props.row ? partyOf(props.row) : ""}
      onClose={props.onClose}
      foot={<Button onPress={props.onClose}>{common("close")}</Button>}
    >
      <Show when={props.row}>{(row) => <Lines lines={lines(row())} />}</Show>
      <p class="quiet">{t("provesNothing")}</p>
    </Dialog>
  );
}
