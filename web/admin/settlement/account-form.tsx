import { createSignal, Show } from "solid-js";
import type { AccountKind, BankAccountBody, BankAccountRequest } from "../../../schema/api/bank-accounts.ts";
import type { Result } from "../../../schema/result.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createAction } from "./action.ts";
import { BankChoice, type Place } from "./bank-choice.tsx";
import { KanaField, kanaError } from "./kana-field.tsx";
import { accountDigits, kindWord } from "./kinds.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

const KINDS: readonly AccountKind[] = ["ordinary", "current", "savings", "other"];

/** Writes an account down: bank and branch from the directory, the holder's name as on the passbook. */
export function AccountForm(props: {
  title: string;
  send: (request: BankAccountRequest) => Promise<Result<BankAccountBody, Trouble>>;
  onSaved: (saved: BankAccountBody) => void;
}) {
  const action = createAction();
  const [bank, setBank] = createSignal<Place>();
  const [branch, setBranch] = createSignal<Place>();
  const [kind, setKind] = createSignal<AccountKind>("ordinary");
  const [number, setNumber] = createSignal("");
  const [holder, setHolder] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const digits = () => accountDigits(number());
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const [chosenBank, chosenBranch, written] = [bank(), branch(), digits()];
    if (!online() || !chosenBank || !chosenBranch || !written || kanaError(holder(), true)) return;
    const saved = await action.run(() =>
      props.send({
        bankCode: chosenBank.code,
        branchCode: chosenBranch.code,
        kind: kind(),
        number: written,
        holderKana: holder(),
      }),
    );
    if (!saved) return;
    // What was written stands above now; the form is empty for the next change.
    setBank(undefined);
    setBranch(undefined);
    setNumber("");
    setHolder("");
    setTried(false);
    props.onSaved(saved);
  };
  return (
    <form class={`card ${styles.part}`} onSubmit={submit} novalidate>
      <h2 class="card__title">{props.title}</h2>
      <BankChoice bank={bank()} branch={branch()} tried={tried()} onBank={setBank} onBranch={setBranch} />
      <div class={styles.fields}>
        <SelectField<AccountKind>
          label={t("kind")}
          value={kind()}
          options={KINDS.map((one) => ({ value: one, label: kindWord(one) }))}
          onChange={setKind}
        />
        <TextField
          label={t("number")}
          hint={t("numberHint")}
          inputmode="numeric"
          required
          maxlength={20}
          value={number()}
          onInput={setNumber}
          error={(tried() || number() !== "") && !digits() ? t("numberBad") : undefined}
        />
      </div>
      <KanaField label={t("holder")} value={holder()} tried={tried()} onInput={setHolder} />
      <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
      <div>
        <Button
          type="submit"
          tone="primary"
          busy={action.busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
