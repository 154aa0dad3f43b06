import { type Accessor, type JSX, Show } from "solid-js";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import type { Load } from "./load.ts";

/** The three states of what a screen is about: coming, failed (with もう一度), there; it stays when a later reading fails. */
export function Loaded<T>(props: {
  load: Pick<Load<unknown>, "trouble" | "reload">;
  /** The part of it that is shown. */
  value: T | undefined | null;
  /** Heads the page until the thing itself is there to do so. */
  title?: string | undefined;
  children: (value: Accessor<NonNullable<T>>) => JSX.Element;
}) {
  return (
    <>
      <Show when={!props.value && props.title}>
        {(title) => (
          <header class="head">
            <h1>{title()}</h1>
          </header>
        )}
      </Show>
      <Show when={props.load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void props.load.reload()} />}
      </Show>
      <Show
        when={props.value}
        fallback={
          <Show when={!props.load.trouble()}>
            <section class="card">
              <GreyRows />
            </section>
          </Show>
        }
      >
        {(value) => props.children(value)}
      </Show>
    </>
  );
}
