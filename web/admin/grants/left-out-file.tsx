import { createSignal, Show } from "solid-js";
import type { GrantBody } from "../../../schema/api/grants.ts";
import { fileMadeOf } from "../../shared/client/files.ts";
import { handOver } from "../../shared/client/hand-over.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { may } from "../session/membership.ts";
import styles from "./grants.module.css";
import { ListFile, MAX_LIST_BYTES } from "./list-file.tsx";
import { t } from "./words.ts";

/**
 * The lines that got nothing, as a file to mend and bring in again (GRT-8). A list names people and was forgotten when it was
 * read: whoever has it chooses it once more, and gets its lines back with their reasons.
 */
export function LeftOutFile(props: { of: GrantBody }) {
  const [file, setFile] = createSignal<File>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const address = () => `grants/${props.of.grantId}/left-out.csv`;
  const choose = (chosen: File | undefined) => {
    setTrouble(undefined);
    setFile(chosen);
  };
  const press = async () => {
    const chosen = file();
    if (!chosen || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await fileMadeOf(address(), new Blob([chosen], { type: "text/csv" }));
    setBusy(false);
    if (answer.ok) handOver(`left-out-${chosen.name}`, answer.value);
    else setTrouble(answer.error);
  };
  const error = () => ((file()?.size ?? 0) > MAX_LIST_BYTES ? t("fileTooLarge") : undefined);
  return (
    <div class={styles.stack}>
      <Show when={props.of.source === "list" && may("fund.manage")}>
        <p>{t("leftOutLead")}</p>
        <ListFile file={file()} error={error()} onChoose={choose} />
        <Show
          when={trouble()?.code === "file-unreadable"}
          fallback={
            <Show when={trouble()}>
              {(why) => <ProblemNote code={why().code} onRetry={() => void press()} />}
            </Show>
          }
        >
          <Note tone="danger" announce="alert">
            {t("leftOutOther", { file: props.of.fileName ?? "" })}
          </Note>
        </Show>
        <div class="press">
          <Button
            icon="download"
            busy={busy()}
            busyLabel={t("leftOutBusy")}
            blockedBecause={error() ?? (file() ? undefined : t("leftOutChoose"))}
            onPress={() => void press()}
          >
            {t("leftOut")}
          </Button>
        </div>
      </Show>
      <div class="press">
        <a class="btn" href={`/api/${address()}`} download="">
          <Icon name="download" />
          {t("leftOutBare")}
        </a>
        <p class="small quiet">{t("leftOutBareHint")}</p>
      </div>
    </div>
  );
}
