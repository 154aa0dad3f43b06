import { createMemo, For, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { may } from "../session/membership.ts";
import type { AccountAct } from "./account-acts.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** A page of accounts, to choose from and to act on. */
export function AccountTable(props: {
  rows: readonly StaffAccount[];
  chosen: ReadonlyMap<string, StaffAccount>;
  onChoose: (accounts: readonly StaffAccount[], on: boolean) => void;
  onAct: (act: AccountAct) => void;
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
    { title: t("name"), head: true, cell: (one) => one.name },
    { title: t("loginId"), cell: (one) => <span class={styles.whole}>{one.loginId}</span> },
    { title: t("roles"), cell: (one) => <Roles account={one} /> },
    { title: t("state"), cell: (one) => <State account={one} /> },
    ...(may("staff.manage")
      ? [
          {
            title: t("actions"),
            cell: (one: StaffAccount) => <Acts account={one} onAct={props.onAct} />,
          },
        ]
      : []),
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

function Roles(props: { account: StaffAccount }) {
  return (
    <For each={props.account.memberships}>
      {(one) => (
        <div class={styles.role}>
          {t("roleAt", { organisation: one.organisationName, role: t(`role_${one.role}`) })}
        </div>
      )}
    </For>
  );
}

function State(props: { account: StaffAccount }) {
  return (
    <>
      <Badge tone={props.account.state === "active" ? "ok" : "danger"}>{t(props.account.state)}</Badge>
      <Show when={props.account.mustChangePassword}>
        {" "}
        <Badge tone="warn">{t("firstStill")}</Badge>
      </Show>
    </>
  );
}

function Acts(props: { account: StaffAccount; onAct: (act: AccountAct) => void }) {
  const press = (kind: AccountAct["kind"]) => () => props.onAct({ kind, account: props.account });
  return (
    <Show when={props.account.manageable}>
      <div class={styles.acts}>
        <Show
          when={props.account.state === "active"}
          fallback={<Button onPress={press("start")}>{t("start")}</Button>}
        >
          <Button onPress={press("password")}>{t("newPassword")}</Button>
          <Button onPress={press("stop")}>{t("stop")}</Button>
        </Show>
      </div>
    </Show>
  );
}
