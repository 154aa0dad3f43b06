import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { Move, StartedMove } from "../../schema/api/moves.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Countdown } from "../../web/shared/components/countdown.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Qr } from "../../web/shared/components/qr.tsx";
import { deviceName } from "../devices/device-name.ts";
import { Waiting } from "../frame/waiting.tsx";
import { CheckDigits } from "./check-digits.tsx";
import styles from "./moving.module.css";
import { askRepeatedly } from "./poll.ts";
import { t } from "./words.ts";

/** Ten digits in groups that are read out easily: 3-3-4. */
const GROUPS = [
  [0, 3],
  [3, 6],
  [6, 10],
] as const;

/** A move as the old phone sees it: the QR, the new phone's name to confirm, and the end. */
export function MoveProgress(props: {
  move: StartedMove;
  whenDone: JSX.Element;
  onAgain: () => void;
  onStop: () => void;
}) {
  const path = { id: props.move.moveId };
  const [seen, setSeen] = createSignal<Move>();
  const [busy, setBusy] = createSignal<"confirm" | "refusal">();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const state = () => seen()?.state ?? "open";
  askRepeatedly(async () => {
    const answer = await api("GET residents/moves/:id", { path });
    // Nothing heard is no end: the next asking may be answered.
    if (answer.ok) setSeen(answer.value);
    return state() === "done" || state() === "ended" ? "stop" : "on";
  });
  const answer = async (what: "confirm" | "refusal") => {
    if (busy()) return;
    setBusy(what);
    setTrouble(undefined);
    const reply = await api(
      what === "confirm" ? "POST residents/moves/:id/confirm" : "POST residents/moves/:id/refusal",
      { path },
    );
    setBusy(undefined);
    if (reply.ok) setSeen(reply.value);
    else setTrouble(reply.error);
  };
  const stop = async () => {
    await answer("refusal");
    if (!trouble()) props.onStop();
  };
  return (
    <Switch>
      <Match when={state() === "open"}>
        <p>{t("scanWith")}</p>
        <div class={styles.centre}>
          <Qr text={props.move.link} label={t("qrLabel")} />
          <Countdown fromMs={props.move.serverNowMs} untilMs={props.move.untilMs} label={t("leftLabel")} />
        </div>
        <p>{t("orType")}</p>
        <p class={styles.digits} role="img" aria-label={`${t("digits")} ${[...props.move.code].join(" ")}`}>
          {GROUPS.map(([from, to]) => (
            <span aria-hidden="true">{props.move.code.slice(from, to)}</span>
          ))}
        </p>
        <Note tone="warn" icon="lock">
          {t("noOther")}
        </Note>
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <Button wide busy={busy() === "refusal"} onPress={() => void stop()}>
          {t("stop")}
        </Button>
      </Match>
      <Match when={state() === "claimed"}>
        <h2>{t("claimedTitle")}</h2>
        <p role="status">{t("claimedText", { device: deviceName(seen()?.name ?? "? / ?") })}</p>
        <p>{t("checkText")}</p>
        <CheckDigits digits={seen()?.check ?? ""} />
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <Button
          tone="primary"
          size="l"
          wide
          busy={busy() === "confirm"}
          busyLabel={t("confirming")}
          onPress={() => void answer("confirm")}
        >
          {t("confirm")}
        </Button>
        <Button wide busy={busy() === "refusal"} onPress={() => void answer("refusal")}>
          {t("refuse")}
        </Button>
      </Match>
      <Match when={state() === "confirmed"}>
        <Waiting text={t("confirmedTitle")} />
        <p>{t("confirmedText")}</p>
      </Match>
      <Match when={state() === "done"}>{props.whenDone}</Match>
      <Match when={state() === "ended"}>
        <Note announce="polite">
          <p class="strong">{t("endedTitle")}</p>
          <p>{t("endedText")}</p>
        </Note>
        <Button tone="primary" wide onPress={() => props.onAgain()}>
          {t("again")}
        </Button>
      </Match>
    </Switch>
  );
}
