import { createUniqueId, For, type JSX } from "solid-js";

/** Tabs after the ARIA pattern: arrow keys move, the panel belongs to its tab. */
export function Tabs<V extends string>(props: {
  label: string;
  value: V;
  tabs: readonly { readonly value: V; readonly label: string }[];
  onChange: (value: V) => void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  let bar: HTMLDivElement | undefined;
  const move = (event: KeyboardEvent) => {
    const at = props.tabs.findIndex((tab) => tab.value === props.value);
    const last = props.tabs.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const wrapped = to < 0 ? last : to > last ? 0 : to;
    const next = props.tabs[wrapped];
    if (!next) return;
    props.onChange(next.value);
    bar?.querySelectorAll("button")[wrapped]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={props.label} ref={bar} onKeyDown={move}>
        <For each={props.tabs}>
          {(tab) => (
            <button
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === props.value}
              aria-controls={`${id}-panel`}
              tabindex={tab.value === props.value ? 0 : -1}
              onClick={() => props.onChange(tab.value)}
            >
              {tab.label}
            </button>
          )}
        </For>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${props.value}`}>
        {props.children}
      </div>
    </>
  );
}
