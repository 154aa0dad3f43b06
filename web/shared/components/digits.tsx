import { For } from "solid-js";

/** A receipt number in boxes, read digit by digit. */
export function Digits(props: { value: string; label?: string | undefined; class?: string | undefined }) {
  const spoken = () => `${props.label ? `${props.label} ` : ""}${Array.from(props.value).join(" ")}`;
  return (
    <span class={`digits ${props.class ?? ""}`} role="img" aria-label={spoken()}>
      <For each={Array.from(props.value)}>{(digit) => <span aria-hidden="true">{digit}</span>}</For>
    </span>
  );
}
