import { A } from "@solidjs/router";
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { openOperations, type StoredOperation } from "../../shared/client/operation-store.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { t } from "../words/words.ts";
import { type AdminReply, atWork, operationScope, runAgain } from "./admin-commands.ts";
import { endingWords, operationWord } from "./ending-words.ts";

/** Commands of this person whose end nobody knows yet, e.g. after the browser was closed on the way (OPR-5). */
export function OpenOperations() {
  const [open, setOpen] = createSignal<readonly StoredOperation[]>([]);
  const scope = () => operationScope(staffSession.me()?.staffId ?? "");
  const look = async () => {
    // What some tab is at work on is not forgotten: that tab will tell.
    const busy = await atWork();
    setOpen(openOperations(scope()).filter((one) => !busy.has(one.id)));
  };
  onMount(() => {
    void look();
    // Another tab may have ended one.
    const changed = () => void look();
    addEventListener("storage", changed);
    onCleanup(() => removeEventListener("storage", changed));
  });
  return (
    <For each={open()}>
      {(one) => <OpenOperation scope={scope()} operation={one} onClose={() => void look()} />}
    </For>
  );
}

function OpenOperation(props: { scope: string; operation: StoredOperation; onClose: () => void }) {
  const [busy, setBusy] = createSignal(false);
  const [words, setWords] = createSignal<{ readonly text: string; readonly over: boolean }>();
  const [issueId, setIssueId] = createSignal<string>();

  const about = () => ({
    what: operationWord(props.operation.kind),
    amount: moneyText(props.operation.amountYen, props.operation.unitWord, locale()),
    time: momentText(props.operation.startedAtMs, locale()).time,
  });
  const ask = async () => {
    if (busy()) return;
    setBusy(true);
    const ending = await runAgain(props.scope, props.operation);
    setBusy(false);
    setWords(endingWords(props.operation.kind, ending));
    if (ending.outcome === "done" && ending.reply) setIssueId(issueOf(ending.reply));
  };
  return (
    <Note tone={words()?.over ? "neutral" : "warn"} announce="polite">
      <p>{words()?.over ? t("opTitle", about()) : t("opOpenTitle", about())}</p>
      <Show when={words()}>{(said) => <p class="strong">{said().text}</p>}</Show>
      <div class="row">
        <Show
          when={words()?.over}
          fallback={
            <Button icon="refresh" busy={busy()} busyLabel={t("opAskingNow")} onPress={() => void ask()}>
              {words() ? t("opAskAgain") : t("opAsk")}
            </Button>
          }
        >
          <Show when={issueId()}>
            {(id) => (
              <A class={buttonClass({})} href={`/issues/${id()}`} onClick={() => props.onClose()}>
                {t("opSeeIssue")}
              </A>
            )}
          </Show>
          <Button onPress={() => props.onClose()}>{t("ok")}</Button>
        </Show>
      </div>
    </Note>
  );
}

function issueOf(reply: AdminReply): string | undefined {
  if ("issue" in reply) return reply.issue.issueId;
  return "newIssueId" in reply ? (reply.newIssueId ?? undefined) : undefined;
}
