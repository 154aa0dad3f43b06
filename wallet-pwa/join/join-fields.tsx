import type { Joining } from "../../schema/api/terms.ts";
import { COMMON_INDUSTRIES } from "../../schema/industries.ts";
import { SelectField, TextField } from "../../web/shared/components/field.tsx";
import { PostalPlaces } from "../../web/shared/components/postal-places.tsx";
import { atPlace, type JoinDraft, type JoinFaults, saysPlace } from "./join-draft.ts";
import { t } from "./words.ts";

interface Part {
  draft: JoinDraft;
  faults: JoinFaults;
  onChange: (part: Partial<JoinDraft>) => void;
}

/** Why a field is refused, in words. */
function why(fault: JoinFaults[keyof JoinFaults]): string | undefined {
  return fault && t(fault);
}

/** Who runs the shop. */
export function BusinessFields(props: Part) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("organisation")}</h2>
      <TextField
        label={t("organisationName")}
        autocomplete="organization"
        value={props.draft.organisationName}
        onInput={(organisationName) => props.onChange({ organisationName })}
        maxlength={60}
        required
        error={why(props.faults.organisationName)}
      />
      <TextField
        label={t("kana")}
        hint={t("kanaHint")}
        value={props.draft.organisationKana}
        onInput={(organisationKana) => props.onChange({ organisationKana })}
        maxlength={60}
        required
        error={why(props.faults.organisationKana)}
      />
    </section>
  );
}

/** The shop itself. */
export function ShopFields(props: Part & { towns: Joining["municipalities"] }) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("store")}</h2>
      <TextField
        label={t("storeName")}
        hint={t("storeHint")}
        value={props.draft.storeName}
        onInput={(storeName) => props.onChange({ storeName })}
        maxlength={60}
        required
        error={why(props.faults.storeName)}
      />
      <TextField
        label={t("kana")}
        hint={t("kanaHint")}
        value={props.draft.storeKana}
        onInput={(storeKana) => props.onChange({ storeKana })}
        maxlength={60}
        required
        error={why(props.faults.storeKana)}
      />
      <SelectField
        label={t("industry")}
        value={props.draft.industry}
        options={COMMON_INDUSTRIES.map((code) => ({ value: code as string, label: t(`kind_${code}`) }))}
        onChange={(industry) => props.onChange({ industry })}
      />
      <div>
        <TextField
          label={t("postalCode")}
          hint={t("postalHint")}
          autocomplete="postal-code"
          inputmode="numeric"
          value={props.draft.postalCode}
          onInput={(postalCode) => props.onChange({ postalCode })}
          maxlength={8}
          error={why(props.faults.postalCode)}
        />
        <PostalPlaces
          code={props.draft.postalCode}
          blank={props.draft.address.trim() === ""}
          takes={({ municipality }) => props.towns.some((town) => town.code === municipality)}
          isWritten={(place) => saysPlace(props.draft, place)}
          onPlace={(place) => props.onChange(atPlace(props.draft, place))}
        />
      </div>
      <SelectField
        label={t("town")}
        value={props.draft.municipality}
        options={props.towns.map((town) => ({ value: town.code, label: town.name }))}
        onChange={(municipality) => props.onChange({ municipality })}
      />
      <TextField
        label={t("address")}
        autocomplete="street-address"
        value={props.draft.address}
        onInput={(address) => props.onChange({ address })}
        maxlength={120}
        required
        error={why(props.faults.address)}
      />
      <TextField
        label={t("phone")}
        hint={t("phoneHint")}
        type="tel"
        value={props.draft.phone}
        onInput={(phone) => props.onChange({ phone })}
        maxlength={16}
        error={why(props.faults.phone)}
      />
      <SelectField
        label={t("accepts")}
        value={props.draft.accepts}
        options={[
          { value: "mpm+cpm", label: t("acceptsBoth") },
          { value: "mpm", label: t("acceptsMpm") },
        ]}
        onChange={(accepts) => props.onChange({ accepts })}
      />
    </section>
  );
}

/** Who is asked where something is unclear, and gets the head account. */
export function ContactFields(props: Part) {
  return (
    <section class="card stack">
      <h2 class="card__title">{t("contact")}</h2>
      <TextField
        label={t("contactName")}
        autocomplete="name"
        value={props.draft.contactName}
        onInput={(contactName) => props.onChange({ contactName })}
        maxlength={60}
        required
        error={why(props.faults.contactName)}
      />
      <TextField
        label={t("contactPhone")}
        type="tel"
        autocomplete="tel"
        value={props.draft.contactPhone}
        onInput={(contactPhone) => props.onChange({ contactPhone })}
        maxlength={16}
        required
        error={why(props.faults.contactPhone)}
      />
      <TextField
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        autocomplete="email"
        value={props.draft.email}
        onInput={(email) => props.onChange({ email })}
        maxlength={200}
        error={why(props.faults.email)}
      />
    </section>
  );
}
