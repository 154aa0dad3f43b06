import { createSignal, onCleanup, Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { MAX_SLIPS } from "../../../schema/limits.ts";
import { askForFile } from "../../shared/client/files.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import styles from "./staff.module.css";
import { t } from "./words.ts";

/** Slips for the chosen accounts: one PDF, which is the only place their new passwords stand (ORG-6). */
export function Slips(props: {
  chosen: readonly StaffAccount[];
  page: readonly StaffAccount[];
  onChoose: (accounts: readonly StaffAccount[], on: boolean) => void;
  onNone: () => void;
  onMade: () => void;
}) {
  const [asked, setAsked] = createSignal(false);
  const [file, setFile] = createSignal<string>();
  const forget = () => {
    const address = file();
    if (address !== undefined) URL.revokeObjectURL(address);
    setFile(undefined);
  };
  onCleanup(forget);
  const count = () => String(props.chosen.length);
  const blocked = () => {
    if (props.chosen.length === 0) return t("slipsNone");
    return props.chosen.length > MAX_SLIPS ? problemText("limit-exceeded") : undefined;
  };
  const make = async () => {
    const answer = await askForFile("staff/slips", { staffIds: props.chosen.map((one) => one.staffId) });
    if (!answer.ok) return answer.error;
    forget();
    setFile(URL.createObjectURL(answer.value));
    props.onNone();
    props.onMade();
  };
  return (
    <>
      <div class={styles.actions}>
        <Button onPress={() => props.onChoose(props.page, true)}>{t("selectPage")}</Button>
        <Show when={props.chosen.length > 0}>
          <Button tone="plain" onPress={props.onNone}>
            {t("selectNone")}
          </Button>
        </Show>
        <Button icon="print" blockedBecause={blocked()} onPress={() => setAsked(true)}>
          {t("slips", { count: count() })}
        </Button>
      </div>
      <Show when={file()}>
        {(address) => (
          <Note tone="ok" announce="polite">
            <p class="strong">{t("slipsDone")}</p>
            <p>{t("slipsOnce")}</p>
            <a class={buttonClass({ tone: "primary" })} href={address()} download={t("slipsFile")}>
              <Icon name="download" />
              {t("slipsSave")}
            </a>
          </Note>
        )}
      </Show>
      <Show when={asked()}>
        <ReasonDialog
          words={{
            title: t("slipsTitle", { count: count() }),
            text: t("slipsText"),
            confirm: t("slipsDo"),
            busy: t("slipsMaking"),
            keep: t("keep"),
          }}
          act={make}
          onClose={() => setAsked(false)}
        >
          <p>{t("slipsOnce")}</p>
        </ReasonDialog>
      </Show>
    </>
  );
}
