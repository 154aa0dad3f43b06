import { For, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Badge } from "../../shared/components/badge.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** What an account is, and where. */
export function Roles(props: { account: StaffAccount }) {
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

/** Whether it is in use, and what its owner has still to do. */
export function AccountState(props: { account: StaffAccount }) {
  const late = () => (props.account.invitation?.expiresAtMs ?? 0) <= serverNow();
  return (
    <>
      <Badge tone={props.account.state === "active" ? "ok" : "danger"}>{t(props.account.state)}</Badge>
      <Show
        when={props.account.invitation}
        fallback={
          <Show when={props.account.mustChangePassword}>
            {" "}
            <Badge tone="warn">{t("firstStill")}</Badge>
          </Show>
        }
      >
        {" "}
        <Badge tone="warn">{late() ? t("invitedLate") : t("invited")}</Badge>
      </Show>
    </>
  );
}
