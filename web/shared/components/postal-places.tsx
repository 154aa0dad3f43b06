import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, untrack } from "solid-js";
import type { PostalPlace } from "../../../schema/api/postal-codes.ts";
import { api } from "../client/api.ts";
import { digitsOf } from "../client/typed-digits.ts";
import { t } from "../i18n/words.ts";
import styles from "./postal-places.module.css";

const POSTAL_DIGITS = 7;

/** A place of a postal code, as an address begins. */
export const postalAddress = ({ prefecture, city, town }: PostalPlace) => `${prefecture}${city}${town}`;

/**
 * What a postal code says about the address beside it. A code that is known fills an address that nobody has written yet; one
 * that spans places, or an address that is there already, leaves the choice to a press. What isn't known, or doesn't arrive,
 * is in nobody's way (SDA-2).
 */
export function PostalPlaces(props: {
  /** As it is typed. */
  code: string;
  /** Whether anything is written in the address. */
  blank: boolean;
  /** Whether the form says this place already. */
  isWritten: (place: PostalPlace) => boolean;
  /** Places that the form can't take are not offered. */
  takes?: (place: PostalPlace) => boolean;
  onPlace: (place: PostalPlace) => void;
}) {
  const [found, setFound] = createSignal<readonly PostalPlace[]>([]);
  const code = createMemo(() => {
    const digits = digitsOf(props.code);
    return digits.length === POSTAL_DIGITS ? digits : undefined;
  });
  let running: AbortController | undefined;
  onCleanup(() => running?.abort());
  createEffect(
    on(code, async (digits) => {
      running?.abort();
      setFound([]);
      if (digits === undefined) return;
      const mine = new AbortController();
      running = mine;
      const answer = await api("GET postal-codes/:code", { path: { code: digits }, signal: mine.signal });
      if (mine.signal.aborted || !answer.ok) return;
      const places = answer.value.places.filter((place) => props.takes?.(place) ?? true);
      setFound(places);
      const [only, ...more] = places;
      if (only && more.length === 0 && untrack(() => props.blank)) props.onPlace(only);
    }),
  );
  const offered = () => (found().some((place) => props.isWritten(place)) ? [] : found());
  return (
    <Show when={offered().length > 0}>
      <fieldset class={styles.places} aria-live="polite">
        <legend class="small quiet">{offered().length > 1 ? t("postalWhich") : t("postalFound")}</legend>
        <For each={offered()}>
          {(place) => (
            <button type="button" class="chip" onClick={() => props.onPlace(place)}>
              {postalAddress(place)}
            </button>
          )}
        </For>
      </fieldset>
    </Show>
  );
}
