import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { FollowedStore } from "../../schema/api/follows.ts";
import type { PinnedStore, PublicStore } from "../../schema/api/stores.ts";
import { openUntil, type StoreHours } from "../../schema/store-hours.ts";
import { storeKind } from "../../schema/store-kinds.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as follows } from "../follows/words.ts";
import { AcceptsBadge } from "./accepts-badge.tsx";
import { distanceText } from "./place.ts";
import styles from "./stores.module.css";
import { t } from "./words.ts";

/** A store of a list: what it is, where, how far, until when it is open where that is known, and how one pays there. */
export function StoreRow(props: {
  store: PublicStore & Partial<Pick<PinnedStore, "hours" | "picture">> & Partial<Pick<FollowedStore, "open">>;
  metres?: number | undefined;
}) {
  const kind = () => storeKind(props.store.industry);
  const hours = () => props.store.hours as StoreHours | null | undefined;
  const facts = () => {
    const name = kind();
    const until = hours() && openUntil(hours() as StoreHours, serverNow());
    return [
      props.store.town,
      ...(name ? [t(`kind_${name}`)] : []),
      ...(hours() ? [until ? t("until", { time: until }) : t("closedNow")] : []),
    ].join("・");
  };
  return (
    <li>
      <A class={`list__row ${styles.row}`} href={`/wallet/stores/${props.store.storeId}`}>
        <Show when={props.store.picture} fallback={<Icon name="shop" />}>
          {(picture) => (
            <img
              class={styles.thumb}
              src={`/api/stores/${props.store.storeId}/picture/${picture()}`}
              alt=""
              loading="lazy"
            />
          )}
        </Show>
        <span class="list__main">
          <span class="row row--apart">
            <span class="strong">{props.store.name}</span>
            <Show when={props.metres !== undefined}>
              <span class="quiet nb">{distanceText(props.metres ?? 0)}</span>
            </Show>
          </span>
          <span class="quiet small">{facts()}</span>
          <br />
          <Show
            when={props.store.open !== false}
            fallback={
              <Badge tone="warn" icon="info">
                {follows("closed")}
              </Badge>
            }
          >
            <AcceptsBadge app paper={props.store.accepts === "mpm+cpm"} />
          </Show>
        </span>
        <Icon name="next" />
      </A>
    </li>
  );
}
