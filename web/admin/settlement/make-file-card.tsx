import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { WaitingTransfers } from "../../../schema/api/payouts.ts";
import { isBusinessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { may } from "../session/membership.ts";
import { createAction } from "./action.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** Makes one file of everything that waits and can be paid, for a day on which banks are open. */
export function MakeFileCard(props: { waiting: WaitingTransfers; programmeId: string; unit: string }) {
  const navigate = useNavigate();
  const action = createAction();
  const [chosen, setChosen] = createSignal<string>();
  const payOn = () => chosen() ?? props.waiting.suggestedPayOn ?? "";
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const date = payOn();
    if (!online() || !isBusinessDate(date)) return;
    const payout = await action.run(() =>
      api("POST payouts", { body: { programmeId: props.programmeId, payOn: date } }),
    );
    if (payout) navigate(`/closings/payout/${payout.payoutId}`);
  };
  return (
    <form class={`card ${styles.part}`} onSubmit={submit} novalidate>
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
          <dt>{t("ready")}</dt>
          <dd>{t("readySum", { count: formatNumber(props.waiting.ready.count) })}</dd>
        </div>
        <div>
          <dt>{t("colSum")}</dt>
          <dd>{moneyText(props.waiting.ready.sumYen, props.unit, locale())}</dd>
        </div>
      </dl>
      <Show when={may("closing.manage") && props.waiting.ready.count > 0}>
        <TextField
          label={t("payOn")}
          type="date"
          hint={t("payOnHint")}
          value={payOn()}
          onInput={setChosen}
          error={isBusinessDate(payOn()) ? undefined : t("dayMissing")}
        />
        <Show when={action.trouble()}>{(trouble) => <ProblemNote code={trouble().code} />}</Show>
        <Button
          type="submit"
          tone="primary"
          wide
          icon="doc"
          busy={action.busy()}
          busyLabel={t("makingFile")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("makeFile")}
        </Button>
      </Show>
    </form>
  );
}
