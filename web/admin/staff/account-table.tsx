import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { may } from "../session/membership.ts";
import { AccountState, Roles } from "./account-facts.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** A page of accounts, each leading to its own page, to choose from for slips. */
export function AccountTable(props: {
  rows: readonly StaffAccount[];
  chosen: ReadonlyMap<string, StaffAccount>;
  onChoose: (accounts: readonly StaffAccount[], on: boolean) => void;
  busy: boolean;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}) {
  const columns = createMemo<readonly Column<StaffAccount>[]>(() => [
    ...(may("staff.manage")
      ? [
          {
            title: t("selectColumn"),
            cell: (one: StaffAccount) => (
              <Show when={one.manageable && one.state === "active"}>
                <label class={styles.pick}>
                  <input
                    type="checkbox"
                    aria-label={t("select", { name: one.name })}
                    checked={props.chosen.has(one.staffId)}
                    onChange={(event) => props.onChoose([one], event.currentTarget.checked)}
                  />
                </label>
              </Show>
            ),
          },
        ]
      : []),
    {
      title: t("name"),
      head: true,
      cell: (one) => (
        <A class={styles.whole} href={`/staff/${one.staffId}`}>
          {one.name}
        </A>
      ),
    },
    { title: t("loginId"), cell: (one) => <span class={styles.whole}>{one.loginId}</span> },
    { title: t("roles"), cell: (one) => <Roles account={one} /> },
    { title: t("state"), cell: (one) => <AccountState account={one} /> },
  ]);
  return (
    <DataTable
      caption={t("staff")}
      columns={columns()}
      rows={props.rows}
      busy={props.busy}
      onNext={props.onNext}
      onPrevious={props.onPrevious}
    />
  );
}
