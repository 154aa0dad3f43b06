import { SelectField, TextField } from "../../shared/components/field.tsx";
import type { Fault, StoreIdentity } from "./store-form.ts";
import { t } from "./words.ts";

/** What a payer sees before paying, and what decides where coupons may be used. */
export function IdentityFields(props: {
  value: StoreIdentity;
  towns: readonly { readonly code: string; readonly name: string }[];
  faults: ReadonlySet<Fault>;
  onChange: (next: StoreIdentity) => void;
}) {
  const set = (part: Partial<StoreIdentity>) => props.onChange({ ...props.value, ...part });
  return (
    <>
      <TextField
        label={t("name")}
        value={props.value.name}
        onInput={(name) => set({ name })}
        maxlength={60}
        required
        error={props.faults.has("name") ? t("nameMissing") : undefined}
      />
      <TextField
        label={t("kana")}
        hint={t("kanaHint")}
        value={props.value.kana}
        onInput={(kana) => set({ kana })}
        maxlength={60}
        required
        error={props.faults.has("kana") ? t("kanaMissing") : undefined}
      />
      <SelectField
        label={t("town")}
        value={props.value.municipality}
        options={props.towns.map((town) => ({ value: town.code, label: town.name }))}
        onChange={(municipality) => set({ municipality })}
      />
      <TextField
        label={t("industry")}
        hint={t("industryHint")}
        value={props.value.industry}
        onInput={(industry) => set({ industry: industry.normalize("NFKC").trim().toUpperCase() })}
        maxlength={5}
        required
        error={props.faults.has("industry") ? t("industryWrong") : undefined}
      />
      <SelectField
        label={t("accepts")}
        value={props.value.accepts}
        options={[
          { value: "mpm+cpm", label: t("acceptsBoth") },
          { value: "mpm", label: t("acceptsMpm") },
        ]}
        onChange={(accepts) => set({ accepts })}
      />
    </>
  );
}
