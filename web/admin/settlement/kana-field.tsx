import { toBankKana } from "../../../schema/bank-kana.ts";
import { TextField } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

/** Why a name can't be written into the bank's file; undefined where it can. Nothing yet is no mistake until sent. */
export function kanaError(text: string, tried: boolean): string | undefined {
  if (text.trim() === "") return tried ? t("holderMissing") : undefined;
  const kana = toBankKana(text, "party");
  return kana.ok ? undefined : t("holderBad", { character: kana.error.character });
}

/** A name in kana, checked as it is typed, and shown as the bank will read it (STL-1). */
export function KanaField(props: {
  label: string;
  value: string;
  tried: boolean;
  onInput: (value: string) => void;
}) {
  const seen = () => {
    const kana = toBankKana(props.value, "party");
    return kana.ok && kana.value !== "" ? kana.value : undefined;
  };
  return (
    <div class="stack">
      <TextField
        label={props.label}
        hint={t("holderHint")}
        required
        maxlength={100}
        value={props.value}
        onInput={props.onInput}
        error={kanaError(props.value, props.tried)}
      />
      <p class="small quiet" role="status">
        {seen() === undefined ? "" : t("holderSeen", { kana: seen() ?? "" })}
      </p>
    </div>
  );
}
