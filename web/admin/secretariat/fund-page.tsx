import { createMemo, For, Show } from "solid-js";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { GreyRows, Listing, Nothing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { createLoad } from "../client/load.ts";
import { wearFace } from "../frame/worn-face.ts";
import { fundLines } from "./books.ts";
import styles from "./fund.module.css";
import { chosenProgramme, ProgrammeChoice } from "./programme-choice.tsx";
import { t } from "./words.ts";

type Allotted = FundBody["allotted"][number];

/** The fund's book: what was deposited, and where it is. */
export default function FundPage() {
  const pay = chosenProgramme();
  const id = () => pay()?.programmeId;
  const load = createLoad(id, (programme) => api("GET programmes/:id/fund", { path: { id: programme } }));
  wearFace(() => pay()?.face);
  const unit = () => pay()?.unitWord ?? "";
  const columns = createMemo<readonly Column<Allotted>[]>(() => [
    { title: t("issuerCol"), head: true, cell: (one) => one.issuerName },
    {
      title: t("amountCol"),
      num: true,
      cell: (one) => <Yen amount={one.amountYen} unit={unit()} size="text" />,
    },
  ]);
  return (
    <Show when={pay()} fallback={<Nothing icon="coin" text={t("noProgramme")} />}>
      <header class="head">
        <h1>{t("fund")}</h1>
        <span class="quiet">{pay()?.programmeName}</span>
        <div class="head__end">
          <ProgrammeChoice place="fund" value={id()} />
        </div>
      </header>
      <Show when={load.trouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void load.reload()} />}
      </Show>
      <Show
        when={load.value()}
        fallback={
          <Show when={!load.trouble()}>
            <section class="card">
              <GreyRows />
            </section>
          </Show>
        }
      >
        {(fund) => (
          <div class={styles.cols}>
            <Book fund={fund()} unit={unit()} />
            <section class="card">
              <h2 class="card__title">{t("allotments")}</h2>
              <Listing
                rows={fund().allotted}
                onRetry={() => void load.reload()}
                empty={{ text: t("allotmentsEmpty"), icon: "bed" }}
              >
                {(rows) => <DataTable caption={t("allotments")} columns={columns()} rows={rows} />}
              </Listing>
            </section>
          </div>
        )}
      </Show>
    </Show>
  );
}

/** The accounts, and that they add up to the deposits (FND-1). */
function Book(props: { fund: FundBody; unit: string }) {
  const book = createMemo(() => fundLines(props.fund));
  return (
    <section class={`card ${styles.book}`}>
      <p class="quiet">
        {t("fundLead")} {t("asOfBefore")} <DateTime atMs={props.fund.serverNowMs} /> {t("asOfAfter")}
      </p>
      <table class="table">
        <caption class="hidden-text">{t("fund")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("fundAccount")}</th>
            <th scope="col" class="num">
              {t("fundAmount")}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={book().lines}>
            {(line) => (
              <tr>
                <th scope="row">{t(line.account)}</th>
                <td class="num">
                  <Yen amount={line.amountYen} unit={props.unit} size="text" />
                </td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("fundSum")}</th>
            <td class="num">
              <Yen amount={book().sumYen} unit={props.unit} size="text" />
            </td>
          </tr>
        </tfoot>
      </table>
      <dl class="lines">
        <Line label={t("accDeposit")} amount={book().depositYen} unit={props.unit} />
        <Line label={t("accReturned")} amount={props.fund.returnedYen} unit={props.unit} />
        <Line label={t("accPaidOut")} amount={props.fund.paidOutYen} unit={props.unit} />
        <Line label={t("accCash")} amount={props.fund.cashYen} unit={props.unit} />
      </dl>
      <p>
        <Badge tone={book().holds ? "ok" : "danger"} icon={book().holds ? "verified" : "warn"}>
          {book().holds ? t("fundHolds") : t("fundBroken")}
        </Badge>
      </p>
    </section>
  );
}

function Line(props: { label: string; amount: number; unit: string }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <Yen amount={props.amount} unit={props.unit} size="text" />
      </dd>
    </div>
  );
}
