import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { CancelReply } from "../../../schema/api/coupons.ts";
import type { IssueCoupon } from "../../../schema/api/issues.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { Note } from "../../shared/components/note.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { MendingReason, type Reason } from "./mending-reason.tsx";
import { t } from "./words.ts";

/** What is to be done to which coupon. */
export interface Mending {
  readonly kind: "cancel" | "replace";
  readonly coupon: IssueCoupon;
}

/** Asks before a coupon is cancelled or replaced, takes the reason, and says what became of it. */
export function CouponDialog(props: {
  mending: Mending;
  unitWord: string;
  payName: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const runner = createCommandRunner<CancelReply>();
  const [reason, setReason] = createSignal<Reason>(
    props.mending.kind === "replace" ? "reasonLost" : "reasonWrongAmount",
  );
  const [detail, setDetail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const cancels = () => props.mending.kind === "cancel";
  const serial = () => String(props.mending.coupon.serial);
  const missing = () => reason() === "reasonOther" && detail().trim() === "";
  const title = () => {
    if (done()) return t(cancels() ? "cancelledTitle" : "replacedTitle", { serial: serial() });
    return t(cancels() ? "cancelTitle" : "replaceTitle", { serial: serial() });
  };
  const done = () => {
    const ending = runner.ending();
    return ending?.outcome === "done" ? ending : undefined;
  };
  const took = (ending: AdminEnding<CancelReply> | undefined) => {
    if (ending?.outcome === "done") props.onDone();
  };
  const press = async () => {
    setTried(true);
    if (missing()) return;
    const { coupon, kind } = props.mending;
    const operationId = newOperationId(coupon.idTail as IdTail, serverNow());
    const words = [t(reason()), detail().trim()].filter(Boolean).join(": ");
    took(
      await runner.run(
        {
          id: operationId,
          kind,
          handle: null,
          amountYen: coupon.faceYen,
          unitWord: props.unitWord,
          party: props.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind, couponId: coupon.couponId, body: { operationId, reason: words } },
      ),
    );
  };
  const open = () => runner.ending()?.outcome === "unknown" || runner.ending()?.outcome === "pending";

  return (
    <Dialog
      open
      title={title()}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <Switch
          fallback={
            <DialogFoot
              keep={t("keep")}
              confirm={t(cancels() ? "cancelDo" : "replaceDo")}
              busyLabel={t(cancels() ? "cancelling" : "replacing")}
              busy={runner.busy()}
              tone={cancels() ? "danger" : "primary"}
              offered={!open()}
              onKeep={props.onClose}
              onConfirm={() => void press()}
            />
          }
        >
          <Match when={done()}>
            {(end) => <DoneFoot newIssueId={end().reply?.newIssueId ?? null} onClose={props.onClose} />}
          </Match>
        </Switch>
      }
    >
      <Switch
        fallback={
          <>
            <p>{t(cancels() ? "cancelText" : "replaceText")}</p>
            <MendingReason
              reason={reason()}
              detail={detail()}
              missing={tried() && missing()}
              onReason={setReason}
              onDetail={setDetail}
            />
            <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
          </>
        }
      >
        <Match when={done()}>
          {(end) => (
            <Note tone="ok" announce="polite">
              {t(cancels() ? "cancelDone" : "replaceDone", {
                amount: moneyText(end().reply?.amountYen ?? 0, props.unitWord, locale()),
              })}
            </Note>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}

function DoneFoot(props: { newIssueId: string | null; onClose: () => void }) {
  return (
    <>
      <Button onPress={() => props.onClose()}>{t("ok")}</Button>
      <Show when={props.newIssueId}>
        {(id) => (
          <A class={buttonClass({ tone: "primary" })} href={`/issues/${id()}/sheets`}>
            {t("printNew")}
          </A>
        )}
      </Show>
    </>
  );
}
