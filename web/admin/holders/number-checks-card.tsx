import { A } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import type { NumberCheck, NumberCheckState } from "../../../schema/api/number-checks.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { say } from "../../shared/components/toast.tsx";
import { createLoad } from "../client/load.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import styles from "./holders.module.css";
import { t } from "./words.ts";

const TONE = {
  proposed: "warn",
  approved: "warn",
  waiting: "warn",
  done: "ok",
  withdrawn: "off",
  lapsed: "off",
} as const satisfies { readonly [S in NumberCheckState]: string };
const isLive = (row: NumberCheck) => TONE[row.state] === "warn";

/** Numbers that are changed for people who lost them, with their states, and what is to do (RES-12). */
export function NumberChecksCard(props: {
  /** One resident's only. */
  residentId?: string | undefined;
  /** Changes when something was started elsewhere on the screen. */
  turn?: number | undefined;
}) {
  const load = createLoad(
    () => `${props.residentId ?? ""} ${props.turn ?? 0}`,
    () =>
      api("GET number-checks", {
        query: props.residentId === undefined ? {} : { residentId: props.residentId },
      }),
  );
  const [asked, setAsked] = createSignal<{
    readonly what: "approve" | "withdraw";
    readonly row: NumberCheck;
  }>();
  const columns = createMemo<readonly Column<NumberCheck>[]>(() => [
    { title: t("numberNew"), head: true, cell: (row) => t("numberEnd", { end: row.phoneEnd }) },
    ...(props.residentId === undefined
      ? [
          {
            title: t("numberWho"),
            cell: (row: NumberCheck) => <A href={`/holders/residents/${row.residentId}`}>{row.residentId}</A>,
          },
        ]
      : []),
    {
      title: t("numberChecked"),
      cell: (row) => (
        <>
          {t(`doc_${row.checked}`)}
          <br />
          <span class="quiet">{row.reason}</span>
        </>
      ),
    },
    {
      title: t("numberBy"),
      cell: (row) => (
        <>
          {row.proposed.name}
          <br />
          <DateTime atMs={row.proposed.atMs} />
        </>
      ),
    },
    { title: t("numberState"), cell: (row) => <State row={row} /> },
    { title: t("numberAct"), cell: (row) => <Acts row={row} onAsk={(what) => setAsked({ what, row })} /> },
  ]);
  const act = async (reason: string) => {
    const { what, row } = asked() ?? {};
    if (!row) return;
    const path = { id: row.checkId };
    const answer =
      what === "approve"
        ? await api("POST number-checks/:id/approve", { path })
        : await api("POST number-checks/:id/withdrawal", { path, body: { reason } });
    if (!answer.ok) return answer.error;
    say(what === "approve" ? t("numberApproved") : t("numberWithdrawn"));
    void load.reload();
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("numberChecks")}</h2>
      <p>{t("numberChecksLead")}</p>
      <Listing
        rows={load.value()?.rows}
        problem={load.trouble()?.code}
        onRetry={() => void load.reload()}
        empty={{ text: t("numberChecksEmpty"), icon: "phone" }}
      >
        {(rows) => (
          <DataTable caption={t("numberChecks")} columns={columns()} rows={rows} busy={load.busy()} />
        )}
      </Listing>
      <Show when={asked()} keyed>
        {({ what, row }) => (
          <ReasonDialog
            words={what === "approve" ? approveWords(row) : withdrawWords()}
            danger={what === "withdraw"}
            act={act}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

const approveWords = (row: NumberCheck) => ({
  title: t("numberApproveTitle"),
  text: t("numberApproveText", { end: row.phoneEnd }),
  confirm: t("numberApprove"),
  busy: t("working"),
  keep: t("keep"),
});
const withdrawWords = () => ({
  title: t("numberWithdrawTitle"),
  text: t("numberWithdrawText"),
  confirm: t("numberWithdraw"),
  busy: t("working"),
  keep: t("keep"),
  reason: { label: t("reason"), missing: t("reasonMissing") },
});

function State(props: { row: NumberCheck }) {
  return (
    <>
      <Badge tone={TONE[props.row.state]}>{t(`nc_${props.row.state}`)}</Badge>
      <Show when={isLive(props.row)}>
        <br />
        {t("numberUntil")} <DateTime atMs={props.row.untilMs} />
      </Show>
      <Show when={props.row.endedBy} keyed>
        {(by) => (
          <>
            <br />
            <span class="quiet">{by.kind === "staff" ? by.name : t(`ended_${by.kind}`)}</span>
          </>
        )}
      </Show>
    </>
  );
}

function Acts(props: { row: NumberCheck; onAsk: (what: "approve" | "withdraw") => void }) {
  return (
    <Show when={isLive(props.row)}>
      <div class={`stack ${styles.nowrap}`}>
        <Switch>
          <Match when={props.row.mayApprove}>
            <Button tone="primary" onPress={() => props.onAsk("approve")}>
              {t("numberApprove")}
            </Button>
          </Match>
          <Match when={props.row.state === "proposed"}>
            <span class="quiet">{t("numberOther")}</span>
          </Match>
        </Switch>
        <Button onPress={() => props.onAsk("withdraw")}>{t("numberWithdraw")}</Button>
      </div>
    </Show>
  );
}
