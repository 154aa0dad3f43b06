import { createSignal, type JSX, Show } from "solid-js";
import type { PasskeyBody } from "../../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { MAX_PASSKEY_NAME } from "../../../schema/limits.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { DialogFoot } from "../components/dialog-foot.tsx";
import { TextField } from "../components/field.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { say } from "../components/toast.tsx";
import { momentText } from "../i18n/date-text.ts";
import { locale } from "../i18n/locale.ts";
import type { ClientCode } from "../i18n/problem-words.ts";
import { t as common } from "../i18n/words.ts";
import styles from "./passkeys.module.css";
import { t } from "./words.ts";

/** What stood in the way, or nothing. */
export type Failed = ProblemCode | ClientCode | undefined;

/** One registered device: what it is called and since when, to be named or removed (PSK-5). */
export function PasskeyItem(props: {
  passkey: PasskeyBody;
  nameHint: string;
  /** What its removal means, by what it is called. */
  removeText: (called: string) => JSX.Element;
  onName: (name: string) => Promise<Failed>;
  onRemove: () => Promise<Failed>;
  onChanged: () => void;
}) {
  const [asking, setAsking] = createSignal<"name" | "remove">();
  const [name, setName] = createSignal("");
  const [missing, setMissing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Failed>();
  const called = () => props.passkey.name ?? props.passkey.device;
  const day = (atMs: number) => momentText(atMs, locale()).day;
  const open = (what: "name" | "remove") => {
    setTrouble(undefined);
    setMissing(false);
    setName(props.passkey.name ?? "");
    setAsking(what);
  };
  const run = async (act: () => Promise<Failed>, words: "named" | "removed") => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await act();
    setBusy(false);
    // Whoever has to show who they are first does so where the list is.
    if (failed === "proof-needed") setAsking(undefined);
    if (failed) return void setTrouble(failed);
    setAsking(undefined);
    say(t(words));
    props.onChanged();
  };
  const save = () => {
    const wanted = name().trim();
    setMissing(wanted === "");
    if (wanted !== "") void run(() => props.onName(wanted), "named");
  };
  const foot = (confirm: "save" | "remove", busyLabel: "saving" | "removing", go: () => void) => (
    <DialogFoot
      keep={common("cancel")}
      confirm={t(confirm)}
      busyLabel={t(busyLabel)}
      busy={busy()}
      tone={confirm === "remove" ? "danger" : "primary"}
      onKeep={() => setAsking(undefined)}
      onConfirm={go}
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
        title={t("rename")}
        held={busy()}
        onClose={() => setAsking(undefined)}
        foot={foot("save", "saving", save)}
      >
        <TextField
          label={t("name")}
          hint={props.nameHint}
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
        foot={foot("remove", "removing", () => void run(props.onRemove, "removed"))}
      >
        {props.removeText(called())}
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      </Dialog>
    </li>
  );
}
