import { Match, Show, Switch } from "solid-js";
import { locale } from "../i18n/locale.ts";
import { beforeUnit, formatNumber, moneyText, unitWord } from "../i18n/numbers.ts";
import { t } from "../i18n/words.ts";

/** s: lists, m: cards, l: the amount of this screen, xl: read across a counter, text: in running text. */
export type YenSize = "s" | "m" | "l" | "xl" | "text";

/**
 * An amount with the programme's unit word (one unit is one yen). While `amount` is undefined it shows a grey
 * bar of about equal width, never 0. `staleAt` (a time such as 14:32) says that the value is from then.
 */
export function Yen(props: {
  amount: number | undefined;
  unit: string;
  size?: YenSize | undefined;
  /** Shows + before a positive amount, for history rows. */
  signed?: boolean | undefined;
  staleAt?: string | undefined;
  /** Struck through: an amount that was given back. Words beside it have to say so too. */
  gone?: boolean | undefined;
  class?: string | undefined;
}) {
  const className = () => {
    const size = props.size && props.size !== "s" ? ` yen--${props.size}` : "";
    return `yen${size}${props.gone ? " yen--gone" : ""}${props.class ? ` ${props.class}` : ""}`;
  };
  const named = () => {
    const amount = props.amount ?? 0;
    if (amount >= 0) return {};
    const words = moneyText(-amount, props.unit, locale());
    return { role: "img" as const, "aria-label": t("minusAmount", { amount: words }) };
  };
  return (
    <Switch>
      <Match when={props.amount === undefined}>
        <span class={className()}>
          <span class="yen__wait" aria-hidden="true" />
          <span class="hidden-text">{t("amountLoading")}</span>
        </span>
      </Match>
      <Match when={props.amount !== undefined}>
        {/* Plain text reads as 「1,280円」 by itself; a minus sign is often skipped, so it gets a name. */}
        <span class={className()} {...named()}>
          {props.signed && (props.amount ?? 0) > 0 ? "+" : ""}
          {formatNumber(props.amount ?? 0)}
          {beforeUnit(props.unit, locale())}
          <span class="yen__unit">{unitWord(props.unit, locale())}</span>
          <Show when={props.staleAt}>
            {(time) => <span class="yen__stale">{t("asOf", { time: time() })}</span>}
          </Show>
        </span>
      </Match>
    </Switch>
  );
}
