import { Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "../words/words.ts";
import { lockTill } from "./till-lock.ts";

/** Locks the till before somebody turns away from it. */
export function LockButton() {
  return (
    <Show when={staffSession.me()?.tillLock}>
      <button type="button" class="btn btn--icon" aria-label={t("lockNow")} onClick={() => void lockTill()}>
        <Icon name="lock" />
      </button>
    </Show>
  );
}
