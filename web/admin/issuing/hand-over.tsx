import { Show } from "solid-js";
import type { IssueBody, IssueReply } from "../../../schema/api/issues.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button, type ButtonSize } from "../../shared/components/button.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { t } from "./words.ts";

/** Step 3: until it is pressed the coupons pay nothing. Nothing is shown for an issue that can't be handed over. */
export function HandOver(props: {
  issue: IssueBody;
  size?: ButtonSize | undefined;
  onDone: (issue: IssueBody) => void;
}) {
  const runner = createCommandRunner<IssueReply>();
  const took = (ending: AdminEnding<IssueReply> | undefined) => {
    if (ending?.outcome === "done" && ending.reply) props.onDone(ending.reply.issue);
  };
  const press = async () => {
    if (runner.busy() || blocked()) return;
    const operationId = newOperationId(props.issue.fundIdTail as IdTail, serverNow());
    took(
      await runner.run(
        {
          id: operationId,
          kind: "activation",
          handle: null,
          amountYen: props.issue.sumYen,
          unitWord: props.issue.pay.unitWord,
          party: props.issue.pay.payName,
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "activation", issueId: props.issue.issueId, body: { operationId } },
      ),
    );
  };
  const blocked = () => {
    if (!online()) return problemText("offline");
    const { asked, files } = props.issue.evidence;
    return asked === "required" && files === 0 ? t("evidenceFirst") : undefined;
  };
  const open = () => runner.ending()?.outcome === "unknown";
  return (
    <Show when={props.issue.state === "ready"}>
      <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
      <Show when={!open()}>
        <Button
          tone="face"
          size={props.size}
          icon="check"
          busy={runner.busy()}
          busyLabel={t("handingOver")}
          blockedBecause={blocked()}
          onPress={() => void press()}
        >
          {t("handOverLong")}
        </Button>
      </Show>
    </Show>
  );
}
