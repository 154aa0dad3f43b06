import { createSignal, Show } from "solid-js";
import type { AccountKind, BankAccountBody, BankAccountRequest } from "../../../schema/api/bank-accounts.ts";
import type { Result } from "../../../schema/result.ts";
import { YUCHO_BANK_CODE, yuchoHolds } from "../../../schema/yucho.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createAction } from "./action.ts";
import { BankChoice, type Place } from "./bank-choice.tsx";
import { KanaField, kanaError } from "./kana-field.tsx";
import { accountDigits, kindWord } from "./kinds.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";
import { YuchoFields, type YuchoPlace } from "./yucho-fields.tsx";

const KINDS: readonly AccountKind[] = ["ordinary", "current", "savings", "other"];

/** An account as it is being typed. */
interface Draft {
  readonly bank: Place | undefined;
  readonly branch: Place | undefined;
  readonly kind: AccountKind;
  readonly number: string;
  /** How an account of ゆうちょ is given: as its passbook has it, or as other banks name it. */
  readonly by: "symbol" | "branch";
  readonly symbol: string;
  readonly yuchoNumber: string;
  readonly yucho: YuchoPlace | undefined;
  readonly holder: string;
}
const EMPTY: Draft = {
  bank: undefined,
  branch: undefined,
  kind: "ordinary",
  number: "",
  by: "symbol",
  symbol: "",
  yuchoNumber: "",
  yucho: undefined,
  holder: "",
};

const isYucho = ({ bank }: Draft) => bank?.code === YUCHO_BANK_CODE;
const bySymbol = (draft: Draft) => isYucho(draft) && draft.by === "symbol";
const kindFits = (draft: Draft) =>
  !isYucho(draft) || !draft.branch || yuchoHolds(draft.branch.code, draft.kind);

/** Where the account is, as the request names it; undefined while something of it is missing or wrong. */
function placeOf(draft: Draft): Pick<BankAccountRequest, "branchCode" | "kind" | "number"> | undefined {
  if (bySymbol(draft)) {
    const { yucho } = draft;
    return yucho && { branchCode: yucho.branchCode, kind: yucho.kind, number: yucho.number };
  }
  const number = accountDigits(draft.number);
  return draft.branch && number && kindFits(draft)
    ? { branchCode: draft.branch.code, kind: draft.kind, number }
    : undefined;
}

/** Writes an account down: bank and branch from the directory, the holder's name as on the passbook. */
export function AccountForm(props: {
  title: string;
  send: (request: BankAccountRequest) => Promise<Result<BankAccountBody, Trouble>>;
  onSaved: (saved: BankAccountBody) => void;
}) {
  const action = createAction();
  const [draft, setDraft] = createSignal<Draft>(EMPTY);
  const [tried, setTried] = createSignal(false);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const { bank, holder } = draft();
    const place = placeOf(draft());
    if (!online() || !bank || !place || kanaError(holder, true)) return;
    const saved = await action.run(() => props.send({ bankCode: bank.code, ...place, holderKana: holder }));
    if (!saved) return;
    // What was written stands above now; the form is empty for the next change.
    setDraft(EMPTY);
    setTried(false);
    props.onSaved(saved);
  };
  return (
    <form class={`card ${styles.part}`} onSubmit={submit} novalidate>
      <h2 class="card__title">{props.title}</h2>
      <BankChoice
        bank={draft().bank}
        branch={draft().branch}
        tried={tried()}
        bankAlone={bySymbol(draft())}
        onBank={(bank) => change({ bank })}
        onBranch={(branch) => change({ branch })}
        between={
          <Show when={isYucho(draft())}>
            <SwitchView<Draft["by"]>
              label={t("yuchoBy")}
              value={draft().by}
              options={[
                { value: "symbol", label: t("bySymbol") },
                { value: "branch", label: t("byBranch") },
              ]}
              onChange={(by) => change({ by })}
            />
          </Show>
        }
      />
      <Show
        when={bySymbol(draft())}
        fallback={<NumberFields draft={draft()} tried={tried()} onChange={change} />}
      >
        <YuchoFields
          symbol={draft().symbol}
          number={draft().yuchoNumber}
          tried={tried()}
          onSymbol={(symbol) => change({ symbol })}
          onNumber={(yuchoNumber) => change({ yuchoNumber })}
          onPlace={(yucho) => change({ yucho })}
        />
      </Show>
      <KanaField
        label={t("holder")}
        value={draft().holder}
        tried={tried()}
        onInput={(holder) => change({ holder })}
      />
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

/** The kind and number of an account at any bank. */
function NumberFields(props: { draft: Draft; tried: boolean; onChange: (part: Partial<Draft>) => void }) {
  const isBad = () =>
    (props.tried || props.draft.number !== "") && accountDigits(props.draft.number) === undefined;
  return (
    <div class={styles.fields}>
      <SelectField<AccountKind>
        label={t("kind")}
        value={props.draft.kind}
        options={KINDS.map((one) => ({ value: one, label: kindWord(one) }))}
        onChange={(kind) => props.onChange({ kind })}
        error={kindFits(props.draft) ? undefined : t("kindNotThere")}
      />
      <TextField
        label={t("number")}
        hint={t("numberHint")}
        inputmode="numeric"
        required
        maxlength={20}
        value={props.draft.number}
        onInput={(number) => props.onChange({ number })}
        error={isBad() ? t("numberBad") : undefined}
      />
    </div>
  );
}
