import { A } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import type { IssueDay } from "../../../schema/api/issues.ts";
import { api } from "../../shared/client/api.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { membership } from "../session/membership.ts";
import styles from "./issues-page.module.css";
import { t } from "./words.ts";

type Sum = IssueDay["sums"][number];

/** What was issued on a day, by place and programme, with its sum and its file (ISS-6). */
export function DaySums(props: { on: string; branchId: string | undefined }) {
  const load = createLoad(
    () => JSON.stringify([membership()?.organisationId, props.on, props.branchId ?? null]),
    () =>
      api("GET issue-days/:on", {
        path: { on: props.on },
        query: props.branchId === undefined ? {} : { branchId: props.branchId },
      }),
  );
  const columns = createMemo<readonly Column<Sum>[]>(() => [
    {
      title: t("colPlace"),
      head: true,
      cell: (one) => (
        <Show when={props.branchId === undefined} fallback={one.branchName}>
          <A href={`/issues?on=${props.on}&branch=${one.branchId}`}>{one.branchName}</A>
        </Show>
      ),
    },
    { title: t("programme"), cell: (one) => one.pay.programmeName },
    { title: t("colIssues"), num: true, cell: (one) => formatNumber(one.issues) },
    { title: t("colCount"), num: true, cell: (one) => t("coupons", { count: formatNumber(one.coupons) }) },
    {
      title: t("colAmount"),
      num: true,
      cell: (one) => <Yen amount={one.sumYen} unit={one.pay.unitWord} size="text" />,
    },
    { title: t("colWaiting"), num: true, cell: (one) => formatNumber(one.waitingCoupons) },
    { title: t("colWithdrawn"), num: true, cell: (one) => formatNumber(one.withdrawnCoupons) },
  ]);
  const file = (encoding: string) => {
    const query = new URLSearchParams({
      encoding,
      ...(props.branchId === undefined ? {} : { branchId: props.branchId }),
    });
    return `/api/issue-days/${props.on}/file?${query}`;
  };
  return (
    <Loaded load={load} value={load.value()}>
      {(day) => (
        <Show when={day().sums.length > 0} fallback={<p class="quiet">{t("dayEmpty")}</p>}>
          <DataTable
            caption={t("dayCaption")}
            columns={columns()}
            rows={day().sums}
            busy={load.busy()}
            foot={<Foot sums={day().sums} />}
          />
          <Show when={day().more}>
            <p class="quiet small">{t("daySumsMore")}</p>
          </Show>
          <p class={styles.files}>
            <For each={["utf-8", "shift_jis"] as const}>
              {(encoding) => (
                <a class="btn" href={file(encoding)} download="">
                  <Icon name="download" />
                  {t(encoding === "utf-8" ? "dayFile" : "dayFileSjis")}
                </a>
              )}
            </For>
          </p>
        </Show>
      )}
    </Loaded>
  );
}

/** The sums of all lines, where they are of one unit. */
function Foot(props: { sums: readonly Sum[] }) {
  const total = (of: (sum: Sum) => number) => props.sums.reduce((all, one) => all + of(one), 0);
  const unit = () => {
    const units = new Set(props.sums.map((one) => one.pay.unitWord));
    return units.size === 1 ? [...units][0] : undefined;
  };
  return (
    <tr>
      <th scope="row" colspan={2}>
        {t("dayTotal")}
      </th>
      <td class="num">{formatNumber(total((one) => one.issues))}</td>
      <td class="num">{t("coupons", { count: formatNumber(total((one) => one.coupons)) })}</td>
      <td class="num">
        <Show when={unit()}>
          {(word) => <Yen amount={total((one) => one.sumYen)} unit={word()} size="text" />}
        </Show>
      </td>
      <td class="num">{formatNumber(total((one) => one.waitingCoupons))}</td>
      <td class="num">{formatNumber(total((one) => one.withdrawnCoupons))}</td>
    </tr>
  );
}
