import { createSignal, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { IssuerShare } from "../../../schema/api/fund.ts";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import type { AdminCommand } from "../operations/admin-commands.ts";
import type { AfterLine } from "./after-lines.tsx";
import { type Entered, MoneyDialog } from "./money-dialog.tsx";
import { t } from "./words.ts";

type What = "out" | "back" | "move";

/** Gives an issuer more of the fund, takes back what it hasn't issued, or moves that to another issuer (FND-7). */
export function AllotDialog(props: {
  fund: FundBody;
  pay: PayFace;
  issuer: IssuerShare;
  /** Every issuer, for where to move to. */
  issuers: readonly IssuerShare[];
  onDone: () => void;
  onClose: () => void;
}) {
  const [what, setWhat] = createSignal<What>("out");
  const [target, setTarget] = createSignal("");
  const other = () => props.issuers.find((one) => one.issuerId === target());
  /** From the book itself, which knows more than the projection that the table is read from. */
  const leftOf = (issuerId: string) =>
    props.fund.allotted.find((one) => one.issuerId === issuerId)?.amountYen ?? 0;
  const line = (label: string, beforeYen: number, changeYen: number): AfterLine => ({
    label,
    beforeYen,
    afterYen: beforeYen + changeYen,
  });
  const lines = (amountYen: number): readonly AfterLine[] => {
    const { issuerId, name } = props.issuer;
    const mine = t("leftOf", { issuer: name });
    const change = what() === "out" ? amountYen : -amountYen;
    const own = line(mine, leftOf(issuerId), change);
    if (what() !== "move") return [line(t("accAvailable"), props.fund.availableYen, -change), own];
    const to = other();
    return to ? [own, line(t("leftOf", { issuer: to.name }), leftOf(to.issuerId), amountYen)] : [own];
  };
  const command = ({ operationId, amountYen, note }: Entered): AdminCommand => {
    const { programmeId } = props.fund;
    const { issuerId } = props.issuer;
    const body = { operationId, amountYen, note };
    const direction = what();
    return direction === "move"
      ? { kind: "move", programmeId, body: { ...body, fromIssuerId: issuerId, toIssuerId: target() } }
      : { kind: "allotment", programmeId, body: { ...body, issuerId, direction } };
  };
  const doLabel = (money: string) => {
    if (what() === "out") return t("allotOutDo", { money });
    return what() === "back" ? t("allotBackDo", { money }) : t("allotMoveDo", { money });
  };
  const party = () => {
    const to = what() === "move" ? other() : undefined;
    return to ? `${props.issuer.name} → ${to.name}` : props.issuer.name;
  };
  return (
    <MoneyDialog
      title={t("changeTitle", { issuer: props.issuer.name })}
      pay={props.pay}
      fundIdTail={props.fund.fundIdTail}
      kind={what() === "move" ? "move" : "allotment"}
      party={party()}
      mostYen={what() === "out" ? props.fund.availableYen : leftOf(props.issuer.issuerId)}
      incomplete={what() === "move" && other() === undefined}
      lines={lines}
      doLabel={doLabel}
      doneText={(money) => t("allotDone", { money })}
      command={command}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      {(tried) => (
        <>
          <SwitchView<What>
            label={t("changeWhat")}
            value={what()}
            options={[
              { value: "out", label: t("allotOut") },
              { value: "back", label: t("allotBack") },
              { value: "move", label: t("allotMove") },
            ]}
            onChange={setWhat}
          />
          <Show when={what() === "move"}>
            <SelectField
              label={t("moveTo")}
              value={target()}
              options={[
                { value: "", label: t("moveToNone") },
                ...props.issuers
                  .filter((one) => one.issuerId !== props.issuer.issuerId)
                  .map((one) => ({ value: one.issuerId as string, label: one.name })),
              ]}
              onChange={setTarget}
              error={tried() && other() === undefined ? t("moveToMissing") : undefined}
            />
          </Show>
        </>
      )}
    </MoneyDialog>
  );
}
