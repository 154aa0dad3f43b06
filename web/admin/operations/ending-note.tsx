import { A } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { t } from "../words/words.ts";
import type { AdminReply } from "./admin-commands.ts";
import type { CommandRunner } from "./command-runner.ts";
import { endingWords } from "./ending-words.ts";

/**
 * What became of a screen's command: nothing while all is well, and in plain words where it was refused, is under way
 * or unknown, with the way to ask again (OPR-5).
 */
export function EndingNote<Reply extends AdminReply>(props: {
  runner: CommandRunner<Reply>;
  onAgain: () => void;
}) {
  const ending = () => props.runner.ending();
  const said = () => {
    const end = ending();
    const operation = props.runner.operation();
    return end && operation && end.outcome !== "done" ? endingWords(operation.kind, end) : undefined;
  };
  const tone = (over: boolean) => {
    if (ending()?.outcome === "waiting") return "neutral";
    return over ? "danger" : "warn";
  };
  return (
    <Switch>
      <Match when={props.runner.asking()}>
        <Note tone="warn" announce="polite" icon="clock">
          {t("opAsking")}
        </Note>
      </Match>
      <Match when={said()}>
        {(words) => (
          <Note tone={tone(words().over)} announce="alert">
            <p class="strong">{words().text}</p>
            <Show when={ending()?.outcome === "waiting"}>
              <A href="/approvals">{t("opToApprovals")}</A>
            </Show>
            <Show when={!words().over}>
              <Button icon="refresh" onPress={() => props.onAgain()}>
                {t("opAskAgain")}
              </Button>
            </Show>
          </Note>
        )}
      </Match>
    </Switch>
  );
}
