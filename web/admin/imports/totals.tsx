import { For, Show } from "solid-js";
import type { ImportBody } from "../../../schema/api/imports.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./imports.module.css";
import { t } from "./words.ts";

type Figure = "new" | "changed" | "same" | "duplicate" | "bad" | "made" | "rewritten" | "undone";

/** How many rows are what; those that want somebody's hand stand out. */
export function Totals(props: { of: ImportBody }) {
  const figures = (): readonly (readonly [Figure, number])[] => {
    const { state, totals, made, rewritten } = props.of;
    const found: readonly (readonly [Figure, number])[] = [
      ["changed", totals.changed],
      ["same", totals.same],
      ["duplicate", totals.duplicate],
      ["bad", totals.bad],
    ];
    if (state === "ready") return [["new", totals.new], ...found];
    if (state === "undone") return [["undone", made + rewritten], ...found];
    return [["made", made], ...(rewritten > 0 ? ([["rewritten", rewritten]] as const) : []), ...found];
  };
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t(props.of.state === "ready" ? "totalsTitle" : "totalsDone")}</h2>
      <dl class={styles.totals}>
        <For each={figures()}>
          {([name, figure]) => (
            <div classList={{ [styles.bad as string]: name === "bad" && figure > 0 }}>
              <dt>{t(`total.${name}`)}</dt>
              <dd>{t("count", { count: formatNumber(figure) })}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.of.totals.bad + props.of.totals.duplicate > 0 && props.of.erasedAtMs === null}>
        <LeftOut importId={props.of.importId} />
      </Show>
    </section>
  );
}

/** The way to the rows that are left out, as a file to mend. */
function LeftOut(props: { importId: string }) {
  return (
    <div class={styles.actions}>
      <a class="btn" href={`/api/imports/${props.importId}/bad-rows.csv`} download="">
        <Icon name="download" />
        {t("leftOut")}
      </a>
      <span class="small quiet">{t("leftOutHint")}</span>
    </div>
  );
}
