import type { ClaimedMove } from "../../schema/api/moves.ts";
import { api } from "../../web/shared/client/api.ts";
import { Waiting } from "../frame/waiting.tsx";
import { startSession } from "../session/signed-in.ts";
import { CheckDigits } from "./check-digits.tsx";
import { askRepeatedly } from "./poll.ts";
import { t } from "./words.ts";

/** The new phone waits until the old one has confirmed; then it is signed in. A reply that doesn't come is asked for again. */
export function TakeOverWaiting(props: {
  claimed: ClaimedMove;
  moveKey: string;
  onDone: () => void;
  onEnded: () => void;
}) {
  askRepeatedly(async () => {
    const answer = await api("POST residents/moves/session", {
      body: { moveId: props.claimed.moveId, key: props.moveKey },
    });
    if (!answer.ok && answer.error.code !== "move-ended") return "on";
    const state = answer.ok ? answer.value.state : "ended";
    if (state === "done") {
      await startSession();
      props.onDone();
    } else if (state === "ended") props.onEnded();
    else return "on";
    return "stop";
  });
  return (
    <>
      <h2>{t("waitTitle")}</h2>
      <p>{t("waitText")}</p>
      <CheckDigits digits={props.claimed.check} />
      <Waiting text={t("waiting")} />
    </>
  );
}
