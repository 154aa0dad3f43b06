import { Show } from "solid-js";
import type { StaffAccount } from "../../../schema/api/staff.ts";
import { api } from "../../shared/client/api.ts";
import { Button } from "../../shared/components/button.tsx";
import { SessionList } from "../../shared/sign-in/session-list.tsx";
import { createLoad } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { t } from "./words.ts";

/** Where an account is signed in, for the level above (STF-1). */
export function SessionsCard(props: { account: StaffAccount; onEnd: () => void }) {
  // The account is read anew after each deed, and its sessions with it.
  const load = createLoad(
    () => props.account,
    ({ staffId }) => api("GET staff/:id/sessions", { path: { id: staffId } }),
  );
  return (
    <section class="card stack">
      <h2>{t("sessions")}</h2>
      <Loaded load={load} value={load.value()}>
        {(sessions) => (
          <Show when={sessions().rows.length > 0} fallback={<p>{t("sessionsNone")}</p>}>
            <SessionList rows={sessions().rows} />
            <p>
              <Button tone="danger" onPress={props.onEnd}>
                {t("signOutAll")}
              </Button>
            </p>
          </Show>
        )}
      </Loaded>
    </section>
  );
}
