import { createSignal, Show, untrack } from "solid-js";
import type { ManagedStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { AreaField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createLoad } from "../client/load.ts";
import { may } from "../session/membership.ts";
import { AddressFields } from "./address-fields.tsx";
import { HoursFields } from "./hours-fields.tsx";
import { IdentityFields } from "./identity-fields.tsx";
import styles from "./organisations.module.css";
import { PinFields } from "./pin-fields.tsx";
import { draftFaults, draftOf, editOf, type StoreDraft } from "./store-form.ts";
import { t } from "./words.ts";

/** The store's form. What was written stays whatever goes wrong (ORG-1). */
export function StoreForm(props: { store: ManagedStore; onSaved: (store: ManagedStore) => void }) {
  const towns = createLoad(
    () => props.store.storeId,
    () => api("GET municipalities"),
  );
  const [draft, setDraft] = createSignal<StoreDraft>(untrack(() => draftOf(props.store)));
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const set = (part: Partial<StoreDraft>) => setDraft({ ...draft(), ...part });
  const faults = () => (tried() ? draftFaults(draft()) : new Set<never>());
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || draftFaults(draft()).size > 0) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("PUT stores/:id", {
      path: { id: props.store.storeId },
      body: editOf(draft(), props.store.version, may("store.manage")),
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    say(t("saved"));
    props.onSaved(answer.value);
  };
  return (
    <form class={styles.form} onSubmit={save} novalidate>
      <Show when={may("store.manage")}>
        <section class="card stack">
          <h2 class="card__title">{t("identity")}</h2>
          <p class="quiet">{t("identityLead")}</p>
          <div class={styles.fields}>
            <IdentityFields
              value={draft().identity}
              towns={towns.value()?.municipalities ?? []}
              faults={faults()}
              onChange={(identity) => set({ identity })}
            />
          </div>
        </section>
      </Show>
      <section class="card stack">
        <h2 class="card__title">{t("forVisitors")}</h2>
        <div class={styles.fields}>
          <AddressFields draft={draft()} faults={faults()} onChange={set} />
          <TextField
            label={t("phone")}
            hint={t("phoneHint")}
            type="tel"
            value={draft().phone}
            onInput={(phone) => set({ phone })}
            maxlength={16}
            error={faults().has("phone") ? t("phoneWrong") : undefined}
          />
        </div>
        <AreaField
          label={t("notices")}
          hint={t("noticesHint")}
          value={draft().notices}
          onInput={(notices) => set({ notices })}
          maxlength={1_000}
        />
      </section>
      <PinFields draft={draft()} saved={props.store.pin} faults={faults()} onChange={set} />
      <HoursFields draft={draft()} faults={faults()} onChange={set} />
      <Show when={trouble() ?? towns.trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div>
        <Button
          type="submit"
          tone="primary"
          size="l"
          busy={busy()}
          busyLabel={t("saving")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
