import { createSignal, Show } from "solid-js";
import type { VerificationReply } from "../../schema/api/residents.ts";
import type { Result } from "../../schema/result.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { t } from "../i18n/words.ts";
import { phoneLooksWhole } from "./phone-number.ts";
import { type SentCodes, withSentCode } from "./sent-codes.ts";

/** Asks for a phone number and has a code sent to it. */
export function PhoneStep(props: {
  /** What the number is called; default is the telephone number. */
  label?: string | undefined;
  send: (phone: string) => Promise<Result<VerificationReply, Trouble>>;
  phone: string;
  onPhone: (phone: string) => void;
  /** Codes asked for before, e.g. by who went back to mend the number. */
  before: SentCodes | undefined;
  onSent: (codes: SentCodes) => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [short, setShort] = createSignal(false);
  const send = async () => {
    if (busy()) return;
    setTrouble(undefined);
    setShort(!phoneLooksWhole(props.phone));
    if (short()) return;
    setBusy(true);
    const answer = await props.send(props.phone);
    setBusy(false);
    if (answer.ok)
      props.onSent(
        withSentCode(props.before, { phone: props.phone, by: "sms" }, answer.value, performance.now()),
      );
    else setTrouble(answer.error);
  };
  return (
    <form
      class="stack"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={props.label ?? t("phone")}
        hint={t("phoneHint")}
        type="tel"
        inputmode="tel"
        autocomplete="tel-national"
        name="phone"
        icon="phone"
        value={props.phone}
        onInput={(value) => {
          setShort(false);
          props.onPhone(value);
        }}
        error={short() ? t("phoneMissing") : undefined}
        maxlength={32}
      />
      <OfflineNote />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
      <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("sendingCode")}>
        {t("sendCode")}
      </Button>
    </form>
  );
}
