import { For, type JSX } from "solid-js";

/** A paper coupon or receipt: a head, parts, and a tear line between them. */
export function Ticket(props: {
  label?: string | undefined;
  children: JSX.Element;
  class?: string | undefined;
}) {
  return (
    <section class={`ticket ${props.class ?? ""}`} aria-label={props.label}>
      {props.children}
    </section>
  );
}

/** One part of a ticket. */
export function TicketPart(props: { children: JSX.Element; class?: string | undefined }) {
  return <div class={`ticket__part ${props.class ?? ""}`}>{props.children}</div>;
}

/** Where the ticket is torn. */
export function TicketTear() {
  return <div class="ticket__tear" aria-hidden="true" />;
}

/** Lines of words and amounts; `sum` draws the line above. */
export function Lines(props: {
  lines: readonly { readonly label: JSX.Element; readonly value: JSX.Element; readonly sum?: boolean }[];
  class?: string | undefined;
}) {
  return (
    <dl class={`lines ${props.class ?? ""}`}>
      <For each={props.lines}>
        {(line) => (
          <div class={line.sum ? "lines__sum" : undefined}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
