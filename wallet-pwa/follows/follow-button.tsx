import { A } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { StoreId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { StoreLetters } from "../letters/store-letters.tsx";
import { signedIn } from "../session/signed-in.ts";
import { t } from "./words.ts";

/** Follows a store, or ends it (FOL-1). Who is not signed in signs in first and comes back. */
export function FollowButton(props: { storeId: StoreId }) {
  const [following, setFollowing] = createSignal<boolean>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  const path = () => ({ id: props.storeId });
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/follows/:id", { path: path() });
    if (answer.ok) setFollowing(answer.value.following);
    else setTrouble(answer.error);
  };
  createEffect(
    on(
      () => signedIn() === "yes" && props.storeId,
      (known) => known && void load(),
    ),
  );
  const turn = async (next: boolean) => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await (next
      ? api("PUT residents/follows/:id", { path: path() })
      : api("DELETE residents/follows/:id", { path: path() }));
    setBusy(false);
    if (!answer.ok) return void setTrouble(answer.error);
    setFollowing(answer.value.following);
    say(t(answer.value.following ? "nowFollowing" : "noLonger"));
  };
  const signInFirst = () => `/wallet/sign-in?next=${encodeURIComponent(`/wallet/stores/${props.storeId}`)}`;
  return (
    <>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={signedIn() === "no"}>
        <A class={buttonClass({ wide: true })} href={signInFirst()}>
          <Icon name="plus" />
          {t("follow")}
        </A>
      </Show>
      <Show when={following() !== undefined}>
        <section class="stack">
          <Show when={following()}>
            <p class="row strong">
              <Icon name="check" />
              {t("followed")}
            </p>
          </Show>
          <Button
            wide
            icon={following() ? undefined : "plus"}
            busy={busy()}
            busyLabel={t("saving")}
            onPress={() => void turn(!following())}
          >
            {t(following() ? "unfollow" : "follow")}
          </Button>
          <Show when={following()}>
            <StoreLetters storeId={props.storeId} />
          </Show>
        </section>
      </Show>
    </>
  );
}
