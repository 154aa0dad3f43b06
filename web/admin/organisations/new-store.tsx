import { createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import type { BackOfficeStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { createLoad } from "../client/load.ts";
import { IdentityFields } from "./identity-fields.tsx";
import { emptyIdentity, identityFaults, type StoreIdentity } from "./store-form.ts";
import { t } from "./words.ts";

/** A store of a merchant, with its first till. */
export function NewStore(props: {
  organisation: Organisation;
  onClose: () => void;
  onMade: (made: BackOfficeStore) => void;
}) {
  const towns = createLoad(
    () => props.organisation.organisationId,
    () => api("GET municipalities"),
  );
  const [written, setWritten] = createSignal<StoreIdentity>(emptyIdentity);
  const [address, setAddress] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const identity = (): StoreIdentity => ({
    ...written(),
    municipality: written().municipality || (towns.value()?.municipalities[0]?.code ?? ""),
  });
  const add = async () => {
    setTried(true);
    if (busy() || identityFaults(identity()).size > 0 || address().trim() === "") return;
    setBusy(true);
    setTrouble(undefined);
    const store = await api("POST stores", {
      body: { organisationId: props.organisation.organisationId, address: address(), ...identity() },
    });
    // Without a till nobody could pay there; one more can be asked for on its own page.
    const answer = store.ok
      ? await api("POST stores/:id/tills", { path: { id: store.value.storeId }, body: {} })
      : store;
    setBusy(false);
    if (store.ok) {
      props.onClose();
      props.onMade(store.value);
    } else if (!answer.ok) setTrouble(answer.error);
  };
  return (
    <Dialog
      open
      title={t("newStore")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("add")}
          busyLabel={t("adding")}
          busy={busy()}
          onKeep={props.onClose}
          onConfirm={() => void add()}
        />
      }
    >
      <IdentityFields
        value={identity()}
        towns={towns.value()?.municipalities ?? []}
        faults={tried() ? identityFaults(identity()) : new Set()}
        onChange={setWritten}
      />
      <TextField
        label={t("address")}
        value={address()}
        onInput={setAddress}
        maxlength={120}
        required
        error={tried() && address().trim() === "" ? t("addressMissing") : undefined}
      />
      <Show when={trouble() ?? towns.trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}
