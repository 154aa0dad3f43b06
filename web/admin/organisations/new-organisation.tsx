import { createSignal, Show } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField, Tick } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { t } from "./words.ts";

/** A head office by name, kana and what it may do; a branch by name and kana, since it does what its head office does. */
export function NewOrganisation(props: {
  parent: Organisation | null;
  onClose: () => void;
  onMade: (made: Organisation) => void;
}) {
  const [name, setName] = createSignal("");
  const [kana, setKana] = createSignal("");
  const [issuer, setIssuer] = createSignal(false);
  const [merchant, setMerchant] = createSignal(true);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const kinds = () => [
    ...(issuer() ? (["issuer"] as const) : []),
    ...(merchant() ? (["merchant"] as const) : []),
  ];
  const kindless = () => props.parent === null && kinds().length === 0;
  const missing = (text: string) => text.trim() === "";
  const add = async () => {
    setTried(true);
    if (busy() || missing(name()) || missing(kana()) || kindless()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST organisations", {
      body: {
        name: name(),
        kana: kana(),
        ...(props.parent ? { parentId: props.parent.organisationId } : { kinds: kinds() }),
      },
    });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    props.onClose();
    props.onMade(answer.value);
  };
  return (
    <Dialog
      open
      title={props.parent ? t("newBranch") : t("newOrganisation")}
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
      <TextField
        label={t("name")}
        value={name()}
        onInput={setName}
        maxlength={60}
        required
        error={tried() && missing(name()) ? t("nameMissing") : undefined}
      />
      <TextField
        label={t("kana")}
        hint={t("kanaHint")}
        value={kana()}
        onInput={setKana}
        maxlength={60}
        required
        error={tried() && missing(kana()) ? t("kanaMissing") : undefined}
      />
      <Show when={props.parent === null}>
        <fieldset class="stack">
          <legend class="field__label">{t("kinds")}</legend>
          <Tick label={t("merchant")} checked={merchant()} onChange={setMerchant} />
          <Tick label={t("issuer")} checked={issuer()} onChange={setIssuer} />
          <Show when={tried() && kindless()}>
            <p class="field__error" role="alert">
              {t("kindsMissing")}
            </p>
          </Show>
        </fieldset>
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}
