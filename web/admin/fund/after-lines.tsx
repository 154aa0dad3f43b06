import { For } from "solid-js";
import { Yen } from "../../shared/components/yen.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./fund.module.css";
import { t } from "./words.ts";

/** A balance that a command changes. */
export interface AfterLine {
  readonly label: string;
  readonly beforeYen: number;
  readonly afterYen: number;
}

/** What stands now and what will stand after, by account. */
export function AfterLines(props: { lines: readonly AfterLine[]; unit: string }) {
  return (
    <table class={`table ${styles.after}`}>
      <thead>
        <tr>
          <td />
          <th scope="col" class="num">
            {t("afterBefore")}
          </th>
          <th scope="col" class="num">
            {t("after")}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.lines}>
          {(line) => (
            <tr>
              <th scope="row">{line.label}</th>
              <td class="num">
                <Yen amount={line.beforeYen} unit={props.unit} size="text" />
              </td>
              <td class="num strong">
                <span class={`row ${styles.afterYen}`}>
                  <Icon name="next" />
                  <Yen amount={line.afterYen} unit={props.unit} size="text" />
                </span>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
