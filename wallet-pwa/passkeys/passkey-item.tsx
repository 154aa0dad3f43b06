import { createSignal, Show } from "solid-js";
import type { PasskeyBody } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { MAX_PASSKEY_NAME } from "../../schema/limits.ts";
import { api } from "../../web/shared/client/api.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { DialogFoot } from "../../web/shared/components/dialog-foot.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { momentText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { t as common } from "../../web/shared/i18n/words.ts";
import { confirmWith } from "./confirm.ts";
import styles from "./passkeys.module.css";
import { t } from "./words.ts";

/** One registered device: what it is called and since when, to be named or removed (PSK-5). */
export function PasskeyItem(props: {
  passkey: PasskeyBody;
  /** Whether payments are confirmed, and so is taking one away (PSK-6). */
  confirms: boolean;
  onChanged: () => void;
}) {
  const [asking, setAsking] = createSignal<"name" | "remove">();
  const [name, setName] = createSignal("");
  const [missing, setMissing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const called = () => props.passkey.name ?? props.passkey.device;
  const day = (atMs: number) => momentText(atMs, locale()).day;
  const path = () => ({ id: props.passkey.passkeyId });
  const open = (what: "name" | "remove") => {
    setTrouble(undefined);
    setMissing(false);
    setName(props.passkey.name ?? "");
    setAsking(what);
  };
  const done = (failed: ProblemCode | ClientCode | undefined, words: "named" | "removed") => {
    setBusy(false);
    if (failed) return void setTrouble(failed);
    setAsking(undefined);
    say(t(words));
    props.onChanged();
  };
  const save = async () => {
    setMissing(name().trim() === "");
    if (busy() || missing()) return;
    setBusy(true);
    const body = { name: name().trim() };
    const answer = await api("PUT residents/passkeys/:id", { path: path(), body });
    done(answer.ok ? undefined : answer.error.code, "named");
  };
  const remove = async () => {
    if (busy()) return;
    setBusy(true);
    const asked = props.confirms
      ? await confirmWith({ for: "removal", passkeyId: props.passkey.passkeyId })
      : undefined;
    if (asked && !asked.ok) return done(asked.error, "removed");
    const body = asked ? { confirmation: asked.value } : {};
    const answer = await api("POST residents/passkeys/:id/removal", { path: path(), body });
    done(answer.ok ? undefined : answer.error.code, "removed");
  };
  const foot = (confirm: "save" | "remove", busyLabel: "saving" | "removing", go: () => Promise<void>) => (
    <DialogFoot
      keep={common("cancel")}
      confirm={t(confirm)}
      busyLabel={t(busyLabel)}
      busy={busy()}
      tone={confirm === "remove" ? "danger" : "primary"}
      onKeep={() => setAsking(undefined)}
      onConfirm={() => void go()}
    />
  );
  return (
    <li class={styles.item}>
      <p class={`strong ${styles.name}`}>{called()}</p>
      <p class="small quiet">
        {t("madeOn", { day: day(props.passkey.createdAtMs) })}
        <Show when={props.passkey.usedAtMs}>
          {(atMs) => (
            <>
              <br />
              {t("usedOn", { day: day(atMs()) })}
            </>
          )}
        </Show>
        <Show when={props.passkey.backedUp}>
          <br />
          {t("goesAlong")}
        </Show>
      </p>
      <div class={`row ${styles.actions}`}>
        <Button onPress={() => open("name")}>{t("rename")}</Button>
        <Button onPress={() => open("remove")}>{t("remove")}</Button>
      </div>
      <Dialog
        open={asking() === "name"}
        title={t("nameTitle")}
        held={busy()}
        onClose={() => setAsking(undefined)}
        foot={foot("save", "saving", save)}
      >
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={name()}
          onInput={(value) => {
            setMissing(false);
            setName(value);
          }}
          error={missing() ? t("nameMissing") : undefined}
          maxlength={MAX_PASSKEY_NAME}
        />
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      </Dialog>
      <Dialog
        open={asking() === "remove"}
        title={t("removeTitle")}
        held={busy()}
        onClose={() => setAsking(undefined)}
        foot={foot("remove", "removing", remove)}
      >
        <p>{t("removeText", { name: called() })}</p>
        <Show when={props.confirms}>
          <p>{t("removeConfirms")}</p>
        </Show>
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      </Dialog>
    </li>
  );
}
