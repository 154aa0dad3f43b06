import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { Adding, Answers } from "../../schema/api/consents.ts";
import { businessDate } from "../../schema/calendar.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { answersOf, type EnteredAnswers, enteredOf, NOTHING_ENTERED } from "./answers.ts";
import { Questions } from "./questions.tsx";
import { t } from "./words.ts";

/** What the resident told a programme: to be changed, or taken back (RES-6). */
export default function AnswersPage() {
  const params = useParams<{ programmeId: string }>();
  const navigate = useNavigate();
  const [adding, setAdding] = createSignal<Adding>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [entered, setEntered] = createSignal<EnteredAnswers>(NOTHING_ENTERED);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal<"save" | "erase">();
  const path = () => ({ programmeId: params.programmeId });
  const back = () => `/wallet/pays/${params.programmeId}`;
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/pays/:programmeId", { path: path() });
    if (!answer.ok) return void setTrouble(answer.error);
    setAdding(answer.value);
    setEntered(enteredOf(answer.value.answers));
  };
  onMount(() => void load());
  const told = () => answersOf(entered(), Number(businessDate(serverNow()).slice(0, 4)));
  const send = async (answers: Answers | null, done: "answersSaved" | "takenBack") => {
    if (busy()) return;
    setBusy(done === "takenBack" ? "erase" : "save");
    setTrouble(undefined);
    const answer = await api("PUT residents/pays/:programmeId/answers", { path: path(), body: { answers } });
    setBusy(undefined);
    if (!answer.ok) return void setTrouble(answer.error);
    say(t(done));
    navigate(back(), { replace: true });
  };
  const save = () => {
    setTried(true);
    const answers = told();
    if (answers !== undefined) void send(answers, answers ? "answersSaved" : "takenBack");
  };
  return (
    <Screen
      title={t("answersTitle")}
      backTo={back()}
      face={adding()?.pay.face}
      foot={
        <Show when={adding()?.asks}>
          <Button
            tone="primary"
            size="l"
            wide
            busy={busy() === "save"}
            busyLabel={t("sending")}
            onPress={save}
          >
            {t("save")}
          </Button>
        </Show>
      }
    >
      <OfflineNote />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={adding()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(one) => (
          <>
            <Show when={one().asks}>
              {(asks) => (
                <Questions
                  asks={asks()}
                  regionName={one().pay.regionName}
                  entered={entered()}
                  yearWrong={tried() && told() === undefined}
                  onEnter={(part) => setEntered((before) => ({ ...before, ...part }))}
                />
              )}
            </Show>
            <Show when={one().answers}>
              <Button wide busy={busy() === "erase"} onPress={() => void send(null, "takenBack")}>
                {t("takeBack")}
              </Button>
            </Show>
          </>
        )}
      </Show>
    </Screen>
  );
}
