import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { DateTime, Expiry } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { organisationLine } from "../session/organisation-line.ts";
import styles from "./issue-detail.module.css";
import { t } from "./words.ts";

/** What an issue is, as a list of facts. */
export function IssueFacts(props: { issue: IssueBody }) {
  const money = (amount: number) => moneyText(amount, props.issue.pay.unitWord, locale());
  const stay = () => {
    const one = props.issue.stay;
    if (!one?.checkInOn || one.nights === null) return undefined;
    return t("stayText", { day: dayText(one.checkInOn, locale()), nights: String(one.nights) });
  };
  return (
    <dl class={styles.facts}>
      <Fact label={t("colAmount")}>
        <Yen amount={props.issue.sumYen} unit={props.issue.pay.unitWord} size="m" />
        <For each={props.issue.faces}>
          {(face) => <span class="quiet">{` ${money(face.faceYen)} × ${formatNumber(face.count)}`}</span>}
        </For>
      </Fact>
      <Show when={props.issue.handedSheets > 0}>
        <Fact label={t("handedSheets")}>
          {t("handedOf", {
            handed: formatNumber(props.issue.handedSheets),
            count: formatNumber(props.issue.count),
          })}
        </Fact>
      </Show>
      <Fact label={t("useBy")}>
        <Expiry expiresOn={props.issue.expiresOn} />
      </Fact>
      <Fact label={t("programme")}>{props.issue.pay.programmeName}</Fact>
      <Fact label={t("reference")}>{props.issue.stay?.reference ?? t("noReference")}</Fact>
      <Show when={props.issue.stay?.guestName}>{(name) => <Fact label={t("guest")}>{name()}</Fact>}</Show>
      <Show when={stay()}>{(text) => <Fact label={t("stay")}>{text()}</Fact>}</Show>
      <Fact label={t("issuer")}>{organisationLine(props.issue.issuerName, props.issue.branchName)}</Fact>
      <Fact label={t("colWhen")}>
        <DateTime atMs={props.issue.createdAtMs} />
      </Fact>
      <Show when={props.issue.createdByName}>{(name) => <Fact label={t("issuedBy")}>{name()}</Fact>}</Show>
    </dl>
  );
}

function Fact(props: { label: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
