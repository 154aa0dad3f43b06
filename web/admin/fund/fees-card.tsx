import { createSignal, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { Button } from "../../shared/components/button.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { may } from "../session/membership.ts";
import styles from "./fund.module.css";
import { MoneyDialog } from "./money-dialog.tsx";
import { t } from "./words.ts";

/** Fees that closings kept: whose they are, where they lie, and noting that they left the account (FND-13). */
export function FeesCard(props: { fund: FundBody; pay: PayFace; onDone: () => void }) {
  const [moving, setMoving] = createSignal<"out" | "back">();
  const takenYen = () => props.fund.feesYen - props.fund.feesHeldYen;
  const yen = (amount: number) => <Yen amount={amount} unit={props.pay.unitWord} size="text" />;
  return (
    <section class={`card ${styles.book}`}>
      <h2 class="card__title">{t("feesTitle")}</h2>
      <p class="quiet">{t("feesLead")}</p>
      <Lines
        lines={[
          { label: t("feesKept"), value: yen(props.fund.feesYen) },
          { label: t("accFeesTaken"), value: yen(takenYen()) },
          { label: t("feesHeld"), value: yen(props.fund.feesHeldYen), sum: true },
        ]}
      />
      <Show when={may("fund.manage")}>
        <div class="row">
          <Show when={props.fund.feesHeldYen > 0}>
            <Button icon="coin" onPress={() => setMoving("out")}>
              {t("feesOut")}
            </Button>
          </Show>
          <Show when={takenYen() > 0}>
            <Button icon="undo" onPress={() => setMoving("back")}>
              {t("feesBack")}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={moving()}>
        {(direction) => (
          <FeeDialog
            fund={props.fund}
            pay={props.pay}
            direction={direction()}
            mostYen={direction() === "out" ? props.fund.feesHeldYen : takenYen()}
            onDone={props.onDone}
            onClose={() => setMoving(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function FeeDialog(props: {
  fund: FundBody;
  pay: PayFace;
  direction: "out" | "back";
  mostYen: number;
  onDone: () => void;
  onClose: () => void;
}) {
  const isOut = () => props.direction === "out";
  const sign = () => (isOut() ? -1 : 1);
  return (
    <MoneyDialog
      title={t(isOut() ? "feesOutTitle" : "feesBackTitle")}
      lead={t(isOut() ? "feesOutLead" : "feesBackLead")}
      pay={props.pay}
      fundIdTail={props.fund.fundIdTail}
      kind="fee-move"
      party={props.pay.programmeName}
      mostYen={props.mostYen}
      lines={(amountYen) => [
        {
          label: t("feesHeld"),
          beforeYen: props.fund.feesHeldYen,
          afterYen: props.fund.feesHeldYen + sign() * amountYen,
        },
        {
          label: t("accCash"),
          beforeYen: props.fund.cashYen,
          afterYen: props.fund.cashYen + sign() * amountYen,
        },
      ]}
      doLabel={(money) => t("feesDo", { money })}
      doneText={(money) => t("feesDone", { money })}
      command={(body) => ({
        kind: "fee-move",
        programmeId: props.fund.programmeId,
        body: { ...body, direction: props.direction },
      })}
      onDone={props.onDone}
      onClose={props.onClose}
    />
  );
}
