import { createSignal } from "solid-js";
import type { ExtensionReply } from "../../../schema/api/holders.ts";
import { addDays, type BusinessDate, businessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { judgeExtension } from "../../../schema/extension.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { TextField } from "../../shared/components/field.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { CommandDialog } from "./command-dialog.tsx";
import { type Subject, storedFor } from "./subject.ts";
import { t } from "./words.ts";

/** Makes what can be spent good until a later date (EXP-3); which dates are allowed is said before (CAL-2). */
export function ExtendDialog(props: { subject: Subject; onDone: () => void; onClose: () => void }) {
  const [until, setUntil] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const day = (date: string) => dayText(date, locale());
  const endsOn = () => props.subject.holder.programmeEndsOn as BusinessDate;
  /** Later than what ends first now: an earlier date would move nothing. */
  const earliest = () => {
    const now = props.subject.holder.expiresOn ?? businessDate(serverNow());
    return addDays(now as BusinessDate, 1);
  };
  const fits = () => {
    const date = until();
    if (!isBusinessDate(date) || date < earliest()) return false;
    return judgeExtension({ state: "open", endsOn: endsOn() }, date, serverNow()).ok;
  };
  const build = (reason: string) => {
    setTried(true);
    if (!fits()) return undefined;
    const operation = storedFor(props.subject, "extension", props.subject.holder.spendableYen);
    const body = { ...props.subject.name, operationId: operation.id, expiresOn: until(), reason };
    return { operation, command: { kind: "extension", body } as const };
  };
  const about = () => ({
    amount: moneyText(props.subject.holder.spendableYen, props.subject.pay.unitWord, locale()),
    day: day(props.subject.holder.expiresOn ?? ""),
  });
  return (
    <CommandDialog<ExtensionReply>
      title={t("extendTitle")}
      confirm={t("actExtend")}
      tone="primary"
      reasons={["reasonDisaster", "reasonOther"]}
      build={build}
      done={(reply) => t("extendDone", { day: day(reply?.expiresOn ?? until()) })}
      onDone={props.onDone}
      onClose={props.onClose}
    >
      <p>{t("extendText", about())}</p>
      <TextField
        label={t("extendUntil")}
        hint={t("extendHint", { day: day(endsOn()) })}
        type="date"
        min={earliest()}
        max={endsOn()}
        value={until()}
        onInput={setUntil}
        required
        error={
          tried() && !fits() ? t("extendMissing", { from: day(earliest()), until: day(endsOn()) }) : undefined
        }
      />
    </CommandDialog>
  );
}
