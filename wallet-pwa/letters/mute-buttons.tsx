import { createSignal, Match, Show, Switch } from "solid-js";
import type { LetterMutes } from "../../schema/api/letters.ts";
import type { StoreId } from "../../schema/ids.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { mutesNow, turnMute } from "./mutes-store.ts";
import { t } from "./words.ts";

/** One tap stops the letters of a store, or of all; one more lets them come again. One follows the store all the while (NWS-7). */
export function MuteButtons(props: {
  storeId: StoreId;
  /** What was muted when it was read. */
  read: LetterMutes;
  /** Whether those of all stores can be stopped from here too. */
  withAll?: boolean;
}) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const now = () => mutesNow(props.storeId, props.read);
  const turn = async (storeId: StoreId | null, muted: boolean) => {
    if (busy()) return;
    setBusy(true);
    const went = await turnMute(storeId, muted);
    setBusy(false);
    setTrouble(went);
    if (!went) say(t(muted ? "nowMuted" : "nowAgain"));
  };
  const again = (storeId: StoreId | null) => (
    <Button wide icon="mail" busy={busy()} busyLabel={t("saving")} onPress={() => void turn(storeId, false)}>
      {t("again")}
    </Button>
  );
  return (
    <section class="stack" aria-label={t("name")}>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Switch>
        <Match when={now().all}>
          <p class="strong">{t("mutedAll")}</p>
          {again(null)}
        </Match>
        <Match when={now().store}>
          <p class="strong">{t("mutedStore")}</p>
          {again(props.storeId)}
        </Match>
        <Match when={true}>
          <Button wide busy={busy()} busyLabel={t("saving")} onPress={() => void turn(props.storeId, true)}>
            {t("muteStore")}
          </Button>
          <Show when={props.withAll}>
            <Button wide busy={busy()} busyLabel={t("saving")} onPress={() => void turn(null, true)}>
              {t("muteAll")}
            </Button>
          </Show>
        </Match>
      </Switch>
    </section>
  );
}
