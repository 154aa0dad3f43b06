import { For, Show } from "solid-js";
import { Yen } from "../../shared/components/yen.tsx";
import type { Point } from "./bars-and-line.tsx";
import styles from "./charts.module.css";
import { t } from "./words.ts";

/** The figures of a drawing as a table, for whoever wants to read them exactly or can't see it (DSH-4). */
export function PointTable(props: {
  title: string;
  over: string;
  bars: string;
  line: string;
  points: readonly Point[];
  unit: string;
}) {
  return (
    <details class={styles.more}>
      <summary>{t("asTable")}</summary>
      <section class="table-frame__scroll" aria-label={props.title} tabindex="0">
        <table class="table">
          <caption class="hidden-text">{props.title}</caption>
          <thead>
            <tr>
              <th scope="col">{props.over}</th>
              <th scope="col" class="num">
                {props.bars}
              </th>
              <th scope="col" class="num">
                {props.line}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.points}>
              {(point) => (
                <tr>
                  <th scope="row">{point.name}</th>
                  <td class="num">
                    <Yen amount={point.bar} unit={props.unit} size="text" />
                  </td>
                  <td class="num">
                    <Show when={point.line !== undefined}>
                      <Yen amount={point.line} unit={props.unit} size="text" />
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </details>
  );
}
