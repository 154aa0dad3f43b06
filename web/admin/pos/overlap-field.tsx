import { SelectField } from "../../shared/components/field.tsx";
import { t } from "./words.ts";

/** For how many hours the one before stays good; all within KEY_OVERLAP_HOURS. */
export const OVERLAPS = ["0", "1", "24", "72", "168"] as const;
export type Overlap = (typeof OVERLAPS)[number];

export function OverlapField(props: { label: string; value: Overlap; onChange: (value: Overlap) => void }) {
  return (
    <SelectField<Overlap>
      label={props.label}
      value={props.value}
      options={OVERLAPS.map((value) => ({ value, label: t(`overlap_${value}`) }))}
      onChange={props.onChange}
    />
  );
}
