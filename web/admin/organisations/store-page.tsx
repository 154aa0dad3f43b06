import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { ManagedStore } from "../../../schema/api/stores.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Lines } from "../../shared/components/ticket.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { may } from "../session/membership.ts";
import { AskAccepts } from "../shops/ask-accepts.tsx";
import { WaitingNote } from "../stops/waiting-note.tsx";
import { acceptsText, StoreState } from "./badges.tsx";
import { PictureField } from "./picture-field.tsx";
import { StoreForm } from "./store-edit.tsx";
import { Suspension } from "./suspension.tsx";
import { t } from "./words.ts";

/** How many follow it, once that is known; a store's page goes without. */
const followersLine = (count: number | undefined) =>
  count === undefined ? [] : [{ label: t("followers"), value: t("followersOf", { count: String(count) }) }];

/** One store: its state, its picture, and everything about it that is written down. */
export default function StorePage() {
  const params = useParams<{ id: string }>();
  const load = createLoad(
    () => params.id,
    (id) => api("GET stores/:id/managed", { path: { id } }),
  );
  const followers = createLoad(
    () => params.id,
    (id) => api("GET stores/:id/followers", { path: { id } }),
  );
  const [round, setRound] = createSignal(0);
  /** A newer value from the server: the form begins again with it. */
  const take = (store: ManagedStore) => {
    load.take(store);
    setRound(round() + 1);
  };
  const [waits, setWaits] = createSignal(false);
  const suspend = async (suspended: boolean, reason: string) => {
    const answer = await api("POST stores/:id/suspension", {
      path: { id: params.id },
      body: { suspended, reason },
    });
    if (!answer.ok) return answer.error;
    setWaits("outcome" in answer.value);
    if ("outcome" in answer.value) return;
    load.take(answer.value);
  };
  return (
    <>
      <header class="head">
        <A
          class="btn btn--icon"
          href={may("organisation.read") ? `/organisations/${load.value()?.organisationId ?? ""}` : "/shops"}
          aria-label={t("back")}
        >
          <Icon name="back" />
        </A>
        <h1>{load.value()?.name ?? t("storeHeading")}</h1>
        <Show when={load.value()}>
          {(store) => (
            <>
              <StoreState suspendedBy={store().suspendedBy} />
              <Show when={may("store.manage") && store().suspendedBy !== "organisation"}>
                <div class="head__end">
                  <Suspension
                    suspended={store().suspendedBy === "store"}
                    words={{
                      stopTitle: t("suspendStore", { name: store().name }),
                      stopText: t("suspendStoreText"),
                      goOnTitle: t("resumeStore", { name: store().name }),
                    }}
                    act={suspend}
                  />
                </div>
              </Show>
            </>
          )}
        </Show>
      </header>
      <Show when={waits()}>
        <WaitingNote />
      </Show>
      <Loaded load={load} value={load.value()}>
        {(store) => (
          <>
            <section class="card stack">
              <Lines
                lines={[
                  { label: t("organisations"), value: store().organisationName },
                  { label: t("town"), value: store().town },
                  { label: t("accepts"), value: acceptsText(store().accepts) },
                  { label: t("tills"), value: t("tillsOf", { count: String(store().tills.length) }) },
                  ...followersLine(followers.value()?.followers),
                ]}
              />
              <Show when={may("account.manage")}>
                <p>
                  <A class={buttonClass({})} href={`/account/store/${store().storeId}`}>
                    <Icon name="coin" />
                    {t("storeAccount")}
                  </A>
                </p>
              </Show>
              <Show when={may("store.edit") && !may("store.manage")}>
                <AskAccepts store={store()} />
              </Show>
            </section>
            <Show when={may("store.edit")}>
              <PictureField store={store()} onPicture={(picture) => load.take({ ...store(), picture })} />
              {/* Made anew with each saved version, and not with a new picture or state. */}
              <Show when={`${store().storeId}-${round()}`} keyed>
                {(_) => <StoreForm store={store()} onSaved={take} />}
              </Show>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}
