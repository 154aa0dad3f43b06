import { createMemo, For, Show } from "solid-js";
import type { FundBody } from "../../../schema/api/programmes.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { fundLines } from "../secretariat/books.ts";
import { t } from "./words.ts";

/** The accounts, and that they add up to the deposits (FND-1). */
export function BookCard(props: { fund: FundBody; unit: string }) {
  const book = createMemo(() => fundLines(props.fund));
  return (
    <>
      <p class="quiet">
        {t("fundLead")} {t("asOfBefore")} <DateTime atMs={props.fund.serverNowMs} /> {t("asOfAfter")}
      </p>
      <table class="table">
        <caption class="hidden-text">{t("book")}</caption>
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
        <Show when={props.fund.feesYen !== 0 || props.fund.feesHeldYen !== 0}>
          <Line label={t("accFeesTaken")} amount={book().feesTakenYen} unit={props.unit} />
        </Show>
        <Line label={t("accCash")} amount={props.fund.cashYen} unit={props.unit} />
      </dl>
      <p>
        <Badge tone={book().holds ? "ok" : "danger"} icon={book().holds ? "verified" : "warn"}>
          {book().holds ? t("fundHolds") : t("fundBroken")}
        </Badge>
      </p>
    </>
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
