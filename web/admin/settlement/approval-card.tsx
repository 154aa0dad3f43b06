import { createSignal, Match, Show, Switch } from "solid-js";
import type { ClosingBody } from "../../../schema/api/closings.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import { createAction } from "./action.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** Checked by one, approved by another (STL-9); until then it can be taken back. */
export function ApprovalCard(props: {
  closing: ClosingBody;
  onMoved: (closing: ClosingBody) => void;
  onDiscarded: () => void;
}) {
  const action = createAction();
  const [asked, setAsked] = createSignal<"approve" | "discard">();
  const path = () => ({ id: props.closing.closingId });
  const said = (person: { name: string; atMs: number }) => {
    const { day, time } = momentText(person.atMs, locale());
    return { name: person.name, time: `${day} ${time}` };
  };
  const confirm = async () => {
    const moved = await action.run(() => api("POST closings/:id/confirm", { path: path() }));
    if (moved) props.onMoved(moved);
  };
  const approve = async () => {
    const moved = await action.run(() => api("POST closings/:id/approve", { path: path() }));
    setAsked(undefined);
    if (moved) props.onMoved(moved);
  };
  const discard = async (reason: string) => {
    const done = await api("POST closings/:id/discard", { path: path(), body: { reason } });
    if (!done.ok) return done.error;
    props.onDiscarded();
  };
  const blocked = () => (online() ? undefined : problemText("offline"));
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("checkTitle")}</h2>
      <Show when={props.closing.state !== "approved"}>
        <p class="quiet">{t("checkLead")}</p>
      </Show>
      <Show when={props.closing.confirmed}>{(who) => <p>{t("confirmedBy", said(who()))}</p>}</Show>
      <Show when={props.closing.approved}>{(who) => <p>{t("approvedBy", said(who()))}</p>}</Show>
      <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
      <Show when={may("closing.manage")}>
        <Switch>
          <Match when={props.closing.state === "review"}>
            <Button
              tone="primary"
              wide
              icon="check"
              busy={action.busy()}
              busyLabel={t("confirming")}
              blockedBecause={blocked()}
              onPress={() => void confirm()}
            >
              {t("confirm")}
            </Button>
          </Match>
          <Match when={props.closing.state === "confirmed"}>
            <p class="quiet">{t("sameHint")}</p>
            <Button
              tone="primary"
              wide
              icon="verified"
              blockedBecause={blocked()}
              onPress={() => setAsked("approve")}
            >
              {t("approve")}
            </Button>
          </Match>
        </Switch>
        <Show when={props.closing.state !== "approved"}>
          <Button icon="undo" blockedBecause={blocked()} quietReason onPress={() => setAsked("discard")}>
            {t("discard")}
          </Button>
        </Show>
      </Show>
      <Dialog
        open={asked() === "approve"}
        title={t("approveTitle")}
        held={action.busy()}
        onClose={() => setAsked(undefined)}
        foot={
          <DialogFoot
            keep={t("keep")}
            confirm={t("approve")}
            busyLabel={t("approving")}
            busy={action.busy()}
            onKeep={() => setAsked(undefined)}
            onConfirm={() => void approve()}
          />
        }
      >
        <p>{t("approveText")}</p>
      </Dialog>
      <Show when={asked() === "discard"}>
        <ReasonDialog
          danger
          words={{
            title: t("discardTitle"),
            text: t("discardText"),
            confirm: t("discardDo"),
            busy: t("discarding"),
            keep: t("keep"),
            reason: { label: t("reason"), missing: t("reasonMissing") },
          }}
          act={discard}
          onClose={() => setAsked(undefined)}
        />
      </Show>
    </section>
  );
}
