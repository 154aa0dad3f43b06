import { Show } from "solid-js";
import { EMBLEMS, isFaceName, MARK } from "./emblems.ts";

/** The emblem of a regional face; decorative, since the Pay's name always stands beside it. */
export function Emblem(props: { face: string; class?: string | undefined }) {
  const markup = () => (isFaceName(props.face) ? EMBLEMS[props.face] : undefined);
  return (
    <Show when={markup()} fallback={<Mark class={props.class ? `emblem ${props.class}` : "emblem"} />}>
      {(inner) => (
        <svg
          class={props.class ? `emblem ${props.class}` : "emblem"}
          viewBox="0 0 48 48"
          aria-hidden="true"
          innerHTML={inner()}
        />
      )}
    </Show>
  );
}

/** The product's mark; inside `.brand` it takes its size from there. */
export function Mark(props: { class?: string | undefined }) {
  return <svg class={props.class} viewBox="0 0 48 48" aria-hidden="true" innerHTML={MARK} />;
}

/** The mark with the product's name, as head of a rail or topbar. */
export function Brand(props: { class?: string | undefined }) {
  return (
    <span class={props.class ? `brand ${props.class}` : "brand"}>
      <Mark />
      Tegata
    </span>
  );
}
