import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ApprovalBody } from "../../../schema/api/approvals.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { say } from "../../shared/components/toast.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { ApprovalStateBadge, kindText, subjectHref } from "./approval-words.tsx";
import styles from "./approvals.module.css";
import { t } from "./words.ts";

type Asked = "approve" | "refuse" | "withdraw";

/** One proposal that waits, and what the reader may do with it. */
export function ProposalCard(props: { one: ApprovalBody; onDecided: () => void }) {
  const [asked, setAsked] = createSignal<Asked>();
  const what = () => kindText(props.one.kind);
  const money = () => (props.one.amountYen === null ? null : moneyText(props.one.amountYen, "円", locale()));
  const lines = () => [
    ...(money() === null ? [] : [{ label: t("amount"), value: <strong class="num">{money()}</strong> }]),
    ...(props.one.about ? [{ label: t("about"), value: props.one.about }] : []),
    ...(props.one.programmeName ? [{ label: t("programme"), value: props.one.programmeName }] : []),
    ...(props.one.reason ? [{ label: t("reason"), value: props.one.reason }] : []),
    { label: t("proposedBy"), value: props.one.proposed.name },
    { label: t("proposedAt"), value: <DateTime atMs={props.one.proposed.atMs} /> },
    { label: t("lapses"), value: <DateTime atMs={props.one.lapsesAtMs} /> },
  ];
  const act = async (reason: string) => {
    const path = { id: props.one.approvalId };
    const which = asked();
    const answer =
      which === "approve"
        ? await api("POST approvals/:id/approve", { path })
        : which === "refuse"
          ? await api("POST approvals/:id/refuse", { path, body: { reason } })
          : await api("POST approvals/:id/withdraw", { path, body: { reason } });
    if (!answer.ok) {
      // Somebody else may have been quicker: what stands now is read again behind the dialog.
      props.onDecided();
      return answer.error;
    }
    if (answer.value.state === "done") say(t("doneToast", { what: what() }));
    props.onDecided();
  };
  const words = (which: Asked) => {
    const keep = t("keep");
    const reason = { label: t("reasonLabel"), hint: t("reasonHint"), missing: t("reasonMissing") };
    if (which === "approve") {
      const amount = money();
      const text =
        amount === null
          ? t("approveTextPlain", { what: what() })
          : t("approveText", { what: what(), amount });
      return { title: t("approveTitle"), text, confirm: t("approve"), busy: t("approving"), keep };
    }
    return which === "refuse"
      ? {
          title: t("refuseTitle"),
          text: t("refuseText"),
          confirm: t("refuse"),
          busy: t("deciding"),
          keep,
          reason,
        }
      : {
          title: t("withdrawTitle"),
          text: t("withdrawText"),
          confirm: t("withdraw"),
          busy: t("deciding"),
          keep,
          reason,
        };
  };
  return (
    <article class="card stack" aria-label={what()}>
      <header class={styles.head}>
        <h3>{what()}</h3>
        <ApprovalStateBadge state={props.one.state} />
      </header>
      <Lines lines={lines()} class={styles.lines} />
      <p>
        <A href={subjectHref(props.one)}>{t("see")}</A>
      </p>
      <Show when={props.one.isOwn && props.one.state === "waiting"}>
        <p class="quiet">{t("ownNote")}</p>
        <Button icon="undo" onPress={() => setAsked("withdraw")}>
          {t("withdraw")}
        </Button>
      </Show>
      <Show when={props.one.mayDecide}>
        <div class={styles.actions}>
          <Button tone="primary" icon="verified" onPress={() => setAsked("approve")}>
            {t(props.one.state === "approved" ? "approveAgain" : "approve")}
          </Button>
          <Show when={props.one.state === "waiting"}>
            <Button icon="close" onPress={() => setAsked("refuse")}>
              {t("refuse")}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={asked()}>
        {(which) => (
          <ReasonDialog
            danger={which() !== "approve"}
            words={words(which())}
            act={act}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </article>
  );
}
