import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { PayoutItemBody, WaitingTransfers } from "../../../schema/api/payouts.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { may } from "../session/membership.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

const WHY = {
  "no-account": "heldNoAccount",
  "account-unusable": "heldUnusable",
  "account-unchanged": "heldUnchanged",
} as const satisfies { readonly [H in NonNullable<PayoutItemBody["held"]>]: string };

/** What the next bank file leaves out, why, and the way to mend it (今回ふくまないお店). */
export function HeldList(props: { waiting: WaitingTransfers; unit: string }) {
  return (
    <section class="card">
      <h2 class="card__title row row--apart">
        {t("heldTitle")}
        <Show when={props.waiting.held.count > 0}>
          <Badge tone="danger">{t("count", { count: formatNumber(props.waiting.held.count) })}</Badge>
        </Show>
      </h2>
      <Show when={props.waiting.rows.length > 0} fallback={<p class="quiet">{t("heldNone")}</p>}>
        <ul class={`list ${styles.troubles}`}>
          <For each={props.waiting.rows}>{(item) => <Held item={item} unit={props.unit} />}</For>
        </ul>
      </Show>
    </section>
  );
}

function Held(props: { item: PayoutItemBody; unit: string }) {
  return (
    <li>
      <p class="row">
        <Icon name={props.item.attempt > 1 ? "undo" : "warn"} />
        <b class="list__main">{props.item.payeeName}</b>
      </p>
      <p>
        {moneyText(props.item.amountYen, props.unit, locale())}
        <Show when={props.item.held}>{(held) => <span class="quiet"> {t(WHY[held()])}</span>}</Show>
      </p>
      <Show when={may("account.manage")}>
        <A class={styles.link} href={`/account/${props.item.payeeKind}/${props.item.payeeId}`}>
          {t("fix")}
        </A>
      </Show>
    </li>
  );
}
