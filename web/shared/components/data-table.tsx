import { For, type JSX, Show } from "solid-js";
import { t } from "../i18n/words.ts";
import { Button } from "./button.tsx";

/** One column: its head, its cell, `num` for right-aligned figures, `head` for the cell that names the row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => JSX.Element;
  readonly num?: boolean;
  readonly head?: boolean;
}

/** A table with a caption for screen readers and, where it pages, the way on and back by cursor. */
export function DataTable<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  foot?: JSX.Element | undefined;
  onNext?: (() => void) | undefined;
  onPrevious?: (() => void) | undefined;
  busy?: boolean | undefined;
  class?: string | undefined;
}) {
  return (
    <div class="table-frame">
      <section class="table-frame__scroll" aria-label={props.caption} tabindex="0">
        <table class={`table ${props.class ?? ""}`} aria-busy={props.busy ? "true" : undefined}>
          <caption class="hidden-text">{props.caption}</caption>
          <thead>
            <tr>
              <For each={props.columns}>
                {(column) => (
                  <th scope="col" class={column.num ? "num" : undefined}>
                    {column.title}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <For each={props.columns}>
                    {(column) =>
                      column.head ? (
                        <th scope="row">{column.cell(row)}</th>
                      ) : (
                        <td class={column.num ? "num" : undefined}>{column.cell(row)}</td>
                      )
                    }
                  </For>
                </tr>
              )}
            </For>
          </tbody>
          <Show when={props.foot}>
            <tfoot>{props.foot}</tfoot>
          </Show>
        </table>
      </section>
      <Show when={props.onNext || props.onPrevious}>
        <div class="table__actions">
          <Show when={props.onPrevious} fallback={<span />}>
            {(previous) => (
              <Button icon="back" busy={props.busy} onPress={() => previous()()}>
                {t("previousPage")}
              </Button>
            )}
          </Show>
          <Show when={props.onNext}>
            {(next) => (
              <Button icon="next" busy={props.busy} onPress={() => next()()}>
                {t("nextPage")}
              </Button>
            )}
          </Show>
        </div>
      </Show>
    </div>
  );
}
