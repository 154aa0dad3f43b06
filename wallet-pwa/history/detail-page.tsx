import { A, useParams } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { HistoryDetail } from "../../schema/api/history.ts";
import { api } from "../../web/shared/client/api.ts";
import { handOver } from "../../web/shared/client/hand-over.ts";
import { whenBack } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t as wallet } from "../i18n/words.ts";
import styles from "./history.module.css";
import { partyOf } from "./line-words.ts";
import { receiptLines, receiptText } from "./receipt-lines.ts";
import { wayBack } from "./way-back.ts";
import { t } from "./words.ts";

/** Everything about one entry of the history, to read, print, send or keep (HIS-2). It proves nothing at a till. */
export default function DetailPage() {
  const params = useParams<{ programmeId: string; operationId: string }>();
  const back = wayBack(() => params.programmeId);
  const [detail, setDetail] = createSignal<HistoryDetail>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    const { programmeId, operationId } = params;
    setTrouble(undefined);
    const answer = await api("GET wallets/:programmeId/journal/:operationId", {
      path: { programmeId, operationId },
    });
    if (operationId !== params.operationId) return;
    if (answer.ok) setDetail(answer.value);
    else setTrouble(answer.error);
  };
  createEffect(on(() => params.operationId, load));
  whenBack(() => void (detail() || load()));
  return (
    <Screen title={t("title")} backTo={back()}>
      <OfflineNote />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={detail()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(one) => (
          <>
            <section class={`card stack ${styles.paper}`}>
              {/* The head of the screen doesn't reach paper. */}
              <h1 class={styles.printed}>{t("title")}</h1>
              <h2>{partyOf(one().row)}</h2>
              <Lines lines={shown(one())} class={styles.facts} />
              <p class="quiet small">{t("noReceipt")}</p>
            </section>
            <div class="no-print stack">
              <Note>{wallet("provesNothing")}</Note>
              <TakeAlong detail={one()} />
              <StoreLinks detail={one()} />
            </div>
          </>
        )}
      </Show>
    </Screen>
  );
}

/** The lines as a screen has them: amounts with their unit, read out with their sign. */
function shown(detail: HistoryDetail) {
  return receiptLines(detail).map(({ label, value, amountYen, sum = false }) => ({
    label,
    sum,
    value:
      amountYen === undefined ? (
        value
      ) : (
        <Yen amount={amountYen} unit={detail.pay.unitWord} size="text" signed />
      ),
  }));
}

/** Paper, a message, or a file on the device where it sends none. */
function TakeAlong(props: { detail: HistoryDetail }) {
  const canShare = typeof navigator.share === "function";
  const take = () => {
    const text = receiptText(props.detail);
    if (canShare) {
      // Putting the sheet away again is no failure.
      navigator.share({ title: t("title"), text }).catch(() => undefined);
      return;
    }
    handOver(`tegata-${props.detail.row.operationId}.txt`, new Blob([text], { type: "text/plain" }));
    say(t("shared"));
  };
  return (
    <div class={styles.actions}>
      <Button icon="print" onPress={() => window.print()}>
        {t("print")}
      </Button>
      <Button icon={canShare ? "mail" : "download"} onPress={take}>
        {t(canShare ? "share" : "save")}
      </Button>
    </div>
  );
}

function StoreLinks(props: { detail: HistoryDetail }) {
  return (
    <Show when={props.detail.row.store}>
      {(store) => (
        <>
          <A class={buttonClass({ wide: true })} href={`/wallet/stores/${store().storeId}`}>
            <Icon name="shop" />
            {t("storePage")}
          </A>
          <A
            class={buttonClass({ wide: true })}
            href={`/wallet/history?pay=${props.detail.pay.programmeId}&store=${store().storeId}`}
          >
            <Icon name="history" />
            {t("storeHistory")}
          </A>
        </>
      )}
    </Show>
  );
}
