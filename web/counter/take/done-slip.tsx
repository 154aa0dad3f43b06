import { Show } from "solid-js";
import type { ReversalReply } from "../../../schema/api/payments.ts";
import { DateTime, Expiry } from "../../shared/components/date-time.tsx";
import { Digits } from "../../shared/components/digits.tsx";
import { FaceHead } from "../../shared/components/face.tsx";
import { Ticket, TicketPart, TicketTear } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { t } from "../words/words.ts";
import styles from "./done-page.module.css";
import type { Finished } from "./take-store.ts";

/** The receipt on the screen: the number both sides know, when, and what is left on the sheet (S13). */
export function DoneSlip(props: { finished: Finished; reversal: ReversalReply | undefined }) {
  const receipt = () => props.finished.payment.receipt;
  const pay = () => props.finished.payment.pay;
  return (
    <Ticket class={styles.slip} label={t("slip")}>
      <FaceHead face={pay().face} name={pay().payName} />
      <TicketPart class={styles.facts}>
        <div>
          <p class="quiet">{t("receiptNumber")}</p>
          <Digits value={receipt().receiptNumber} />
        </div>
        <div>
          <p class="quiet">{t("at")}</p>
          <DateTime atMs={props.reversal?.atMs ?? receipt().atMs} seconds class={`strong ${styles.when}`} />
        </div>
      </TicketPart>
      <TicketTear />
      <TicketPart>
        <p class="quiet">{props.finished.by === "paper" ? t("paperLeft") : t("walletLeft")}</p>
        <p>
          <Yen amount={props.reversal?.balanceAfterYen ?? receipt().balanceAfterYen} unit={pay().unitWord} />
        </p>
        <Show when={props.finished.expiresOn}>
          {(date) => (
            <p class="small quiet">
              {t("goodUntil")} <Expiry expiresOn={date()} />
            </p>
          )}
        </Show>
        <Show when={props.finished.by === "paper"}>
          <p class="small quiet">{t("giveBack")}</p>
        </Show>
      </TicketPart>
    </Ticket>
  );
}
