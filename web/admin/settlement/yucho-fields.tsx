import { createEffect, createMemo, Show } from "solid-js";
import { fromYucho, YUCHO_BANK_CODE, type YuchoAccount } from "../../../schema/yucho.ts";
import { api } from "../../shared/client/api.ts";
import { TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import type { Place } from "./bank-choice.tsx";
import { kindWord } from "./kinds.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** What an account of ゆうちょ is to other banks, once both fields say one and the directory has its branch. */
export interface YuchoPlace extends YuchoAccount {
  readonly branch: Place;
}

/** 記号 and 番号 as the passbook has them, and beside them what the bank's file will say (STL-13). */
export function YuchoFields(props: {
  symbol: string;
  number: string;
  tried: boolean;
  onSymbol: (symbol: string) => void;
  onNumber: (number: string) => void;
  onPlace: (place: YuchoPlace | undefined) => void;
}) {
  // The same account read again is no news: what it is told to would otherwise tell it back.
  const read = createMemo(() => fromYucho(props.symbol, props.number), undefined, {
    equals: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  const faults = () => {
    const now = read();
    return now.ok ? [] : now.error;
  };
  const account = createMemo(() => {
    const now = read();
    return now.ok ? now.value : undefined;
  });
  const branches = createLoad(
    () => account()?.branchCode,
    (text) => api("GET banks/:code/branches", { path: { code: YUCHO_BANK_CODE }, query: { text } }),
  );
  const branch = createMemo(() => branches.value()?.banks.find((one) => one.code === account()?.branchCode));
  const isUnknown = () => Boolean(account() && branches.value() && !branch());
  createEffect(() => {
    const [now, at] = [account(), branch()];
    props.onPlace(now && at ? { ...now, branch: at } : undefined);
  });
  // While somebody is typing, half an entry is no mistake.
  const isShown = (text: string, whole: number) =>
    props.tried || text.normalize("NFKC").replace(/\D/g, "").length >= whole;
  const symbolError = () => {
    if (isUnknown()) return t("symbolUnknown");
    return faults().includes("symbol") && isShown(props.symbol, 5) ? t("symbolBad") : undefined;
  };
  const numberError = () =>
    faults().includes("number") && isShown(props.number, 8) ? t("yuchoNumberBad") : undefined;
  return (
    <>
      <div class={styles.fields}>
        <TextField
          label={t("symbol")}
          hint={t("symbolHint")}
          inputmode="numeric"
          required
          maxlength={10}
          value={props.symbol}
          onInput={props.onSymbol}
          error={symbolError()}
        />
        <TextField
          label={t("yuchoNumber")}
          hint={t("yuchoNumberHint")}
          inputmode="numeric"
          required
          maxlength={12}
          value={props.number}
          onInput={props.onNumber}
          error={numberError()}
        />
      </div>
      <Show when={branches.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void branches.reload()} />}
      </Show>
      <Show when={account() && branch() && { ...(account() as YuchoAccount), at: branch() as Place }}>
        {(seen) => (
          <Note icon="check" announce="polite">
            {t("yuchoSeen", {
              branch: seen().at.name,
              code: seen().branchCode,
              kind: kindWord(seen().kind),
              number: seen().number,
            })}
          </Note>
        )}
      </Show>
    </>
  );
}
