import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { NewsItem } from "../../schema/api/notices.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { DateTime, Expiry } from "../../web/shared/components/date-time.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import type { IconName } from "../../web/shared/icons/icons.ts";
import { t as wallet } from "../i18n/words.ts";
import styles from "./notices.module.css";
import { t } from "./words.ts";

/** What one piece of news is, not the kind that the settings speak of: a payment, not "payments". */
const LOOK = {
  payment: { icon: "shop", word: () => wallet("kindPayment") },
  charge: { icon: "ticket", word: () => wallet("kindCharge") },
  grant: { icon: "coin", word: () => wallet("kindGrant") },
  reversal: { icon: "undo", word: () => t("back") },
  "expiry-7": { icon: "clock", word: () => t("expires") },
  "expiry-1": { icon: "clock", word: () => t("expires") },
} as const satisfies Record<NewsItem["kind"], { readonly icon: IconName; readonly word: () => string }>;

/** Something that happened to a Pay; pressing it shows the Pay (PSH-1). */
export function NewsRow(props: { item: NewsItem }) {
  const look = () => LOOK[props.item.kind];
  return (
    <A class={`list__row ${styles.news}`} href={`/wallet/history?pay=${props.item.pay.programmeId}`}>
      <Icon name={look().icon} />
      <span class="list__main">
        <span class="row row--apart">
          <span class="strong">
            <Show when={props.item.isNew}>
              <Badge tone="warn">{t("isNew")}</Badge>{" "}
            </Show>
            {look().word()}
          </span>
          <Yen amount={props.item.amountYen} unit={props.item.pay.unitWord} />
        </span>
        <span class={`quiet small ${styles.line}`}>
          <Show when={props.item.storeName}>{(store) => <>{store()}・</>}</Show>
          {props.item.pay.payName}
        </span>
        <span class={`quiet small ${styles.line}`}>
          <DateTime atMs={props.item.atMs} />
        </span>
        <Show when={props.item.expiresOn}>
          {(date) => (
            <span class={`small ${styles.line}`}>
              {wallet("expiryIs")} <Expiry expiresOn={date()} />
            </span>
          )}
        </Show>
      </span>
    </A>
  );
}
