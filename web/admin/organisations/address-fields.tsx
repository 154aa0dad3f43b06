import { TextField } from "../../shared/components/field.tsx";
import { PostalPlaces, postalAddress } from "../../shared/components/postal-places.tsx";
import type { Fault, StoreDraft } from "./store-form.ts";
import { t } from "./words.ts";

/** Postal code and address; the one helps to write the other (SDA-2). */
export function AddressFields(props: {
  draft: StoreDraft;
  faults: ReadonlySet<Fault>;
  onChange: (part: Partial<StoreDraft>) => void;
}) {
  return (
    <>
      <TextField
        label={t("postalCode")}
        hint={t("postalHint")}
        value={props.draft.postalCode}
        onInput={(postalCode) => props.onChange({ postalCode })}
        inputmode="numeric"
        maxlength={8}
        error={props.faults.has("postalCode") ? t("postalWrong") : undefined}
      />
      <div>
        <TextField
          label={t("address")}
          value={props.draft.address}
          onInput={(address) => props.onChange({ address })}
          maxlength={120}
          required
          error={props.faults.has("address") ? t("addressMissing") : undefined}
        />
        <PostalPlaces
          code={props.draft.postalCode}
          blank={props.draft.address.trim() === ""}
          isWritten={(place) => props.draft.address.startsWith(postalAddress(place))}
          onPlace={(place) => props.onChange({ address: postalAddress(place) })}
        />
      </div>
    </>
  );
}
