import { A } from "@solidjs/router";
import { createMemo, For } from "solid-js";
import { APPROVAL_KINDS, type ApprovalBody } from "../../../schema/api/approvals.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { ApprovalStateBadge, kindText, subjectHref } from "./approval-words.tsx";
import styles from "./approvals.module.css";
import { ProposalCard } from "./proposal-card.tsx";
import { t } from "./words.ts";

/** Proposals that wait are few: two weeks of them at the most. */
const WAITING_ROWS = 50;
const ROWS = 20;

/** What one has proposed and another decides (B9). */
export default function ApprovalsPage() {
  const page = (only: "open" | "ended", limit: number) =>
    createPageTurner(
      () => only,
      (which, after) =>
        api("GET approvals", { query: { only: which, limit, ...(after === undefined ? {} : { after }) } }),
    );
  const open = page("open", WAITING_ROWS);
  const ended = page("ended", ROWS);
  const reload = () => {
    void open.load.reload();
    void ended.load.reload();
  };
  const columns = createMemo<readonly Column<ApprovalBody>[]>(() => [
    { title: t("what"), head: true, cell: (one) => <A href={subjectHref(one)}>{kindText(one.kind)}</A> },
    {
      title: t("amount"),
      num: true,
      cell: (one) => (one.amountYen === null ? "" : moneyText(one.amountYen, "円", locale())),
    },
    { title: t("about"), cell: (one) => one.about },
    {
      title: t("proposedBy"),
      cell: (one) => (
        <>
          {one.proposed.name}
          <br />
          <DateTime atMs={one.proposed.atMs} />
        </>
      ),
    },
    {
      title: t("decidedBy"),
      cell: (one) => one.decided && <Decided one={one} />,
    },
    { title: t("state"), cell: (one) => <ApprovalStateBadge state={one.state} /> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("approvals")}</h1>
      </header>
      <p class="quiet">{t("lead")}</p>
      <section class={styles.part} aria-labelledby="approvals-open">
        <h2 id="approvals-open">{t("open")}</h2>
        <Listing
          rows={open.rows()}
          problem={open.load.trouble()?.code}
          onRetry={() => void open.load.reload()}
          empty={{ text: t("openEmpty"), icon: "verified" }}
        >
          {(rows) => (
            <div class={styles.cards}>
              <For each={rows}>{(one) => <ProposalCard one={one} onDecided={reload} />}</For>
            </div>
          )}
        </Listing>
      </section>
      <Policy />
      <section class="card stack">
        <h2 class="card__title">{t("ended")}</h2>
        <PagedTable
          list={ended}
          caption={t("ended")}
          columns={columns()}
          empty={{ text: t("endedEmpty"), icon: "history" }}
        />
      </section>
    </>
  );
}

/** What needs a second person here, as its operator has set it (APR-4). */
function Policy() {
  const load = createLoad(
    () => true,
    () => api("GET region/approvals"),
  );
  const when = (fromYen: number | null) => {
    if (fromYen === null) return t("never");
    return fromYen === 0 ? t("always") : t("fromYen", { amount: moneyText(fromYen, "円", locale()) });
  };
  return (
    <Loaded load={load} value={load.value()}>
      {(policy) => (
        <section class="card stack">
          <h2 class="card__title">{t("policy")}</h2>
          <Lines
            lines={APPROVAL_KINDS.map((kind) => ({
              label: kindText(kind),
              value: when(policy().approvals[kind]),
            }))}
            class={styles.policy}
          />
          <p class="small quiet">{t("policyHint")}</p>
        </section>
      )}
    </Loaded>
  );
}

function Decided(props: { one: ApprovalBody }) {
  const why = () => {
    const { failedWith, decisionReason } = props.one;
    return failedWith === null
      ? decisionReason
      : t("failedNote", { why: problemText(failedWith as ProblemCode) });
  };
  return (
    <>
      {props.one.decided?.name}
      <br />
      <DateTime atMs={props.one.decided?.atMs ?? 0} />
      <p class="small quiet">{why()}</p>
    </>
  );
}
