import { createEffect, createMemo, For, on, Show } from "solid-js";
import type { PostalPlace } from "../../../schema/api/postal-codes.ts";
import { api } from "../../shared/client/api.ts";
import { digitsOf } from "../../shared/client/typed-digits.ts";
import { TextField } from "../../shared/components/field.tsx";
import { createLoad } from "../client/load.ts";
import styles from "./organisations.module.css";
import type { Fault, StoreDraft } from "./store-form.ts";
import { t } from "./words.ts";

const POSTAL_DIGITS = 7;
const addressOf = ({ prefecture, city, town }: PostalPlace) => `${prefecture}${city}${town}`;

/**
 * Postal code and address. A code that is known fills an address that nobody has written yet; one that spans places, or an
 * address that is there already, leaves the choice to a press. What isn't known, or doesn't arrive, is in nobody's way (SDA-2).
 */
export function AddressFields(props: {
  draft: StoreDraft;
  faults: ReadonlySet<Fault>;
  onChange: (part: Partial<StoreDraft>) => void;
}) {
  const code = createMemo(() => {
    const digits = digitsOf(props.draft.postalCode);
    return digits.length === POSTAL_DIGITS ? digits : undefined;
  });
  const found = createLoad(code, (digits) => api("GET postal-codes/:code", { path: { code: digits } }));
  const places = () => found.value()?.places ?? [];
  const offered = () => places().filter((place) => !props.draft.address.startsWith(addressOf(place)));
  createEffect(
    on(places, ([only, ...more]) => {
      if (only && more.length === 0 && props.draft.address.trim() === "")
        props.onChange({ address: addressOf(only) });
    }),
  );
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
        <Show when={offered().length > 0 && offered().length === places().length}>
          <fieldset class={styles.places} aria-live="polite">
            <legend class="small quiet">{places().length > 1 ? t("postalWhich") : t("postalFound")}</legend>
            <For each={offered()}>
              {(place) => (
                <button
                  type="button"
                  class="chip"
                  onClick={() => props.onChange({ address: addressOf(place) })}
                >
                  {addressOf(place)}
                </button>
              )}
            </For>
          </fieldset>
        </Show>
      </div>
    </>
  );
}
