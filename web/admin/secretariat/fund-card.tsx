import { createMemo, For, type JSX, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures, FundBody } from "../../../schema/api/programmes.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { figuresIdentity, fundLines } from "./books.ts";
import styles from "./figures.module.css";
import { type Part, PartsBar } from "./parts-bar.tsx";
import { t } from "./words.ts";

/** The programme's money from deposit to use, as one bar, with the sum that proves it. */
export function FundCard(props: { pay: PayFace; figures: Figures; fund: FundBody | undefined }) {
  const unit = () => props.pay.unitWord;
  const identity = createMemo(() => figuresIdentity(props.figures));
  const book = createMemo(() => (props.fund ? fundLines(props.fund) : undefined));
  const parts = createMemo<readonly Part[]>(() => {
    const now = props.figures;
    const own: Part[] = [
      { label: t("used"), amountYen: now.paidYen, look: "used" },
      { label: t("expired"), amountYen: now.expiredYen, look: "expired" },
      { label: t("live"), amountYen: now.liveYen, look: "live" },
    ];
    const rest = book();
    if (!rest || !props.fund) return own;
    const allotted = rest.lines.find((one) => one.account === "accAllotted")?.amountYen ?? 0;
    const underWay = props.fund.writingYen + props.fund.reservedYen + props.fund.grantingYen;
    return [
      ...own,
      { label: t("left"), amountYen: allotted, look: "left" },
      { label: t("unallotted"), amountYen: props.fund.availableYen, look: "unallotted" },
      ...(underWay === 0 ? [] : [{ label: t("underWay"), amountYen: underWay, look: "underWay" as const }]),
    ];
  });
  return (
    <section class={`card card--tight ${styles.fund}`} aria-label={t("fund")}>
      <div class={styles.top}>
        <dl class={styles.stats}>
          <Show when={book()}>
            {(rest) => <Stat label={t("deposit")} amount={rest().depositYen} unit={unit()} />}
          </Show>
          <Stat label={t("issued")} amount={props.figures.issuedYen} unit={unit()}>
            <span class="quiet small">
              {t("issuedCount", { count: formatNumber(props.figures.issuedCount) })}
            </span>
          </Stat>
          <Stat label={t("used")} amount={props.figures.paidYen} unit={unit()} />
          <Stat label={t("live")} amount={props.figures.liveYen} unit={unit()} />
        </dl>
        <div class={styles.verdict}>
          <Badge tone={identity().holds ? "ok" : "danger"} icon={identity().holds ? "verified" : "warn"}>
            {identity().holds ? t("identityHolds") : t("identityBroken")}
          </Badge>
        </div>
      </div>
      <PartsBar label={t("partsLabel")} parts={parts()} />
      <dl class={styles.parts}>
        <For each={parts()}>
          {(part) => (
            <div class="stat">
              <dt class="stat__label">
                <span class={`swatch ${styles[part.look]}`} />
                {part.label}
              </dt>
              <dd>
                <Yen amount={part.amountYen} unit={unit()} class={styles.fig} />
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p class={`small quiet ${styles.identity}`}>
        {t("identity", {
          issued: formatNumber(props.figures.issuedYen),
          granted: props.figures.grantedYen === 0 ? undefined : formatNumber(props.figures.grantedYen),
          cancelled: formatNumber(props.figures.cancelledYen),
          used: formatNumber(props.figures.paidYen),
          expired: formatNumber(props.figures.expiredYen),
          live: formatNumber(props.figures.liveYen),
        })}
      </p>
    </section>
  );
}

function Stat(props: { label: string; amount: number; unit: string; children?: JSX.Element }) {
  return (
    <div class="stat">
      <dt class="stat__label">{props.label}</dt>
      <dd>
        <Yen amount={props.amount} unit={props.unit} /> {props.children}
      </dd>
    </div>
  );
}
