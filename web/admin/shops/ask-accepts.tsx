import { createSignal, Show } from "solid-js";
import type { ManagedStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { createLoad } from "../client/load.ts";
import { ReasonDialog } from "../client/reason-dialog.tsx";
import { acceptsText } from "../organisations/badges.tsx";
import { t } from "./words.ts";

/** A merchant asks for other ways of paying at its store, or takes the question back (ORG-2). */
export function AskAccepts(props: { store: ManagedStore }) {
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const open = createLoad(
    () => props.store.storeId,
    (storeId) => api("GET change-requests", { query: { storeId, state: "waiting", limit: 1 } }),
  );
  const wanted = () => (props.store.accepts === "mpm" ? "mpm+cpm" : "mpm");
  const ask = async () => {
    const body = { storeId: props.store.storeId, accepts: wanted() } as const;
    const answer = await api("POST change-requests", { body });
    if (!answer.ok) return answer.error;
    say(t("asked"));
    await open.reload();
  };
  const withdraw = async (id: string) => {
    if (busy()) return;
    setBusy(true);
    const answer = await api("POST change-requests/:id/withdrawal", { path: { id } });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) say(t("askWithdrawn"));
    await open.reload();
  };
  return (
    <>
      <Show when={open.value()}>
        {(page) => (
          <Show
            when={page().rows[0]}
            fallback={<Button onPress={() => setAsking(true)}>{t("askAccepts")}</Button>}
          >
            {(request) => (
              <Note icon="clock">
                <p>{t("askWaiting")}</p>
                <Button busy={busy()} onPress={() => void withdraw(request().changeRequestId)}>
                  {t("askWithdraw")}
                </Button>
              </Note>
            )}
          </Show>
        )}
      </Show>
      <Show when={trouble() ?? open.trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Show when={asking()}>
        <ReasonDialog
          words={{
            title: t("askAccepts"),
            text: t("askAcceptsText", {
              before: acceptsText(props.store.accepts),
              after: acceptsText(wanted()),
            }),
            confirm: t("ask"),
            busy: t("asking"),
            keep: t("cancel"),
          }}
          act={ask}
          onClose={() => setAsking(false)}
        />
      </Show>
    </>
  );
}
