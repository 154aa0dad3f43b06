import { createSignal, For, onMount, Show } from "solid-js";
import type { Device, Devices } from "../../schema/api/devices.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime, Day } from "../../web/shared/components/date-time.tsx";
import { Dialog } from "../../web/shared/components/dialog.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { t as common } from "../../web/shared/i18n/words.ts";
import { Screen } from "../frame/screen.tsx";
import { deviceName } from "./device-name.ts";
import styles from "./devices.module.css";
import { NewsNote } from "./news-note.tsx";
import { t } from "./words.ts";

/** The phones and browsers one is signed in on, and how to sign them out (RES-10). */
export default function DevicesPage() {
  const [list, setList] = createSignal<Devices>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  /** What is asked about: one device, or all others. */
  const [asking, setAsking] = createSignal<Device | "others">();
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/devices");
    if (answer.ok) setList(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  const others = () => (list()?.devices ?? []).filter((one) => !one.here);
  const one = () => {
    const which = asking();
    return which === "others" ? undefined : which;
  };
  const end = async () => {
    const which = asking();
    if (!which || busy()) return;
    setBusy(true);
    setFailed(undefined);
    const answer =
      which === "others"
        ? await api("DELETE residents/devices")
        : await api("DELETE residents/devices/:id", { path: { id: which.deviceId } });
    setBusy(false);
    if (!answer.ok) return void setFailed(answer.error);
    setAsking(undefined);
    setList(answer.value);
    say(t("ended"));
  };
  const ask = (which: Device | "others") => {
    setFailed(undefined);
    setAsking(which);
  };
  return (
    <Screen title={t("devices")} backTo="/wallet/settings">
      <OfflineNote />
      <NewsNote />
      <Show when={list()}>{(all) => <p>{t("devicesLead", { most: String(all().most) })}</p>}</Show>
      <section class="card">
        <Listing
          rows={list()?.devices}
          problem={trouble()?.code}
          onRetry={() => void load()}
          empty={{ text: t("onlyHere") }}
        >
          {(rows) => (
            <ul class="list">
              <For each={rows}>
                {(device) => (
                  <li class={`list__row ${styles.device}`}>
                    <span class="list__main">
                      <span class="strong">{deviceName(device.name)}</span>
                      <br />
                      <span class="quiet small">
                        {t("lastSeenOn")} <Day date={device.lastSeenOn} />
                        <br />
                        {t("signedInAt")} <DateTime atMs={device.signedInAtMs} />
                      </span>
                    </span>
                    <Show
                      when={!device.here}
                      fallback={
                        <Badge tone="ok" icon="check" class={styles.badge}>
                          {t("here")}
                        </Badge>
                      }
                    >
                      <button
                        type="button"
                        class="btn btn--wide"
                        aria-label={t("endOf", { device: deviceName(device.name) })}
                        onClick={() => ask(device)}
                      >
                        {t("end")}
                      </button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Listing>
      </section>
      <Show when={list()}>
        <Show when={others().length > 0} fallback={<p class="quiet">{t("onlyHere")}</p>}>
          <Button icon="signout" wide onPress={() => ask("others")}>
            {t("endOthers")}
          </Button>
        </Show>
      </Show>
      <Dialog
        open={asking() !== undefined}
        title={one() ? t("endTitle") : t("endOthersTitle")}
        held={busy()}
        onClose={() => setAsking(undefined)}
        foot={
          <>
            <Button onPress={() => setAsking(undefined)}>{common("cancel")}</Button>
            <Button tone="danger" busy={busy()} busyLabel={t("ending")} onPress={() => void end()}>
              {t("end")}
            </Button>
          </>
        }
      >
        <p>
          <Show when={one()} fallback={t("endOthersText")}>
            {(device) => t("endText", { device: deviceName(device().name) })}
          </Show>
        </p>
        <Show when={failed()}>{(code) => <ProblemNote code={code().code} />}</Show>
      </Dialog>
    </Screen>
  );
}
