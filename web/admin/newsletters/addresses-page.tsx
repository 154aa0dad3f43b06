import { createEffect, createMemo, createSignal, Show } from "solid-js";
import type { MailAddressBody, MailAddresses } from "../../../schema/api/newsletters.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { membership, membershipKey } from "../session/membership.ts";
import { AddressState } from "./newsletter-state.tsx";
import styles from "./newsletters.module.css";
import { t } from "./words.ts";

/** Which addresses an office has the secretariat's newsletters sent to (NWS-1). */
export default function AddressesPage() {
  const load = createLoad(
    () => {
      const now = membership();
      return now && membershipKey(now);
    },
    () => api("GET mail-addresses"),
  );
  const [removing, setRemoving] = createSignal<MailAddressBody>();
  const columns = createMemo<readonly Column<MailAddressBody>[]>(() => [
    { title: t("colAddress"), head: true, cell: (one) => one.address },
    { title: t("colOffice"), cell: (one) => one.organisationName },
    { title: t("colState"), cell: (one) => <AddressState state={one.state} /> },
    {
      title: t("change"),
      cell: (one) => (
        <Button onPress={() => setRemoving(one)}>
          <span aria-hidden="true">{t("remove")}</span>
          <span class="hidden-text">{t("removeOf", { address: one.address })}</span>
        </Button>
      ),
    },
  ]);
  const remove = async (one: MailAddressBody) => {
    const answer = await api("POST mail-addresses/:id/remove", { path: { id: one.addressId } });
    if (!answer.ok) return answer.error;
    load.take(answer.value);
    return undefined;
  };
  return (
    <>
      <header class="head">
        <h1>{t("ownHeading")}</h1>
      </header>
      <section class={`card ${styles.stack}`}>
        <p>{t("ownLead")}</p>
        <Show when={load.value()}>
          {(all) => <AddForm organisations={all().organisations} onAdded={load.take} />}
        </Show>
      </section>
      <section class={`card ${styles.stack}`}>
        <Listing
          rows={load.value()?.rows}
          problem={load.trouble()?.code}
          onRetry={() => void load.reload()}
          empty={{ text: t("ownEmpty"), icon: "mail" }}
        >
          {(rows) => (
            <DataTable caption={t("ownHeading")} columns={columns()} rows={rows} class={styles.rows} />
          )}
        </Listing>
      </section>
      <Show when={removing()}>
        {(one) => (
          <ReasonDialog
            danger
            words={{
              title: t("removeTitle"),
              text: t("removeText", { address: one().address }),
              confirm: t("remove"),
              busy: t("removing"),
              keep: t("keep"),
            }}
            act={() => remove(one())}
            onClose={() => setRemoving(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function AddForm(props: {
  organisations: MailAddresses["organisations"];
  onAdded: (all: MailAddresses) => void;
}) {
  const [organisationId, setOrganisationId] = createSignal<string>("");
  const [address, setAddress] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  createEffect(() => {
    if (!props.organisations.some((one) => one.organisationId === organisationId()))
      setOrganisationId(props.organisations[0]?.organisationId ?? "");
  });
  const wrong = () => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address().trim());
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || wrong() || !online()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST mail-addresses", {
      body: { organisationId: organisationId(), address: address().trim() },
    });
    setBusy(false);
    if (!answer.ok) return void setTrouble(answer.error);
    setAddress("");
    setTried(false);
    say(t("added"));
    props.onAdded(answer.value);
  };
  return (
    <form class={styles.stack} onSubmit={submit} novalidate>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show when={props.organisations.length > 1}>
        <SelectField
          label={t("office")}
          class="narrow"
          value={organisationId()}
          options={props.organisations.map((one) => ({
            value: one.organisationId as string,
            label: one.name,
          }))}
          onChange={setOrganisationId}
        />
      </Show>
      <TextField
        label={t("address")}
        class="narrow"
        type="email"
        autocomplete="email"
        maxlength={254}
        value={address()}
        onInput={setAddress}
        error={tried() && wrong() ? t("addressMissing") : undefined}
      />
      <div class="press">
        <Button
          type="submit"
          tone="primary"
          icon="plus"
          busy={busy()}
          busyLabel={t("adding")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
