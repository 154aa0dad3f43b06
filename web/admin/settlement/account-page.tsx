import { useParams } from "@solidjs/router";
import { Show } from "solid-js";
import type { BankAccountBody } from "../../../schema/api/bank-accounts.ts";
import { api } from "../../shared/client/api.ts";
import { Note } from "../../shared/components/note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { AccountForm } from "./account-form.tsx";
import { kindWord } from "./kinds.ts";
import styles from "./settlement.module.css";
import { t } from "./words.ts";

/** The account that a merchant, or one store of it, is paid into. */
export default function AccountPage() {
  const params = useParams<{ kind: string; id: string }>();
  const isStore = () => params.kind === "store";
  const load = createLoad(
    () => `${params.kind}/${params.id}`,
    () =>
      isStore()
        ? api("GET stores/:id/bank-account", { path: { id: params.id } })
        : api("GET organisations/:id/bank-account", { path: { id: params.id } }),
  );
  return (
    <>
      <header class="head">
        <h1>{t("accountTitle")}</h1>
        <span class="quiet">{load.value()?.ownerName}</span>
      </header>
      <Loaded load={load} value={load.value()}>
        {(body) => (
          <div class={styles.form}>
            <Present body={body()} />
            <AccountForm
              title={body().account ? t("accountChange") : t("accountForm")}
              send={(request) =>
                isStore()
                  ? api("POST stores/:id/bank-account", { path: { id: params.id }, body: request })
                  : api("POST organisations/:id/bank-account", { path: { id: params.id }, body: request })
              }
              onSaved={(saved) => {
                load.take(saved);
                say(t("saved"));
              }}
            />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Present(props: { body: BankAccountBody }) {
  return (
    <section class={`card ${styles.part}`}>
      <h2 class="card__title">{t("accountNow")}</h2>
      <Show when={props.body.account} fallback={<p class="quiet">{t("accountNone")}</p>}>
        {(account) => (
          <dl class="lines">
            <div>
              <dt>{t("bank")}</dt>
              <dd>
                {account().bankName} {account().bankCode}
              </dd>
            </div>
            <div>
              <dt>{t("branch")}</dt>
              <dd>
                {account().branchName} {account().branchCode}
              </dd>
            </div>
            <div>
              <dt>{t("kind")}</dt>
              <dd>{kindWord(account().kind)}</dd>
            </div>
            <div>
              <dt>{t("number")}</dt>
              <dd>{t("numberEnd", { end: account().numberEnd })}</dd>
            </div>
            <div>
              <dt>{t("holder")}</dt>
              <dd>{account().holderKana}</dd>
            </div>
          </dl>
        )}
      </Show>
      <Show when={props.body.sharedWith > 0}>
        <Note tone="warn">{t("accountShared", { count: formatNumber(props.body.sharedWith) })}</Note>
      </Show>
    </section>
  );
}
