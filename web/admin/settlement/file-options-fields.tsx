import type { FileOptionsBody } from "../../../schema/api/payout-rules.ts";
import { SelectField, Tick } from "../../shared/components/field.tsx";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** What differs from bank to bank (STL-4). */
export function FileOptionsFields(props: {
  options: FileOptionsBody;
  onChange: (options: FileOptionsBody) => void;
}) {
  const change = (part: Partial<FileOptionsBody>) => props.onChange({ ...props.options, ...part });
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("fileTitle")}</h2>
      <div class={styles.fields}>
        <SelectField<FileOptionsBody["lineEnd"]>
          label={t("lineEnd")}
          value={props.options.lineEnd}
          options={[
            { value: "crlf", label: t("lineEndCrlf") },
            { value: "none", label: t("lineEndNone") },
            { value: "lf", label: t("lineEndLf") },
            { value: "cr", label: t("lineEndCr") },
          ]}
          onChange={(lineEnd) => change({ lineEnd })}
        />
        <SelectField<FileOptionsBody["transferKind"]>
          label={t("transferKind")}
          value={props.options.transferKind}
          options={[
            { value: "7", label: t("kind7") },
            { value: "8", label: t("kind8") },
            { value: "0", label: t("kind0") },
          ]}
          onChange={(transferKind) => change({ transferKind })}
        />
      </div>
      <Tick
        label={t("endMark")}
        checked={props.options.endMark}
        onChange={(endMark) => change({ endMark })}
      />
      <Tick label={t("edi")} checked={props.options.edi} onChange={(edi) => change({ edi })} />
    </section>
  );
}
