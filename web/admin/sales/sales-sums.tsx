import { Show } from "solid-js";
import type { SalesPage } from "../../../schema/api/sales.ts";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { change } from "./change.ts";
import styles from "./sales.module.css";
import { t } from "./words.ts";

const day = (date: string) => dayText(date, locale());

/** What the whole period came to, and how that stands to as many days before. */
export function SalesSums(props: { page: Pick<SalesPage, "total" | "before"> }) {
  const total = () => props.page.total;
  const before = () => props.page.before;
  const past = () => {
    const { from, to } = before();
    return from === to ? t("beforeOne", { day: day(from) }) : t("before", { from: day(from), to: day(to) });
  };
  const changed = () => {
    const one = change(total().netYen, before().total.netYen);
    return one ? t(one.word, { percent: formatNumber(one.percent) }) : "";
  };
  return (
    <div class={styles.sums} aria-live="polite">
      <dl class={styles.figures}>
        <div class="stat">
          <dt class="stat__label">{t("net")}</dt>
          <dd>
            <Yen amount={total().netYen} unit="円" size="l" />
          </dd>
        </div>
        <Part label={t("paper")} count={total().paperCount} yen={total().paperYen} />
        <Part label={t("app")} count={total().appCount} yen={total().appYen} />
        <Show when={total().reversedCount > 0}>
          <Part label={t("reversed")} count={total().reversedCount} yen={0 - total().reversedYen} />
        </Show>
      </dl>
      <p class="quiet small">
        {past()}: {t("beforeYen", { yen: formatNumber(before().total.netYen), change: changed() })}
      </p>
    </div>
  );
}

function Part(props: { label: string; count: number; yen: number }) {
  return (
    <div class="stat">
      <dt class="stat__label">{props.label}</dt>
      <dd>
        <Yen amount={props.yen} unit="円" />
        <br />
        <span class="quiet small">{t("count", { count: formatNumber(props.count) })}</span>
      </dd>
    </div>
  );
}
