import type { FreezeReply } from "../../../schema/api/coupons.ts";
import { CommandDialog } from "./command-dialog.tsx";
import { type Subject, storedFor } from "./subject.ts";
import { t } from "./words.ts";

/** Stops a coupon, or every Pay of a resident in the region, or frees them again (FRZ-1). */
export function StopDialog(props: {
  subject: Subject;
  frozen: boolean;
  onDone: () => void;
  onClose: () => void;
}) {
  const isCoupon = () => props.subject.name.kind === "coupon";
  const title = () => {
    if (!props.frozen) return t("unfreezeTitle");
    return t(isCoupon() ? "freezeTitle" : "freezeResidentTitle");
  };
  const text = () => {
    if (!props.frozen) return t("unfreezeText");
    return t(isCoupon() ? "freezeText" : "freezeResidentText");
  };
  const build = (reason: string) => {
    const kind = props.frozen ? "freeze" : "unfreeze";
    const operation = storedFor(props.subject, kind, props.subject.holder.spendableYen);
    const { name } = props.subject;
    const rest = { operationId: operation.id, frozen: props.frozen, reason };
    const body =
      name.kind === "coupon"
        ? { kind: "coupon" as const, couponId: name.couponId, ...rest }
        : { kind: "resident" as const, residentId: name.residentId, ...rest };
    return { operation, command: { kind, body } as const };
  };
  return (
    <CommandDialog<FreezeReply>
      title={title()}
      confirm={t(props.frozen ? "actFreeze" : "actUnfreeze")}
      tone={props.frozen ? "danger" : "primary"}
      reasons={
        props.frozen
          ? ["reasonLost", "reasonSuspicion", "reasonOther"]
          : ["reasonCleared", "reasonWrongAmount", "reasonOther"]
      }
      build={build}
      done={() => t(props.frozen ? "freezeDone" : "unfreezeDone")}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>{text()}</p>
    </CommandDialog>
  );
}
