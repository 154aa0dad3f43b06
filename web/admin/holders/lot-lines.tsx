import { Show } from "solid-js";
import type { LotBody } from "../../../schema/api/common.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Day } from "../../shared/components/date-time.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** What is left by expiry; nothing where one line above says it all. */
export function LotLines(props: { lots: readonly LotBody[]; unit: string; always?: boolean | undefined }) {
  const shown = () => props.lots.length > 1 || props.lots.some((lot) => lot.expired) || props.always;
  const lines = () =>
    [...props.lots]
      .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))
      .map((lot) => ({
        label: (
          <>
            <Day date={lot.expiresOn} />{" "}
            <Show when={lot.expired}>
              <Badge tone="off">{t("lotExpired")}</Badge>
            </Show>
          </>
        ),
        value: <Yen amount={lot.remainingYen} unit={props.unit} size="text" />,
      }));
  return (
    <Show when={shown() && props.lots.length > 0}>
      <p class="quiet">{t("lotsHeading")}</p>
      <Lines lines={lines()} class={styles.facts} />
    </Show>
  );
}
