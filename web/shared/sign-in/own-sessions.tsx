import { createSignal, onMount, Show } from "solid-js";
import type { StaffSession, StaffSessions } from "../../../schema/api/staff-sessions.ts";
import type { Result } from "../../../schema/result.ts";
import { api } from "../client/api.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { GreyRows } from "../components/list-states.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { say } from "../components/toast.tsx";
import { SessionList } from "./session-list.tsx";
import { t } from "./words.ts";

/** Where whoever reads this is signed in, and the ways to end that elsewhere (STF-1). */
export function OwnSessions() {
  const [rows, setRows] = createSignal<readonly StaffSession[]>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal<string>();

  const take = (answer: Result<StaffSessions, Trouble>) => {
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) setRows(answer.value.rows);
  };
  const load = async () => take(await api("GET staff/sessions"));
  onMount(() => void load());

  const end = async (which: string, ask: () => Promise<Result<StaffSessions, Trouble>>) => {
    if (busy()) return;
    setBusy(which);
    const answer = await ask();
    setBusy(undefined);
    take(answer);
    if (answer.ok) say(t("sessionEnded"));
  };
  const endOne = ({ sessionId }: StaffSession) =>
    end(sessionId, () => api("DELETE staff/sessions/:sessionId", { path: { sessionId } }));
  const endOthers = () => end("others", () => api("POST staff/sessions/end-others"));

  return (
    <section class="card stack">
      <h2 class="card__title">{t("sessions")}</h2>
      <p>{t("sessionsLead")}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void load()} />}</Show>
      <Show when={rows()} fallback={<Show when={!trouble()}>{<GreyRows />}</Show>}>
        {(known) => (
          <>
            <SessionList
              rows={known()}
              action={(row) => (
                <Show when={!row.current}>
                  <Button
                    busy={busy() === row.sessionId}
                    busyLabel={t("sessionEnding")}
                    onPress={() => void endOne(row)}
                  >
                    {t("sessionEnd")}
                  </Button>
                </Show>
              )}
            />
            <Show when={known().length > 1}>
              <p>
                <Button
                  tone="danger"
                  busy={busy() === "others"}
                  busyLabel={t("sessionEnding")}
                  onPress={() => void endOthers()}
                >
                  {t("sessionsEndOthers")}
                </Button>
              </p>
            </Show>
          </>
        )}
      </Show>
    </section>
  );
}
