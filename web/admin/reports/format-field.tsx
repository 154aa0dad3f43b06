import { REPORT_FORMATS, type ReportFormat } from "../../../schema/api/reports.ts";
import { SelectField } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

const WORDS = { csv: "formatCsv", "csv-shift-jis": "formatSjis", xlsx: "formatXlsx" } as const satisfies {
  readonly [F in ReportFormat]: string;
};

/** Chooses what kind of file is made. */
export function FormatField(props: { value: ReportFormat; onChange: (format: ReportFormat) => void }) {
  return (
    <SelectField<ReportFormat>
      label={t("format")}
      value={props.value}
      options={REPORT_FORMATS.map((value) => ({ value, label: t(WORDS[value]) }))}
      onChange={props.onChange}
    />
  );
}
