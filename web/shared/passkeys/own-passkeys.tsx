import { createSignal, For, onMount, Show } from "solid-js";
import type { StaffPasskeys } from "../../../schema/api/staff-factors.ts";
import { api } from "../client/api.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { GreyRows } from "../components/list-states.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { ProofForm } from "../sign-in/proof-form.tsx";
import { RecoveryCodes } from "../sign-in/recovery-codes.tsx";
import { AddStaffPasskey } from "./add-staff-passkey.tsx";
import { type Failed, PasskeyItem } from "./passkey-item.tsx";
import { t } from "./words.ts";

/** One's own passkeys as staff: registered, named, removed (PSK-9). */
export function OwnPasskeys(props: { onChange: () => void }) {
  const [own, setOwn] = createSignal<StaffPasskeys>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [codes, setCodes] = createSignal<readonly string[]>();
  const [proving, setProving] = createSignal(false);
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET staff/passkeys");
    if (answer.ok) setOwn(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  const changed = async () => {
    await staffSession.load();
    await load();
    props.onChange();
  };
  const name = async (id: string, wanted: string): Promise<Failed> => {
    const answer = await api("PUT staff/passkeys/:id", { path: { id }, body: { name: wanted } });
    return answer.ok ? undefined : answer.error.code;
  };
  const remove = async (id: string): Promise<Failed> => {
    const answer = await api("POST staff/passkeys/:id/removal", { path: { id } });
    if (answer.ok) return undefined;
    if (answer.error.code === "proof-needed") setProving(true);
    return answer.error.code;
  };
  const full = (list: StaffPasskeys) =>
    list.passkeys.length >= list.most ? t("atMost", { most: String(list.most) }) : undefined;
  return (
    <section class="card stack" aria-label={t("title")}>
      <h2 class="card__title">{t("title")}</h2>
      <p>{t("what")}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} onRetry={() => void load()} />}</Show>
      <Show when={proving()}>
        <ProofForm onDone={() => setProving(false)} />
      </Show>
      <Show when={codes()}>
        {(made) => (
          <RecoveryCodes
            codes={made()}
            onDone={() => {
              setCodes(undefined);
              void changed();
            }}
          />
        )}
      </Show>
      <Show when={!codes() && own()} fallback={<Show when={!trouble() && !codes()}>{<GreyRows />}</Show>}>
        {(list) => (
          <>
            <Show when={list().passkeys.length > 0} fallback={<p class="quiet">{t("none")}</p>}>
              <ul>
                <For each={list().passkeys}>
                  {(one) => (
                    <PasskeyItem
                      passkey={one}
                      nameHint={t("nameHint")}
                      removeText={(called) => <p>{t("removeText", { name: called })}</p>}
                      onName={(wanted) => name(one.passkeyId, wanted)}
                      onRemove={() => remove(one.passkeyId)}
                      onChanged={() => void changed()}
                    />
                  )}
                </For>
              </ul>
            </Show>
            <AddStaffPasskey blocked={full(list())} onCodes={setCodes} onDone={() => void changed()} />
          </>
        )}
      </Show>
    </section>
  );
}
