import { Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { Tick } from "../../shared/components/field.tsx";
import { receiptsWanted, wantReceipts } from "../issuing/receipts.ts";
import { t } from "./words.ts";

/** Receipts with the sheets, or not; nothing to choose where the programme has decided. */
export function ReceiptTick(props: { asked: IssueBody["receipt"] }) {
  return (
    <Show when={props.asked === "optional"}>
      <Tick label={t("receipts")} checked={receiptsWanted()} onChange={wantReceipts} />
    </Show>
  );
}
