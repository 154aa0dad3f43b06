import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { CancelReply } from "../../../schema/api/coupons.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { CommandDialog } from "./command-dialog.tsx";
import { type Subject, storedFor } from "./subject.ts";
import { t } from "./words.ts";

/** Cancels a coupon, or replaces it and leads to the new sheet (FND-4). */
export function GiveUpDialog(props: {
  subject: Subject;
  kind: "cancel" | "replace";
  asked: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const cancels = () => props.kind === "cancel";
  const money = (amount: number) => moneyText(amount, props.subject.pay.unitWord, locale());
  const left = () => money(props.subject.holder.spendableYen);
  const build = (reason: string) => {
    const { name } = props.subject;
    if (name.kind !== "coupon") return undefined;
    const operation = storedFor(props.subject, props.kind, props.subject.holder.spendableYen);
    const body = { operationId: operation.id, reason };
    return { operation, command: { kind: props.kind, couponId: name.couponId, body } };
  };
  return (
    <CommandDialog<CancelReply>
      title={t(cancels() ? "cancelTitle" : "replaceTitle")}
      confirm={t(cancels() ? "actCancel" : "actReplace")}
      tone={cancels() ? "danger" : "primary"}
      reasons={
        cancels()
          ? ["reasonWrongAmount", "reasonSuspicion", "reasonOther"]
          : ["reasonLost", "reasonDamaged", "reasonOther"]
      }
      asked={props.asked}
      build={build}
      done={(reply) =>
        t(cancels() ? "cancelDone" : "replaceDone", {
          amount: reply ? money(reply.amountYen) : left(),
        })
      }
      next={(reply) => (
        <Show when={reply.newIssueId}>
          {(id) => (
            <A class={buttonClass({ tone: "primary" })} href={`/issues/${id()}/sheets`}>
              {t("printSheet")}
            </A>
          )}
        </Show>
      )}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>{t(cancels() ? "cancelText" : "replaceText", { amount: left() })}</p>
    </CommandDialog>
  );
}
