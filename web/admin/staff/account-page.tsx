import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { WaitingNote } from "../stops/waiting-note.tsx";
import { type AccountAct, AccountActs } from "./account-acts.tsx";
import { AccountState, Roles } from "./account-facts.tsx";
import { InvitationCard } from "./invitation-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** One account: what it may do where, how its owner gets in, and the ways to take it away (S8, ORG-6). */
export default function AccountPage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET staff/:id", { path: { id } }),
  );
  const [act, setAct] = createSignal<AccountAct>();
  const [waits, setWaits] = createSignal(false);
  return (
    <>
      <header class="head">
        <A class="btn btn--icon" href="/staff" aria-label={t("staff")}>
          <Icon name="back" />
        </A>
        <h1>{load.value()?.name ?? t("staff")}</h1>
        <Show when={load.value()}>{(account) => <AccountState account={account()} />}</Show>
      </header>
      <Show when={waits()}>
        <WaitingNote />
      </Show>
      <Loaded load={load} value={load.value()}>
        {(account) => (
          <>
            <section class="card stack">
              <Lines
                lines={[
                  { label: t("loginId"), value: account().loginId },
                  { label: t("roles"), value: <Roles account={account()} /> },
                  { label: t("since"), value: <DateTime atMs={account().createdAtMs} /> },
                ]}
              />
            </section>
            <Show when={account().manageable} fallback={<p class="quiet">{t("notYours")}</p>}>
              <Ways account={account()} onAct={setAct} onChange={load.take} />
            </Show>
          </>
        )}
      </Loaded>
      <Show when={act()} keyed>
        {(one) => (
          <AccountActs
            act={one}
            onClose={() => setAct(undefined)}
            onDone={() => void load.reload()}
            onWaits={() => setWaits(true)}
          />
        )}
      </Show>
    </>
  );
}

/** How its owner gets in, and how that ends. */
function Ways(props: {
  account: StaffAccount;
  onAct: (act: AccountAct) => void;
  onChange: (account: StaffAccount) => void;
}) {
  const press = (kind: AccountAct["kind"]) => () => props.onAct({ kind, account: props.account });
  return (
    <Show
      when={props.account.state === "active"}
      fallback={
        <section class="card stack">
          <p>{t("stoppedNow")}</p>
          <div class={styles.actions}>
            <Button onPress={press("start")}>{t("start")}</Button>
          </div>
        </section>
      }
    >
      <div class={styles.ways}>
        <InvitationCard account={props.account} onChange={props.onChange} />
        <section class="card stack">
          <h2>{t("byHand")}</h2>
          <p>{t("byHandText")}</p>
          <div class={styles.actions}>
            <Button onPress={press("password")}>{t("newPassword")}</Button>
          </div>
        </section>
        <section class="card stack">
          <h2>{t("factorHead")}</h2>
          <p>{t("factorText")}</p>
          <div class={styles.actions}>
            <Button onPress={press("factor")}>{t("factorReset")}</Button>
          </div>
        </section>
        <SessionsCard account={props.account} onEnd={press("sign-out")} />
        <section class="card stack">
          <h2>{t("stopHead")}</h2>
          <p>{t("stopText")}</p>
          <div class={styles.actions}>
            <Button tone="danger" onPress={press("stop")}>
              {t("stop")}
            </Button>
          </div>
        </section>
      </div>
    </Show>
  );
}
