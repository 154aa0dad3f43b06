import { createMemo, type JSX, Show } from "solid-js";
import { AcceptTerms } from "./accept-terms.tsx";
import { termsToRead } from "./due.ts";

/** The office, or in its place the terms that must be read first (ORG-5). */
export function TermsGate(props: { children: JSX.Element }) {
  const due = createMemo(termsToRead, undefined, { equals: (a, b) => a?.termsId === b?.termsId });
  return (
    <Show when={due()} keyed fallback={props.children}>
      {(one) => <AcceptTerms due={one} />}
    </Show>
  );
}
