import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { PayoutBody } from "../../../schema/api/payouts.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { may } from "../session/membership.ts";
import { createAction } from "./action.ts";
import { SendDialog } from "./send-dialog.tsx";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

const LINE_END = {
  crlf: "lineEndCrlf",
  cr: "lineEndCr",
  lf: "lineEndLf",
  none: "lineEndNone",
} as const;

/** The file itself, and what is done with it: given out, sent, its result checked, or given up. */
export function FileCard(props: {
  payout: PayoutBody;
  unit: string;
  payName: string;
  onMoved: (payout: PayoutBody) => void;
}) {
  const action = createAction();
  const [asked, setAsked] = createSignal<"send" | "discard">();
  const path = () => ({ id: props.payout.payoutId });
  const amount = (yen: number) => moneyText(yen, props.unit, locale());
  const settle = async () => {
    const moved = await action.run(() => api("POST payouts/:id/settle", { path: path() }));
    if (moved) props.onMoved(moved);
  };
  const discard = async (reason: string) => {
    const moved = await api("POST payouts/:id/discard", { path: path(), body: { reason } });
    if (!moved.ok) return moved.error;
    props.onMoved(moved.value);
  };
  const blocked = () => (online() ? undefined : problemText("offline"));
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title row">
        <Icon name="building" />
        {t("transfersTitle")}
      </h2>
      <dl class="lines">
        <div>
          <dt>{t("format")}</dt>
          <dd>{t("formatZengin")}</dd>
        </div>
        <div>
          <dt>{t("colItems")}</dt>
          <dd>{t("readySum", { count: formatNumber(props.payout.items) })}</dd>
        </div>
        <div>
          <dt>{t("colSum")}</dt>
          <dd>{amount(props.payout.sumYen)}</dd>
        </div>
      </dl>
      <p class="small quiet">
        {t(LINE_END[props.payout.fileOptions.lineEnd])}
        <Show when={props.payout.fileOptions.endMark}> · {t("endMark")}</Show>
      </p>
      <Show when={props.payout.returned.count > 0}>
        <Note tone="warn">
          {t("returnedSum", {
            count: formatNumber(props.payout.returned.count),
            amount: amount(props.payout.returned.sumYen),
          })}
        </Note>
      </Show>
      <Show when={may("closing.manage") && props.payout.state !== "discarded"}>
        <a
          class={buttonClass({
            size: "l",
            wide: true,
            tone: props.payout.downloaded ? "neutral" : "primary",
          })}
          href={`/api/payouts/${props.payout.payoutId}/file`}
          download={props.payout.fileName}
        >
          <Icon name="download" />
          {t("download")}
        </a>
      </Show>
      <Show when={props.payout.downloaded}>
        {(got) => {
          const when = () => momentText(got().atMs, locale());
          return (
            <p class="small quiet">
              {t("downloadedBy", { name: got().name, time: `${when().day} ${when().time}` })}
            </p>
          );
        }}
      </Show>
      <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
      <Show when={may("closing.manage")}>
        <Switch>
          <Match when={props.payout.state === "made"}>
            <Button
              tone="primary"
              wide
              icon="check"
              blockedBecause={blocked()}
              onPress={() => setAsked("send")}
            >
              {t("send")}
            </Button>
            <Button icon="undo" blockedBecause={blocked()} quietReason onPress={() => setAsked("discard")}>
              {t("discardFile")}
            </Button>
          </Match>
          <Match when={props.payout.state === "sent"}>
            <p class="quiet">{t("settleText")}</p>
            <Button
              tone="primary"
              wide
              icon="check"
              busy={action.busy()}
              busyLabel={t("settling")}
              blockedBecause={blocked()}
              onPress={() => void settle()}
            >
              {t("settle")}
            </Button>
          </Match>
          <Match when={props.payout.state === "settled"}>
            <p class="quiet">{t("settledNote")}</p>
          </Match>
        </Switch>
      </Show>
      <Show
        when={may("closing.manage") && (props.payout.state === "sent" || props.payout.state === "settled")}
      >
        <A class={buttonClass({ wide: true })} href={`/closings/results/${props.payout.programmeId}`}>
          <Icon name="doc" />
          {t("toResults")}
        </A>
      </Show>
      <Show when={props.payout.fileSha256}>
        {(hash) => (
          <details class={`small ${styles.hash}`}>
            <summary>{t("hash")}</summary>
            <code>{hash()}</code>
          </details>
        )}
      </Show>
      <Show when={asked() === "send"}>
        <SendDialog
          payout={props.payout}
          unit={props.unit}
          payName={props.payName}
          onMoved={(payout) => {
            setAsked(undefined);
            props.onMoved(payout);
          }}
          onClose={() => setAsked(undefined)}
        />
      </Show>
      <Show when={asked() === "discard"}>
        <ReasonDialog
          danger
          words={{
            title: t("discardFileTitle"),
            text: t("discardFileText"),
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
