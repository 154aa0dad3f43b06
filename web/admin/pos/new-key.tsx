import { createSignal, Show } from "solid-js";
import { type MadePosKey, POS_OPERATIONS, type PosOperation } from "../../../schema/api/pos-keys.ts";
import type { ReachableStore } from "../../../schema/api/staff.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { MAX_POS_KEY_NAME } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Choices } from "./choices.tsx";
import { t } from "./words.ts";

/** A key of a store: a name, a till, what it may do and until when (POS-1). */
export function NewKey(props: {
  store: ReachableStore;
  onClose: () => void;
  onMade: (made: MadePosKey) => void;
}) {
  const [name, setName] = createSignal("");
  const [tillId, setTillId] = createSignal("");
  const [operations, setOperations] = createSignal<readonly PosOperation[]>(POS_OPERATIONS);
  const [lastDay, setLastDay] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const nameFault = () => (name().trim() === "" ? t("nameMissing") : undefined);
  const mayFault = () => (operations().length === 0 ? t("mayMissing") : undefined);
  const dayFault = () =>
    lastDay() !== "" && lastDay() < businessDate(serverNow()) ? t("lastDayPast") : undefined;
  const make = async () => {
    setTried(true);
    if (busy() || nameFault() || mayFault() || dayFault()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST pos-keys", {
      body: {
        storeId: props.store.storeId,
        tillId: tillId() || null,
        name: name().trim(),
        operations: [...operations()],
        lastDay: lastDay() || null,
      },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    props.onMade(answer.value);
  };
  return (
    <Dialog
      open
      title={t("newKeyTitle", { store: props.store.name })}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("make")}
          busyLabel={t("making")}
          busy={busy()}
          onKeep={props.onClose}
          onConfirm={() => void make()}
        />
      }
    >
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        value={name()}
        onInput={setName}
        maxlength={MAX_POS_KEY_NAME}
        required
        error={tried() ? nameFault() : undefined}
      />
      <SelectField
        label={t("till")}
        value={tillId()}
        options={[
          { value: "", label: t("everyTill") },
          ...props.store.tills.map((till) => ({
            value: till.tillId as string,
            label: t("tillNumber", { number: String(till.number) }),
          })),
        ]}
        onChange={setTillId}
      />
      <Choices
        legend={t("may")}
        options={POS_OPERATIONS.map((value) => ({ value, label: t(`may_${value}`) }))}
        chosen={operations()}
        onChange={setOperations}
        error={tried() ? mayFault() : undefined}
      />
      <TextField
        label={t("lastDay")}
        hint={t("lastDayHint")}
        type="date"
        value={lastDay()}
        onInput={setLastDay}
        min={businessDate(serverNow())}
        error={tried() ? dayFault() : undefined}
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}
