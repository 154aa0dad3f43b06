import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { OpenPay } from "../../schema/api/wallets.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Day } from "../../web/shared/components/date-time.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import styles from "./find.module.css";
import { t } from "./words.ts";

/** A Pay that can be added: its face, what it is for, where it is good, who runs it; or that one has it already. */
export function FoundPay(props: { pay: OpenPay; have: boolean }) {
  const where = () => {
    const { towns, regionName } = props.pay;
    if (towns === null) return t("inWholeRegion", { region: regionName });
    const named = towns.named.join(common("between"));
    return t("inTowns", {
      towns: towns.more > 0 ? t("andMore", { towns: named, count: towns.more }) : named,
    });
  };
  /** Most programmes carry their region's name already. */
  const purpose = () => {
    const { regionName, programmeName } = props.pay;
    return programmeName.startsWith(regionName) ? programmeName : `${regionName}・${programmeName}`;
  };
  const place = () =>
    props.have ? `/wallet/pays/${props.pay.programmeId}` : `/wallet/add/${props.pay.programmeId}`;
  return (
    <li data-face={dress(props.pay.face)}>
      <A class={`list__row ${styles.found}`} href={place()}>
        <Emblem face={props.pay.face} />
        <span class="list__main">
          <span class={styles.name}>
            <span class="strong">{props.pay.payName}</span>
            <Show when={props.have}>
              <Badge tone="ok" icon="check">
                {t("have")}
              </Badge>
            </Show>
          </span>
          <span class={`small ${styles.facts}`}>
            <span>{purpose()}</span>
            <span class="quiet">{where()}</span>
            <span class="quiet">{t("runBy", { name: props.pay.runBy })}</span>
            <span class="quiet">
              {t("ends")} <Day date={props.pay.endsOn} />
            </span>
          </span>
        </span>
        <Icon name="next" />
      </A>
    </li>
  );
}
