import { createSignal, Show } from "solid-js";
import type { Passkeys } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import type { Yen } from "../../schema/money.ts";
import { isLooser } from "../../schema/payment-limit.ts";
import { api } from "../../web/shared/client/api.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { DialogFoot } from "../../web/shared/components/dialog-foot.tsx";
import { SelectField } from "../../web/shared/components/field.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { t as common } from "../../web/shared/i18n/words.ts";
import { t as shared } from "../../web/shared/passkeys/words.ts";
import { confirmWith } from "./confirm.ts";
import { EndLimit } from "./end-limit.tsx";
import { t } from "./words.ts";

/** Amounts to choose from; 0: every payment is confirmed. */
const LIMITS_YEN: readonly number[] = [0, 1_000, 3_000, 5_000, 10_000, 30_000];
const NONE = "none";

/** Above how much a payment is confirmed with finger or face (PSK-6), and the way out without one (PSK-7). */
export function PaymentLimit(props: { own: Passkeys; onChanged: () => void }) {
  const [asking, setAsking] = createSignal(false);
  const [chosen, setChosen] = createSignal(NONE);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const above = () => props.own.limit.aboveYen;
  const yen = (amount: number) => moneyText(amount as Yen, t("yen"), locale());
  const words = (amount: number) => (amount === 0 ? t("limitAll") : t("limitAbove", { amount: yen(amount) }));
  const options = () => [
    { value: NONE, label: t("limitNone") },
    ...[...new Set([...LIMITS_YEN, ...(above() === null ? [] : [above() as number])])]
      .sort((a, b) => a - b)
      .map((amount) => ({ value: String(amount), label: words(amount) })),
  ];
  const open = () => {
    setTrouble(undefined);
    setChosen(String(above() ?? NONE));
    setAsking(true);
  };
  const save = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await change(chosen() === NONE ? null : (Number(chosen()) as Yen));
    setBusy(false);
    if (failed) return void setTrouble(failed);
    setAsking(false);
    say(t("limitSaved"));
    props.onChanged();
  };
  const change = async (aboveYen: Yen | null): Promise<ProblemCode | ClientCode | undefined> => {
    const asked = isLooser(aboveYen, above()) ? await confirmWith({ for: "limit", aboveYen }) : undefined;
    if (asked && !asked.ok) return asked.error;
    const confirmation = asked ? { confirmation: asked.value } : {};
    const answer = await api("PUT residents/payment-limit", { body: { aboveYen, ...confirmation } });
    return answer.ok ? undefined : answer.error.code;
  };
  return (
    <section class="card stack" aria-label={t("limitTitle")}>
      <h2 class="card__title">{t("limitTitle")}</h2>
      <p>{above() === null ? t("limitOff") : words(above() as number)}</p>
      <p class="quiet">{t("limitWhat")}</p>
      <Show when={props.own.limit.endsAtMs}>
        {(atMs) => (
          <Note tone="warn" icon="clock">
            {t("limitEnds")} <DateTime atMs={atMs()} />
          </Note>
        )}
      </Show>
      <Button wide onPress={open}>
        {t(above() === null ? "limitSet" : "limitChange")}
      </Button>
      <Show when={above() !== null}>
        <EndLimit own={props.own} onChanged={props.onChanged} />
      </Show>
      <Dialog
        open={asking()}
        title={t("limitTitle")}
        held={busy()}
        onClose={() => setAsking(false)}
        foot={
          <DialogFoot
            keep={common("cancel")}
            confirm={shared("save")}
            busyLabel={shared("saving")}
            busy={busy()}
            onKeep={() => setAsking(false)}
            onConfirm={() => void save()}
          />
        }
      >
        <SelectField label={t("limitWhich")} value={chosen()} options={options()} onChange={setChosen} />
        <p class="quiet">{t("limitLoosen")}</p>
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      </Dialog>
    </section>
  );
}
