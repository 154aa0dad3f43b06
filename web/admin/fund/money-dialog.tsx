import { createSignal, createUniqueId, type JSX, Match, Show, Switch } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { FundReply } from "../../../schema/api/programmes.ts";
import type { IdTail, OperationId } from "../../../schema/ids.ts";
import { online } from "../../shared/client/online.ts";
import { newOperationId, type OperationKind } from "../../shared/client/operation-store.ts";
import { serverNow } from "../../shared/client/server-clock.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { say } from "../../shared/components/toast.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import type { AdminCommand } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { leaveOpen } from "../operations/left-open.ts";
import { type AfterLine, AfterLines } from "./after-lines.tsx";
import { MoneyFields } from "./money-fields.tsx";
import { t } from "./words.ts";
import { parseYenText } from "./yen-text.ts";

/** What a person has entered, and the operation it became. */
export interface Entered {
  readonly operationId: OperationId;
  readonly amountYen: number;
  readonly note: string;
}

/**
 * A command of the fund in two steps: what and how much, then the same once more with what stands after it. The command
 * is stored before it is sent and followed to its end (OPR-1, OPR-5).
 */
export function MoneyDialog(props: {
  title: string;
  lead?: string | undefined;
  pay: PayFace;
  fundIdTail: IdTail;
  kind: OperationKind;
  /** Who is on the other side, as the person sees it. */
  party: string;
  /** The most it can be; null where nothing limits it. */
  mostYen: number | null;
  /** Something else is still missing. */
  incomplete?: boolean | undefined;
  lines: (amountYen: number) => readonly AfterLine[];
  doLabel: (money: string) => string;
  doneText: (money: string) => string;
  command: (entered: Entered) => AdminCommand;
  onDone: () => void;
  onClose: () => void;
  /** Fields before the amount; `tried` says that what is missing is to be named. */
  children?: (tried: () => boolean) => JSX.Element;
}) {
  const runner = createCommandRunner<FundReply>();
  const form = createUniqueId();
  const [text, setText] = createSignal("");
  const [note, setNote] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [confirming, setConfirming] = createSignal(false);
  const amountYen = () => parseYenText(text());
  const money = () => moneyText(amountYen() ?? 0, props.pay.unitWord, locale());
  const amountError = () => {
    const yen = amountYen();
    if (yen === null) return tried() ? t("amountMissing") : undefined;
    if (props.mostYen !== null && yen > props.mostYen)
      return t("amountTooMuch", { most: moneyText(props.mostYen, props.pay.unitWord, locale()) });
    return undefined;
  };
  const isReady = () =>
    amountYen() !== null && amountError() === undefined && note().trim() !== "" && !props.incomplete;
  const open = () => runner.ending()?.outcome === "unknown" || runner.ending()?.outcome === "pending";

  const waits = () => runner.ending()?.outcome === "waiting";

  const check = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReady()) setConfirming(true);
  };
  const leave = () => {
    if (runner.busy()) return;
    if (open()) leaveOpen();
    props.onClose();
  };
  const took = (outcome: string | undefined) => {
    if (outcome === undefined) return;
    props.onDone();
    if (outcome !== "done") return;
    say(props.doneText(money()));
    props.onClose();
  };
  const press = async () => {
    const yen = amountYen();
    if (yen === null || !online()) return;
    const operationId = newOperationId(props.fundIdTail, serverNow());
    const ending = await runner.run(
      {
        id: operationId,
        kind: props.kind,
        handle: null,
        amountYen: yen,
        unitWord: props.pay.unitWord,
        party: props.party,
        startedAtMs: Math.round(serverNow()),
      },
      props.command({ operationId, amountYen: yen, note: note().trim() }),
    );
    took(ending?.outcome);
  };
  return (
    <Dialog
      open
      title={props.title}
      held={runner.busy()}
      onClose={leave}
      foot={
        <Switch>
          <Match when={!confirming()}>
            <Button onPress={() => props.onClose()}>{t("quit")}</Button>
            <Button type="submit" form={form} tone="primary">
              {t("toConfirm")}
            </Button>
          </Match>
          <Match when={open() || waits()}>
            <Button onPress={leave}>{t("close")}</Button>
          </Match>
          <Match when={confirming()}>
            <Button
              onPress={() => {
                if (runner.busy()) return;
                runner.clear();
                setConfirming(false);
              }}
            >
              {t("back")}
            </Button>
            <Button
              tone="primary"
              busy={runner.busy()}
              busyLabel={t("sending")}
              blockedBecause={online() ? undefined : problemText("offline")}
              onPress={() => void press()}
            >
              {props.doLabel(money())}
            </Button>
          </Match>
        </Switch>
      }
    >
      <Show
        when={confirming()}
        fallback={
          <MoneyFields
            form={form}
            lead={props.lead}
            before={props.children?.(tried)}
            text={text()}
            amountHint={amountYen() === null ? t("amountHint") : t("amountRead", { money: money() })}
            amountError={amountError()}
            note={note()}
            noteError={tried() && note().trim() === "" ? t("noteMissing") : undefined}
            lines={amountError() === undefined && amountYen() !== null ? props.lines(amountYen() ?? 0) : []}
            unit={props.pay.unitWord}
            onText={setText}
            onNote={setNote}
            onSubmit={check}
          />
        }
      >
        <p class="strong">{t("confirmText")}</p>
        <p>
          {props.party} · {note()}
        </p>
        <AfterLines lines={props.lines(amountYen() ?? 0)} unit={props.pay.unitWord} />
        <EndingNote runner={runner} onAgain={async () => took((await runner.again())?.outcome)} />
      </Show>
    </Dialog>
  );
}
