import type { PayFace } from "../../../schema/api/common.ts";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { MoneyDialog } from "./money-dialog.tsx";
import { t } from "./words.ts";

/** Records the funder's money. */
export function DepositDialog(props: {
  fund: FundBody;
  pay: PayFace;
  onDone: () => void;
  onClose: () => void;
}) {
  return (
    <MoneyDialog
      title={t("depositTitle")}
      lead={t("depositLead")}
      pay={props.pay}
      fundIdTail={props.fund.fundIdTail}
      kind="deposit"
      party={props.pay.programmeName}
      mostYen={null}
      lines={(amountYen) => [
        {
          label: t("accAvailable"),
          beforeYen: props.fund.availableYen,
          afterYen: props.fund.availableYen + amountYen,
        },
        { label: t("accCash"), beforeYen: props.fund.cashYen, afterYen: props.fund.cashYen + amountYen },
      ]}
      doLabel={(money) => t("depositDo", { money })}
      doneText={(money) => t("depositDone", { money })}
      command={(body) => ({ kind: "deposit", programmeId: props.fund.programmeId, body })}
      onDone={props.onDone}
      onClose={props.onClose}
    />
  );
}
