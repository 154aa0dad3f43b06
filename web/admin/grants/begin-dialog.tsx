import type { BegunGrant, GrantBody } from "../../../schema/api/grants.ts";
import type { IdTail } from "../../../schema/ids.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import type { AdminEnding } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { t } from "./words.ts";

/** The last question before it goes: so many people, so much (GRT-3). The command is followed to its end (OPR-1, OPR-5). */
export function BeginDialog(props: {
  of: GrantBody;
  unit: string;
  fundIdTail: IdTail;
  onBegun: (grant: GrantBody) => void;
  onClose: () => void;
}) {
  const runner = createCommandRunner<BegunGrant>();
  const people = () => t("people", { count: formatNumber(props.of.ready.rows) });
  const money = () => moneyText(props.of.ready.yen, props.unit, locale());
  const took = (ending: AdminEnding<BegunGrant> | undefined) => {
    if (ending?.outcome === "done" && ending.reply) props.onBegun(ending.reply.grant);
  };
  const press = async () => {
    if (!online()) return;
    const operationId = newOperationId(props.fundIdTail, serverNow());
    const { grantId, ready } = props.of;
    took(
      await runner.run(
        {
          id: operationId,
          kind: "grant",
          handle: null,
          amountYen: ready.yen,
          unitWord: props.unit,
          party: t("beginParty", { people: people() }),
          startedAtMs: Math.round(serverNow()),
        },
        { kind: "grant", grantId, body: { operationId, sumYen: ready.yen } },
      ),
    );
  };
  return (
    <Dialog
      open
      title={t("beginTitle")}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t(runner.ending() === undefined ? "keep" : "close")}
          confirm={t("begin")}
          busyLabel={t("beginning")}
          busy={runner.busy()}
          offered={!/^(unknown|waiting|pending)$/.test(runner.ending()?.outcome ?? "")}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{t("beginText", { people: people(), money: money() })}</p>
      <EndingNote runner={runner} onAgain={async () => took(await runner.again())} />
    </Dialog>
  );
}
