import { useNavigate } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { Button } from "../../shared/components/button.tsx";
import { Day } from "../../shared/components/date-time.tsx";
import { Note } from "../../shared/components/note.tsx";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { to } from "../frame/addresses.ts";
import { TaskFrame } from "../frame/frame.tsx";
import { t } from "../words/words.ts";
import styles from "./confirm-page.module.css";
import type { Held } from "./held.ts";
import { HeldTicket } from "./held-ticket.tsx";
import { SaleList } from "./sale-list.tsx";
import { noteRefused } from "./take-store.ts";

/** Why this coupon can't be taken, before anybody types a price: the reason large, what to do, one way on. */
export function Refused(props: { held: Held; code: ProblemCode }) {
  const navigate = useNavigate();
  const words = () => problemWords(props.code);
  let heading: HTMLHeadingElement | undefined;
  // The reason is what a screen reader should come upon first.
  onMount(() => {
    heading?.focus();
    noteRefused(props.held, props.code);
  });
  return (
    <TaskFrame title={t("refusedTitle")} backTo={to.scan} face={props.held.pay.face}>
      <div class={styles.refused}>
        <div class={styles.why}>
          <h2 ref={heading} tabindex="-1">
            {words().what}
          </h2>
          <Note tone="danger" class={styles.whyNote}>
            <p>{words().next}</p>
            <Show when={props.code === "charged" && props.held.sheet?.chargedInto}>
              {(pay) => <p class="strong">{t("chargedInto", { pay: pay() })}</p>}
            </Show>
            <Show when={props.code === "not-yet-valid" && props.held.sheet?.notBeforeOn}>
              {(date) => (
                <p class="strong">
                  {t("validFrom")} <Day date={date()} />
                </p>
              )}
            </Show>
            <p>{t("noMoneyMoved")}</p>
          </Note>
          <Button
            tone="primary"
            size="xl"
            wide
            icon="scan"
            onPress={() => navigate(to.scan, { replace: true })}
          >
            {t("scanNext")}
          </Button>
        </div>
        <div>
          <HeldTicket held={props.held} />
          <SaleList />
        </div>
      </div>
    </TaskFrame>
  );
}
