import { createSignal, Show } from "solid-js";
import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField, Tick } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import styles from "../imports/imports.module.css";
import { deskRoom } from "../issuing/issue-form.ts";
import { overLimitText } from "../issuing/limit-words.ts";
import { createAllotments } from "../issuing/own-allotments.ts";
import { t } from "./words.ts";

/** Issuing what the check found good; pressing twice, or again after a lost reply, issues once (ISS-8). */
export function IssuePanel(props: { of: IssueListBody; onIssuing: (list: IssueListBody) => void }) {
  const { mine } = createAllotments();
  const [alsoAgain, setAlsoAgain] = createSignal(false);
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const unit = () => props.of.pay.unitWord;
  const total = (of: "rows" | "coupons" | "sumYen") =>
    props.of.tally.good[of] + (alsoAgain() ? props.of.tally.again[of] : 0);
  const room = () => {
    const allotment = mine()?.find((one) => one.pay.programmeId === props.of.pay.programmeId);
    return allotment && deskRoom(allotment, props.of.branchId);
  };
  const isReasonMissing = () => alsoAgain() && reason().trim() === "";
  const blocked = () => {
    if (!online()) return problemText("offline");
    const limit = room();
    // The stays of a list have amounts of their own: nothing to count sheets by.
    return limit && total("sumYen") > limit.leftYen ? overLimitText(limit, 0, unit()) : undefined;
  };
  const press = async () => {
    setTried(true);
    if (busy() || blocked() || isReasonMissing()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST issue-lists/:id/issue", {
      path: { id: props.of.listId },
      body: {
        checks: props.of.checks,
        ...(alsoAgain() ? { againReason: reason().trim() } : {}),
      },
    });
    setBusy(false);
    if (answer.ok) props.onIssuing(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <section class={`card ${styles.stack} ${styles.side}`}>
      <h2 class="card__title">{t("issueTitle")}</h2>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void press()} />}</Show>
      <Show when={props.of.tally.again.rows > 0}>
        <Tick
          label={t("alsoAgain", { rows: formatNumber(props.of.tally.again.rows) })}
          checked={alsoAgain()}
          onChange={setAlsoAgain}
        />
        <Show when={alsoAgain()}>
          <TextField
            label={t("againReason")}
            value={reason()}
            onInput={setReason}
            maxlength={400}
            required
            error={tried() && isReasonMissing() ? t("againMissing") : undefined}
          />
        </Show>
      </Show>
      <Show when={total("rows") > 0} fallback={<p>{t("issueNothing")}</p>}>
        <p>
          {t("issueLead", {
            rows: formatNumber(total("rows")),
            coupons: formatNumber(total("coupons")),
            amount: moneyText(total("sumYen"), unit(), locale()),
          })}
        </p>
        <Show when={room()}>
          {(limit) => (
            <p class="row row--apart small">
              <span class="quiet">{t("left")}</span>
              <Yen amount={limit().leftYen} unit={unit()} size="text" />
            </p>
          )}
        </Show>
        <div class={styles.press}>
          <Button
            tone="face"
            icon="ticket"
            busy={busy()}
            busyLabel={t("starting")}
            blockedBecause={blocked()}
            onPress={() => void press()}
          >
            {t("issue", { coupons: formatNumber(total("coupons")) })}
          </Button>
        </div>
      </Show>
    </section>
  );
}
